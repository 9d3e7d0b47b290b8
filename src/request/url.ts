// Parses URLs, relative to the page.
import { invalid } from '../errors.js';

/**
 * Parses a URL into an object, so that the URL that is checked is the URL that is sent.
 * @throws PDJSError `invalid_params` if it is invalid, or contains a user name or password, which fetch rejects
 */
export function absolute(url: string | URL | undefined): URL {
  const { document, location } = globalThis as Partial<typeof globalThis>;
  const target = url && parsed(url, document?.baseURI ?? location?.href);
  if (!target) throw invalid('Invalid URL: check url, protocol, server, eventsUrl and apiUrl');
  if (target.username || target.password) throw invalid('url must not contain a user name or password');
  // fetch sends no fragment.
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
