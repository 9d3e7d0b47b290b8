// A page with one event, small enough for a million of them: PDJS's own retry table and options, and ky's formula.
import type { PDJSError } from '../../../src/errors.js';
import { isTemporary, retryRow } from '../../../src/delivery/retry-table.js';
import { MAX_RETRY_AFTER, RETRY_DEFAULTS } from '../../../src/delivery/transport.js';

/** What an attempt comes to. */
export interface Heard {
  /** 0 where it is out of reach. */
  readonly status: number;
  /** Milliseconds that the answer asks to wait. */
  readonly wait: number;
}

const ROW = retryRow({ api: 'events_v2' });
const TIMED_OUT = { status: 0, wait: 0 };

/**
 * Sends an event until it is accepted or given up, as PDJS does; a test holds the two against each other.
 * @param send makes an attempt, and says what comes of it
 * @param told called with whether the page is told `success`
 */
export function sendAsPDJS(send: (heard: (heard: Heard) => void) => void, told: (success: boolean) => void): void {
  let attempts = 0;

  const attempt = () => {
    const timeout: { timer?: ReturnType<typeof setTimeout>; isOver?: true } = {};
    const hear = (heard: Heard) => {
      if (timeout.isOver) return;
      timeout.isOver = true;
      clearTimeout(timeout.timer);
      goOn(heard);
    };
    attempts += 1;
    send(hear);
    if (timeout.isOver) return;
    timeout.timer = setTimeout(() => {
      hear(TIMED_OUT);
    }, ROW.timeout);
  };

  const goOn = ({ status, wait }: Heard) => {
    const isAccepted = status >= 200 && status < 300;
    if (isAccepted || attempts > ROW.limit || !isTemporary(failureOf(status), ROW)) told(isAccepted);
    else setTimeout(attempt, Math.max(backoff(attempts), Math.min(MAX_RETRY_AFTER, wait)));
  };

  attempt();
}

/** What of a failure the retry table asks. */
const failureOf = (status: number): PDJSError =>
  ({ code: status ? 'http' : 'network', status }) satisfies Pick<PDJSError, 'code' | 'status'> as unknown as PDJSError;

/** Milliseconds before a repetition. Source: ky, `retry.delay` and `#calculateDelay`. */
const backoff = (attempts: number) => Math.min(RETRY_DEFAULTS.backoffLimit, Math.random() * 300 * 2 ** (attempts - 1));
