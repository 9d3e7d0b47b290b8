// Is that tab gone? A tab holds a lock of its own for as long as it is there (Web Locks).
import { newPromise } from './waiting.js';

/** The page's locks; none on plain http pages, in old browsers and outside of browsers. */
function lockManager(): LockManager | undefined {
  const { navigator } = globalThis as Partial<typeof globalThis>;
  return (navigator as Partial<Navigator> | undefined)?.locks;
}

/** Whether tabs can tell that another is gone. */
export const canLock = (): boolean => Boolean(lockManager());

/**
 * Takes a lock. Resolves to what gives it back; to `undefined` where it cannot be had.
 * @param options `ifAvailable`: does not wait for who holds it; `signal`: ends the wait
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
      // Where a page may have no locks, as in a sandboxed frame, it has no storage either.
    }
    tell(canLock() ? undefined : () => undefined);
  };
  void request();
  return taken;
}
