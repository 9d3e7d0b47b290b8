// Limits how much each client may send.

/** The most clients to count at a time. Beyond it, we forget the oldest that is below its limit. */
const MAX_CLIENTS = 100_000;
/** Only this much of a name counts. */
const MAX_NAME_LENGTH = 256;
const MINUTE = 60_000;

/**
 * Counts each client's requests in a minute.
 * @returns a function that counts a request, and returns the milliseconds that its client must wait; 0 if none
 */
export function clientLimit(perMinute: number): (client: string | null | undefined) => number {
  let ends = 0;
  const counts = new Map<string, number>();
  /** Clients that have reached their limit. */
  const spent = new Set<string>();

  return (client) => {
    // A copy: a slice would keep the whole string in memory.
    const name = JSON.stringify((client ?? '').slice(0, MAX_NAME_LENGTH));
    const now = performance.now();
    if (now >= ends) {
      ends = now + MINUTE;
      counts.clear();
      spent.clear();
    }
    if (spent.has(name)) return ends - now;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (!(count < perMinute)) {
      counts.delete(name);
      spent.add(name);
    }
    const [first = ''] = counts.keys();
    if (counts.size + spent.size > MAX_CLIENTS) counts.delete(first);
    return 0;
  };
}
