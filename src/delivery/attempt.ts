// One attempt: a request and its whole answer.
import { NativePromise, NativeRequest } from '../native.js';
import type { Fetch } from '../types.js';

/**
 * The bytes of body that a page may have in flight with `keepalive`. Beyond it, the browser rejects the request.
 * Source: Fetch standard, HTTP-network-or-cache fetch.
 */
const KEEPALIVE_LIMIT = 65_536;
let keepaliveBytes = 0;

export interface AttemptOptions {
  /** A replacement for the global `fetch`. */
  readonly fetch: Fetch | undefined;
  /** Milliseconds until the attempt times out; `false` for never. */
  readonly timeout: number | false;
  /** Called when the attempt times out. @returns the attempt's error */
  readonly giveUp: () => Error;
  /** Aborts the attempt. */
  readonly signal: AbortSignal;
}

/**
 * Sends a request and reads the whole answer, so that `timeout` covers a body that stalls. Calls `fetch` before returning.
 * @throws the result of `giveUp`, or an error of `fetch` or of reading the body
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
  // Pages wrap the global fetch, sometimes in code that only accepts a string.
  const response = globalThis.fetch(url.href, init);
  return init.keepalive && 'document' in globalThis ? withinBudget(response, url, init) : response;
}

/**
 * If another script has used up the keepalive budget, the browser rejects the request before sending it. Only the speed of the failure
 * tells it from a network failure. Then we send the request without keepalive: at worst, a failed request is sent once more.
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

/** Claims part of the page's keepalive budget. @returns a function that releases it, or `undefined` if too little is left */
function claimKeepalive(body: string): (() => void) | undefined {
  const bytes = new TextEncoder().encode(body).length;
  if (keepaliveBytes + bytes > KEEPALIVE_LIMIT) return undefined;
  keepaliveBytes += bytes;
  return () => {
    keepaliveBytes -= bytes;
  };
}
