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

class LightMessage {
  readonly headers: LightHeaders;
  /** Iterated over, as a stream is. */
  readonly body: Iterable<Uint8Array>;

  constructor(body: Uint8Array | string | null, headers: Readonly<Record<string, string>> = {}) {
    this.headers = new LightHeaders(headers);
    this.body = body ? [typeof body === 'string' ? new TextEncoder().encode(body) : body] : [];
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
  readonly signal = { aborted: false };

  abort(): void {
    this.signal.aborted = true;
  }
}
