// How much each client may send.

/** More clients are not counted at a time: of those below their limit, the one that came first is forgotten. */
const MAX_CLIENTS = 100_000;
/** What names have in common beyond this makes no difference. */
const MAX_NAME_LENGTH = 256;
const MINUTE = 60_000;

/**
 * Counts what each client sends in a minute.
 * @returns what counts a request, and gives the milliseconds that its client has to wait: 0 where it may go on
 */
export function clientLimit(perMinute: number): (client: string | null | undefined) => number {
  let ends = 0;
  const counts = new Map<string, number>();
  /** Clients that may send no more. */
  const spent = new Set<string>();

  return (client) => {
    // A copy: a slice would keep all that it was cut from.
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
