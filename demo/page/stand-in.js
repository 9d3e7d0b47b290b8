// PagerDuty's stand-in: the one that serves this page or, where the page was opened from disk or a static host, one inside the page.
import { StandIn } from '../../dist/stand-in.mjs';

const isServed = document.documentElement.dataset.standIn === 'served';
/** Made only where it is used. */
const inPage = isServed ? undefined : new StandIn();
/** Told of each change in the page's own stand-in. */
const listeners = new Set();

/** Where events and REST calls go; no real host where the stand-in is in the page. */
export const ORIGIN = isServed ? location.origin : 'https://stand-in.invalid';

/** `fetch`, of the stand-in inside the page. */
async function fetchInPage(request) {
  try {
    return await inPage.fetch(request);
  } finally {
    if (request.method !== 'GET') for (const listener of listeners) listener();
  }
}

/** `fetch`, for requests to the stand-in and to any other server. */
export const reach = (request) => (inPage && new URL(request.url).origin === ORIGIN ? fetchInPage(request) : fetch(request));

/** Asks the stand-in for something that PagerDuty has no API for. */
export async function control(path, init) {
  const response = await reach(new Request(`${ORIGIN}/stand-in/${path}`, init));
  return response.json();
}

/** Calls a function at once, and whenever something may have changed at PagerDuty, from this page or elsewhere. */
export function watch(listener) {
  if (isServed) return watchServer(listener);
  listeners.add(listener);
  listener();
}

/** The server says when something has changed. A page out of sight does not listen: browsers have six connections for each host. */
function watchServer(listener) {
  let source;
  const listen = () => {
    source?.close();
    if (document.hidden) return;
    source = new EventSource('stand-in/changes');
    source.addEventListener('message', listener);
    // A server that is gone is not asked again and again.
    source.addEventListener('error', () => source.close());
  };
  document.addEventListener('visibilitychange', listen);
  listen();
}
