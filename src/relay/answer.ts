// What the relay answers to a page.

export interface Answer {
  readonly status: number;
  /** The body. */
  readonly text?: string;
  /** Seconds until the page may retry. */
  readonly wait?: number;
}

/**
 * The relay's own answer, in the shape of PagerDuty's. It is thrown but is not an `Error`, which would keep its whole stack in memory,
 * with the events on it.
 */
export class Refusal implements Answer {
  declare readonly status: number;
  declare readonly text: string;
  declare readonly wait: number;

  /** @param ms milliseconds until the page may retry */
  constructor(status: number, message: string, ms = 0) {
    this.status = status;
    this.text = JSON.stringify({ status: 'refused', message, errors: [] });
    this.wait = Math.ceil(ms / 1000);
  }
}

/** Calls one of the operator's functions, if given, with a value. Its errors go to another, and no further. */
export function tell<Value>(value: Value, call?: (value: Value) => void, failed?: (reason: unknown) => void): void {
  Promise.resolve(value)
    .then(call)
    .catch(failed)
    .catch(() => undefined);
}

/**
 * A task's result, or a refusal: with status 504 if it takes too long.
 * @param ms the time limit in milliseconds. The task's signal is aborted at its end
 * @param onError called with the task's error
 * @param otherwise the refusal after an error
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
