// The storage of an outbox.

/** Stores strings by key. It may throw: storage can be missing, denied or full. */
export interface OutboxStore {
  readonly keys: () => string[];
  readonly get: (key: string) => string | null;
  readonly set: (key: string, text: string) => void;
  readonly remove: (key: string) => void;
}

/** localStorage: written before a call returns, so that the event survives even if the renderer is killed at once. */
export const browserStore: OutboxStore = {
  keys: () => Object.keys(localStorage),
  get: (key) => localStorage.getItem(key),
  set: (key, text) => {
    localStorage.setItem(key, text);
  },
  remove: (key) => {
    localStorage.removeItem(key);
  },
};

/** A store that never throws. It warns once if it cannot store events. */
export function forgiving(store: OutboxStore): OutboxStore {
  let warned = false;
  const use = <Value>(access: () => Value, otherwise: Value): Value => {
    try {
      return access();
    } catch (error) {
      const reason = (error as Error).message;
      if (!warned) console.warn('PDJS: the outbox cannot store events in this browser, only send them.', reason);
      warned = true;
      return otherwise;
    }
  };
  return {
    keys: () => use(store.keys, []),
    get: (key) => use(() => store.get(key), null),
    set: (key, text) => {
      use(() => {
        store.set(key, text);
      }, undefined);
    },
    remove: (key) => {
      use(() => {
        store.remove(key);
      }, undefined);
    },
  };
}
