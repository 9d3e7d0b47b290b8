// Whether a tab is gone: each tab holds its own lock for as long as it lives (Web Locks).
import { newPromise } from './waiting.js';

/** The page's locks; `undefined` on plain http pages, in old browsers and outside browsers. */
function lockManager(): LockManager | undefined {
  const { navigator } = globalThis as Partial<typeof globalThis>;
  return (navigator as Partial<Navigator> | undefined)?.locks;
}

/** Whether tabs can tell that another one is gone. */
export const canLock = (): boolean => Boolean(lockManager());

/**
 * Takes a lock. Resolves to a function that releases it, or to `undefined` if the lock is not available.
 * @param options `ifAvailable`: do not wait for the holder; `signal`: ends the wait
 */
export function takeLock(name: string, options: LockOptions): Promise<(() => void) | undefined> {
  const [taken, tell] = newPromise<(() => void) | undefined>();
  const request = async () => {
    try {
      await lockManager()?.request(name, options, (granted) => {
        if (!granted) return undefined;
        const [held, release] = newPromise<undefined>();
        tell(() => {
          release(undefined);
        });
        return held;
      });
    } catch {
      // A page that may not use locks, such as a sandboxed frame, has no storage either.
    }
    tell(canLock() ? undefined : () => undefined);
  };
  void request();
  return taken;
}
