import { invalid } from './errors.js';

/**
 * A URL, taken from the page where it is relative.
 * @throws PDJSError `invalid_params` where it is none, or holds a user name or password, which fetch refuses
 */
export function absolute(url: string | URL | undefined): URL {
  const target = url && parsed(url, (globalThis as Partial<typeof globalThis>).location?.href);
  if (!target) throw invalid('url is not a URL: look at url, protocol, server, eventsUrl and apiUrl');
  if (target.username || target.password) throw invalid('url holds a user name or password, which fetch refuses');
  return target;
}

function parsed(url: string | URL, page: string | undefined): URL | undefined {
  try {
    return new URL(url, page);
  } catch {
    return undefined;
  }
}
