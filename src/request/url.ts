// URLs, taken from the page where they are relative.
import { invalid } from '../errors.js';

/**
 * A URL object: what is checked of it is what is sent.
 * @throws PDJSError `invalid_params` where it is none, or holds a user name or password, which fetch refuses
 */
export function absolute(url: string | URL | undefined): URL {
  const { document, location } = globalThis as Partial<typeof globalThis>;
  const target = url && parsed(url, document?.baseURI ?? location?.href);
  if (!target) throw invalid('url is not a URL: look at url, protocol, server, eventsUrl and apiUrl');
  if (target.username || target.password) throw invalid('url holds a user name or password, which fetch refuses');
  // The fragment is the page's own matter; fetch sends none.
  target.hash = '';
  return target;
}

function parsed(url: string | URL, page: string | undefined): URL | undefined {
  try {
    return new URL(url, page);
  } catch {
    return undefined;
  }
}
