// Virtual time, for millions of timers: those of one millisecond are a list, and setting or ending one costs next to nothing.

interface Timer {
  run: (() => void) | undefined;
}

const { setImmediate } = globalThis;

/** Resolves once all that needs no time has happened. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A clock that stands still while code runs, and goes on by whole milliseconds. */
export class VirtualClock {
  now = 0;
  #waiting = 0;
  readonly #due = new Map<number, Timer[]>();

  readonly setTimeout = (run: () => void, ms = 0): Timer => {
    const timer = { run };
    const at = this.now + Math.max(0, Math.round(ms));
    const timers = this.#due.get(at);
    if (timers) timers.push(timer);
    else this.#due.set(at, [timer]);
    this.#waiting += 1;
    return timer;
  };

  readonly clearTimeout = (timer?: Timer): void => {
    if (!timer?.run) return;
    timer.run = undefined;
    this.#waiting -= 1;
  };

  /** Lets time pass until nothing waits for it. */
  async run(): Promise<void> {
    await settled();
    for (; this.#waiting > 0; this.now += 1) {
      for (let timers; (timers = this.#due.get(this.now));) {
        this.#due.delete(this.now);
        for (const timer of timers) {
          const { run } = timer;
          this.clearTimeout(timer);
          run?.();
        }
        await settled();
      }
    }
  }
}

/**
 * Runs something in virtual time: `setTimeout` and `performance.now()` are the clock's for as long as it takes.
 * @returns what it comes to, once nothing waits any longer
 */
export async function inVirtualTime<Result>(start: (clock: VirtualClock) => Promise<Result>): Promise<Result> {
  const clock = new VirtualClock();
  const { setTimeout, clearTimeout } = globalThis;
  const now = performance.now.bind(performance);
  const use = (timers: object, now: () => number) => {
    Object.assign(globalThis, timers);
    performance.now = now;
  };
  use({ setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout }, () => clock.now);
  try {
    const result = start(clock);
    await clock.run();
    return await result;
  } finally {
    use({ setTimeout, clearTimeout }, now);
  }
}
