// Node's own classes, with their streams and events, cost several times what the relay does with them. These have what it asks for.

class LightHeaders {
  readonly #values: Readonly<Record<string, string>>;

  constructor(values: Readonly<Record<string, string>>) {
    this.#values = values;
  }

  get(name: string): string | null {
    return this.#values[name] ?? null;
  }
}

/** A stream of one chunk. */
class LightBody {
  readonly #chunks: Uint8Array[];

  constructor(bytes: Uint8Array) {
    this.#chunks = [bytes];
  }

  getReader(): this {
    return this;
  }

  read(): Promise<{ done: boolean; value?: Uint8Array }> {
    const value = this.#chunks.pop();
    return Promise.resolve(value ? { done: false, value } : { done: true });
  }

  cancel(): Promise<void> {
    return Promise.resolve();
  }
}

class LightMessage {
  readonly headers: LightHeaders;
  readonly body: LightBody | null;

  constructor(body: Uint8Array | string | null, headers: Readonly<Record<string, string>> = {}) {
    this.headers = new LightHeaders(headers);
    this.body = body ? new LightBody(typeof body === 'string' ? new TextEncoder().encode(body) : body) : null;
  }
}

export class LightRequest extends LightMessage {
  readonly method = 'POST';
  readonly url: string;

  constructor(url: string, { body, headers }: { body: Uint8Array; headers: Record<string, string> }) {
    super(body, headers);
    this.url = url;
  }
}

export class LightResponse extends LightMessage {
  readonly status: number;

  constructor(body: string | null, { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {}) {
    super(body, headers);
    this.status = status;
  }
}

export class LightController {
  readonly signal: { onabort?: () => void } = {};

  abort(): void {
    this.signal.onabort?.();
  }
}
