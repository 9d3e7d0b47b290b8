import { PDJSError } from '../errors.js';
import type { Fields } from '../fields.js';

/** One page of a list. */
export interface Page<Item = unknown> {
  /** The answer as it came. */
  body: Fields;
  /** What the answer calls its list, such as `users`. */
  key: string;
  items: Item[];
}

/** The most that PagerDuty lets `offset + limit` be. Source: PagerDuty REST API, Pagination. */
const OFFSET_LIMIT = 10_000;

/**
 * The pages of a list in order, by offset or by cursor, whichever the server answers with.
 *
 * With a `concurrency` above 1, the pages that a known `total` promises are asked for that many at a time. Leaving the loop and a
 * page that fails stop whatever is under way.
 * @param res the list's path; the list is expected under its last segment
 * @param start the first page's query, with `limit` and `offset` or `cursor`
 * @param get asks for a page
 * @throws PDJSError what `get` fails with, `list_too_long` where PagerDuty gives no more, `invalid_response` where there is no list
 */
export async function* pages(
  res: string,
  start: Fields,
  get: (query: Fields, signal: AbortSignal) => Promise<unknown>,
  concurrency: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Page, void, undefined> {
  let wanted: Fields | undefined = start.cursor ? { ...start, offset: undefined } : at(start, count(start.offset));
  const stop = new AbortController();
  const follow = () => {
    stop.abort(signal?.reason);
  };
  signal?.addEventListener('abort', follow);
  if (signal?.aborted) follow();

  let underWay: { query: Fields; body: Promise<unknown> }[] = [];
  const cursors = new Set<unknown>();
  let total = 0;
  let step = 0;
  let failed = false;

  /** Asks for as many pages as may be under way, and takes the one whose turn it is. */
  const take = () => {
    while (wanted && !failed && underWay.length < concurrency) {
      const page = { query: wanted, body: get(wanted, stop.signal) };
      // A page that fails is told when its turn comes; until then no other is asked for.
      page.body.catch(() => {
        if (underWay.includes(page)) failed = true;
      });
      underWay.push(page);
      wanted = promised(wanted, step, total);
    }
    return underWay.shift();
  };

  try {
    for (let turn = take(); turn; turn = take()) {
      const page = asPage(await turn.body, res);
      total = count(page.body.total);
      step = count(page.body.limit) || page.items.length || count(turn.query.limit);
      yield page;
      // The server's own word goes before what the total promised: where it has lowered its limit, the pages after it begin too late.
      if (underWay[0]?.query.offset !== count(turn.query.offset) + step) {
        underWay = [];
        failed = false;
      }
      if (underWay.length === 0) wanted = following(turn.query, page, step, cursors);
    }
  } finally {
    signal?.removeEventListener('abort', follow);
    stop.abort();
  }
}

/** The query after this one, as long as the total promises a page there. */
function promised(query: Fields, step: number, total: number): Fields | undefined {
  const offset = count(query.offset) + step;
  return !query.cursor && offset < Math.min(total, OFFSET_LIMIT) ? at(query, offset) : undefined;
}

/** The query after this one, as the page says; `undefined` at the end of the list. */
function following(query: Fields, { body, items }: Page, step: number, cursors: Set<unknown>): Fields | undefined {
  const { next_cursor: cursor, more, total } = body;
  if (cursor) {
    cursors.add(query.cursor);
    if (cursors.has(cursor))
      throw new PDJSError({ code: 'invalid_response', message: 'The list goes round in circles: its next_cursor repeats' });
    return { ...query, offset: undefined, cursor };
  }
  if (cursor === null || query.cursor) return undefined;

  const offset = count(query.offset) + step;
  // Where neither `more` nor `total` is told, a page of just the size that was asked for may have a successor.
  const full = items.length === (count(body.limit) || count(query.limit));
  const goesOn = typeof more === 'boolean' ? more : typeof total === 'number' ? offset < total : full;
  return goesOn ? at(query, offset) : undefined;
}

/** The query from an offset on. */
function at(query: Fields, offset: number): Fields {
  const limit = Math.min(count(query.limit), OFFSET_LIMIT - offset);
  if (limit > 0) return { ...query, offset, limit };
  throw new PDJSError({
    code: 'list_too_long',
    message: `PagerDuty lists the first ${OFFSET_LIMIT} items only: narrow the query, for example by since and until`,
  });
}

/** The list in an answer: under the path's last segment, or else the only one there is. */
function asPage(answer: unknown, res: string): Page {
  const body = (answer ?? {}) as Fields;
  const lists = Object.keys(body).filter((name) => Array.isArray(body[name]));
  const segment = /([^/?#]*)\/*([?#].*)?$/.exec(res)?.[1];
  const key = lists.find((name) => name === segment) ?? (lists.length === 1 ? lists[0] : undefined);
  if (key !== undefined) return { body, key, items: body[key] as unknown[] };
  throw new PDJSError({ code: 'invalid_response', message: `The answer to ${res} holds no list called ${segment ?? ''}` });
}

const count = (value: unknown): number => Number(value) || 0;
