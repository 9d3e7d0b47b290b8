// Is that tab gone? A tab holds a lock of its own for as long as it is there (Web Locks).
import { NativePromise } from '../native.js';

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
  return new NativePromise((resolve) => {
    const locks = lockManager();
    if (!locks) {
      resolve(() => undefined);
      return;
    }
    locks
      .request(name, options, (granted) => {
        if (granted) return new NativePromise<void>(resolve as (release: () => void) => void);
        resolve(undefined);
        return undefined;
      })
      // Where a page may have no locks, as in a sandboxed frame, it has no storage either.
      .catch(() => {
        resolve(undefined);
      });
  });
}
