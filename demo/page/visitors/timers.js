// Timers that end together.

/** @typedef {Pick<typeof globalThis, 'setTimeout' | 'clearTimeout'>} Timers */

/**
 * Timers of which none is left, and none starts, once a signal is aborted.
 * @param {AbortSignal} signal
 */
export function timersUntil(signal) {
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  const pending = new Set();
  signal.addEventListener('abort', () => {
    for (const timer of pending) clearTimeout(timer);
  });

  return /** @type {Timers} */ ({
    /**
     * @param {() => void} run
     * @param {number} ms
     */
    setTimeout(run, ms) {
      if (signal.aborted) return undefined;
      const timer = setTimeout(() => {
        pending.delete(timer);
        run();
      }, ms);
      pending.add(timer);
      return timer;
    },
    /** @param {ReturnType<typeof setTimeout>} timer */
    clearTimeout(timer) {
      pending.delete(timer);
      clearTimeout(timer);
    },
  });
}
