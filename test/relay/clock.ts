import { vi } from 'vitest';

/** A clock that stands still until it is told to go on: time passes from timer to timer, without any waiting. */
export class Clock {
  now = 1000;
  #last = 0;
  readonly #timers = new Map<number, { at: number; callback: () => void }>();

  /** Puts it in place of the timers and of `performance.now()`, until `vi.unstubAllGlobals()`. */
  install(): this {
    vi.stubGlobal('setTimeout', this.set);
    vi.stubGlobal('clearTimeout', (id: number) => this.#timers.delete(id));
    vi.stubGlobal('performance', { now: () => this.now });
    return this;
  }

  readonly set = (callback: () => void, ms = 0): number => {
    this.#last += 1;
    this.#timers.set(this.#last, { at: this.now + Math.max(0, ms), callback });
    return this.#last;
  };

  readonly sleep = (ms: number): Promise<void> => new Promise((resolve) => void this.set(resolve, ms));

  /** Goes on to a time, or to when no timer is left. */
  async run(until = Infinity): Promise<void> {
    for (;;) {
      await settled();
      const [next] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at);
      if (!next || next[1].at > until) break;
      const [id, { at, callback }] = next;
      this.#timers.delete(id);
      this.now = at;
      callback();
    }
    if (until < Infinity) this.now = until;
  }
}

/** Resolves once all that needs no time has happened. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
