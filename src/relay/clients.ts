// How much each client may send.

/** Where there are more clients than these, those below their limit are forgotten. */
const MAX_CLIENTS = 100_000;
/** What names have in common beyond this makes no difference. */
const MAX_NAME_LENGTH = 256;
const MINUTE = 60_000;

/**
 * Counts what each client sends in a minute.
 * @returns what counts a request, and gives the milliseconds that its client has to wait: 0 where it may go on
 */
export function clientLimit(perMinute: number): (client: string | undefined) => number {
  let ends = 0;
  const counts = new Map<string, number>();

  return (client = '') => {
    const name = client.slice(0, MAX_NAME_LENGTH);
    const now = performance.now();
    if (now >= ends) {
      ends = now + MINUTE;
      counts.clear();
    }
    const count = (counts.get(name) ?? 0) + 1;
    if (!(count <= perMinute)) return ends - now;
    if (counts.size > MAX_CLIENTS) for (const [client, count] of counts) if (count < perMinute) counts.delete(client);
    counts.set(name, count);
    return 0;
  };
}
