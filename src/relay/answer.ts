// What a page is told.

export interface Answer {
  readonly status: number;
  /** The body. */
  readonly text?: string;
  /** Seconds after which a page may come again. */
  readonly wait?: number;
}

/**
 * An answer of the relay's own, in the shape of PagerDuty's. It is thrown, but no `Error`: whoever keeps one of those keeps all that was
 * in its stack, the events before it too.
 */
export class Refusal implements Answer {
  declare readonly status: number;
  declare readonly text: string;
  declare readonly wait: number;

  /** @param ms after how many milliseconds a page may come again */
  constructor(status: number, message: string, ms = 0) {
    this.status = status;
    this.text = JSON.stringify({ status: 'refused', message, errors: [] });
    this.wait = Math.ceil(ms / 1000);
  }
}

/** Calls a function of the operator's, if there is one, with a value. What it throws goes to another, and no further. */
export function tell<Value>(value: Value, call?: (value: Value) => void, failed?: (reason: unknown) => void): void {
  Promise.resolve(value)
    .then(call)
    .catch(failed)
    .catch(() => undefined);
}

/**
 * What something comes to, or a refusal: with status 504 where it takes longer.
 * @param ms milliseconds that it may take; in the end its signal is aborted
 * @param onError called with why it failed
 * @param otherwise what is said then
 */
export function orRefusal<Result>(
  ms: number,
  start: (signal: AbortSignal) => Promise<Result>,
  onError: ((reason: unknown) => void) | undefined,
  ...otherwise: [status: number, message: string]
): Promise<Result | Refusal> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<Refusal>((resolve) => {
    timer = setTimeout(() => {
      resolve(new Refusal(504, 'No answer'));
    }, ms);
  });
  return Promise.race([start(controller.signal), late])
    .catch((reason: unknown) => {
      if (reason instanceof Refusal) return reason;
      tell(reason, onError);
      return new Refusal(...otherwise);
    })
    .finally(() => {
      clearTimeout(timer);
      controller.abort();
    });
}
