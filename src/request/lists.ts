// Walks a list page by page, over a function that fetches one.
import { PDJSError } from '../errors.js';
import type { Fields } from '../fields.js';

/** One page of a list. */
export interface Page<Item = unknown> {
  /** The whole answer. */
  body: Fields;
  /** The list's name in the answer, such as `users`. */
  key: string;
  items: Item[];
}

/** The highest `offset + limit` that PagerDuty accepts. Source: PagerDuty REST API, Pagination. */
const OFFSET_LIMIT = 10_000;

/**
 * Yields a list's pages in order. The answers decide whether it is paged by offset or cursor.
 *
 * With a `concurrency` above 1 and a known `total`, it fetches that many pages at a time. Leaving the loop, or a page that fails, aborts
 * all requests.
 * @param res the list's path, whose last segment is the list's name
 * @param start the first page's query, with `limit` and `offset` or `cursor`
 * @param get fetches a page
 * @throws PDJSError whatever `get` fails with; `list_too_long` beyond PagerDuty's limit; `invalid_response` if there is no list
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

  /** Requests as many pages as `concurrency` allows, and takes the next in order. */
  const take = () => {
    while (wanted && !failed && underWay.length < concurrency) {
      const page = { query: wanted, body: get(wanted, stop.signal) };
      // The error is thrown when this page's turn comes. Until then, request no others.
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
      // If the server has lowered the limit, the pages already requested start too late.
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

/** The next query by offset, if the total promises a page there. */
function promised(query: Fields, step: number, total: number): Fields | undefined {
  const offset = count(query.offset) + step;
  return !query.cursor && offset < Math.min(total, OFFSET_LIMIT) ? at(query, offset) : undefined;
}

/** The next query according to the page; `undefined` at the end of the list. */
function following(query: Fields, { body, items }: Page, step: number, cursors: Set<unknown>): Fields | undefined {
  const { next_cursor: cursor, more, total } = body;
  if (cursor) {
    cursors.add(query.cursor);
    if (cursors.has(cursor))
      throw new PDJSError({ code: 'invalid_response', message: 'The list never ends: its next_cursor repeats' });
    return { ...query, offset: undefined, cursor };
  }
  if (cursor === null || query.cursor) return undefined;

  const offset = count(query.offset) + step;
  // Without `more` and `total`, a full page may have a successor.
  const full = items.length === (count(body.limit) || count(query.limit));
  const goesOn = typeof more === 'boolean' ? more : typeof total === 'number' ? offset < total : full;
  return goesOn ? at(query, offset) : undefined;
}

/** The query for a page at an offset. */
function at(query: Fields, offset: number): Fields {
  const limit = Math.min(count(query.limit), OFFSET_LIMIT - offset);
  if (limit > 0) return { ...query, offset, limit };
  throw new PDJSError({
    code: 'list_too_long',
    message: `PagerDuty returns only the first ${OFFSET_LIMIT} items: narrow the query, for example with since and until`,
  });
}

/** Finds the list in an answer: the one named like the path's last segment, or else the only one. */
function asPage(answer: unknown, res: string): Page {
  const body = (answer ?? {}) as Fields;
  const lists = Object.keys(body).filter((name) => Array.isArray(body[name]));
  const segment = /([^/?#]*)\/*([?#].*)?$/.exec(res)?.[1];
  const key = lists.find((name) => name === segment) ?? (lists.length === 1 ? lists[0] : undefined);
  if (key !== undefined) return { body, key, items: body[key] as unknown[] };
  throw new PDJSError({ code: 'invalid_response', message: `The answer to ${res} has no list named ${segment ?? ''}` });
}

const count = (value: unknown): number => Number(value) || 0;
