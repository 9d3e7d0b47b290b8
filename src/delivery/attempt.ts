// One attempt: a request and its whole answer.
import { NativePromise, NativeRequest } from '../native.js';
import type { Fetch } from '../types.js';

/**
 * The bodies that a page may have in flight with `keepalive`, in bytes; beyond it the browser fails the request.
 * Source: Fetch standard, HTTP-network-or-cache fetch.
 */
const KEEPALIVE_LIMIT = 65_536;
let keepaliveBytes = 0;

export interface AttemptOptions {
  /** Used in place of the global `fetch`. */
  readonly fetch: Fetch | undefined;
  /** Milliseconds until it is given up; `false` for never. */
  readonly timeout: number | false;
  /** Called when that time is over. @returns what the attempt fails with */
  readonly giveUp: () => Error;
  /** Aborts it. */
  readonly signal: AbortSignal;
}

/**
 * Sends a request and reads the answer to its end, so that `timeout` covers a body that breaks off. Its `fetch` is called before this
 * returns.
 * @throws what `giveUp` gives, or what `fetch` and the reading of the body fail with
 */
export async function attempt(url: URL, init: RequestInit, options: AttemptOptions): Promise<[Response, string]> {
  const { fetch, timeout, giveUp, signal } = options;
  const releaseKeepalive = init.keepalive ? claimKeepalive(init.body as string) : undefined;
  const final = { ...init, keepalive: Boolean(releaseKeepalive), signal };
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new NativePromise((resolve, reject) => {
      answered(url, final, fetch).then(resolve, reject);
      if (timeout === false) return;
      timer = setTimeout(() => {
        reject(giveUp());
      }, timeout);
    });
  } finally {
    clearTimeout(timer);
    releaseKeepalive?.();
  }
}

async function answered(url: URL, init: RequestInit, fetch: Fetch | undefined): Promise<[Response, string]> {
  const response = await respond(url, init, fetch);
  return [response, await response.text()];
}

async function respond(url: URL, init: RequestInit, fetch: Fetch | undefined): Promise<Response> {
  if (fetch) return fetch(new NativeRequest(url, init));
  // Pages wrap the global fetch in code that may know nothing but a text.
  const response = globalThis.fetch(url.href, init);
  return init.keepalive && 'document' in globalThis ? withinBudget(response, url, init) : response;
}

/**
 * Where another script has used up the keepalive budget, the browser refuses the request before it leaves: at once, which is all
 * that tells it from a network failure. Then it is sent without keepalive; at worst a request that has failed is sent once more.
 */
async function withinBudget(response: Promise<Response>, url: URL, init: RequestInit): Promise<Response> {
  let isAtOnce = true as boolean;
  const timer = setTimeout(() => {
    isAtOnce = false;
  });
  try {
    return await response;
  } catch (reason) {
    if (!isAtOnce) throw reason;
    return await globalThis.fetch(url.href, { ...init, keepalive: false });
  } finally {
    clearTimeout(timer);
  }
}

/** Claims a part of the page's keepalive budget. @returns what gives it back; `undefined` where it is used up */
function claimKeepalive(body: string): (() => void) | undefined {
  const bytes = new TextEncoder().encode(body).length;
  if (keepaliveBytes + bytes > KEEPALIVE_LIMIT) return undefined;
  keepaliveBytes += bytes;
  return () => {
    keepaliveBytes -= bytes;
  };
}
