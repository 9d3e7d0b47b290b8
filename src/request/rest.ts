// Turns REST params into requests, and decides where the token may go.
import { invalid } from '../errors.js';
import { encodeJSON, type Fields } from '../fields.js';
import { headersRecord } from './headers.js';
import { absolute } from './url.js';
import type { EventDelivery, PDJSRequest } from '../types.js';

/** Where to send REST calls, and the token. */
export interface RestHost {
  readonly protocol: string;
  readonly server: string;
  readonly apiUrl?: string | undefined;
  readonly token?: string | undefined;
  readonly tokenType: string;
}

/** A REST call is not an event, even if the caller's params have such fields. */
const NO_EVENT: Record<keyof EventDelivery, undefined> = {
  api: undefined,
  orderKey: undefined,
  rateLimitKey: undefined,
  echo: undefined,
};

/**
 * The request for a REST call. As in 1.1.0, the `data` of a GET stays an object until `encoded` turns it into the query.
 * @throws PDJSError `invalid_params`, with what to change
 */
export function apiRequest(params: Fields, host: RestHost): PDJSRequest {
  const type = ((params.type as string | undefined) || 'GET').toUpperCase();
  const base = (host.apiUrl || `${host.protocol}://api.${host.server}`).replace(/\/+$/, '');
  const url = absolute((params.url as string | undefined) || `${base}/${resource(params.res)}`);
  const data = params.data || undefined;
  return {
    ...NO_EVENT,
    type,
    url: url.href,
    headers: authorized(headersRecord(params.headers as HeadersInit | undefined), url, base, host),
    contentType: 'application/json; charset=utf-8',
    accepts: { json: 'application/vnd.pagerduty+json;version=2' },
    data: type === 'GET' ? data : data && encodeJSON(data),
  };
}

/** The path without a leading slash: we add our own. */
function resource(res: unknown): string {
  if (typeof res === 'string' && res) return res.replace(/^[/\\]+/, '');
  throw invalid('res is missing: set it to a path, such as "incidents"');
}

/** The caller's headers, with the token unless they have their own `Authorization`. */
function authorized(headers: Record<string, string>, url: URL, base: string, host: RestHost): Record<string, string> {
  if (Object.keys(headers).some((name) => /^authorization$/i.test(name))) return headers;
  if (!host.token) throw invalid('token is missing: pass a REST API token to new PDJSobj({token: "…"})');
  if (!mayHaveToken(url, base))
    throw invalid('The token is sent only to PagerDuty: for another url, pass an Authorization header');
  const scheme = /^bearer$/i.test(host.tokenType) ? 'Bearer ' : 'Token token=';
  return { ...headers, Authorization: scheme + host.token };
}

/** Whether a URL is below the configured API URL or on a host of PagerDuty's. */
const mayHaveToken = ({ protocol, host, href }: URL, base: string): boolean =>
  href.startsWith(absolute(`${base}/`).href) || (protocol === 'https:' && /(^|\.)pagerduty\.com$/.test(host));

/** A request with its final URL and body. */
export interface EncodedRequest extends Omit<PDJSRequest, 'url'> {
  url: URL;
  data?: string | undefined;
}

/** Encodes `data`: of a GET into the URL, of any other request as JSON. */
export function encoded(request: PDJSRequest): EncodedRequest {
  const { data, type = 'GET' } = request;
  const url = absolute(request.url);
  if (typeof data !== 'object') return { ...request, url, data };
  if (type.toUpperCase() !== 'GET') return { ...request, url, data: encodeJSON(data) };
  const pairs = query(data as Fields);
  if (pairs) url.search += (url.search && '&') + pairs;
  return { ...request, url, data: undefined };
}

/** Encodes `{a: 1, b: ["x", "y"]}` as `a=1&b[]=x&b[]=y`, percent-encoded and without undefined values. */
function query(data: Fields): string {
  return Object.entries(data)
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((item: unknown) => [name.replace(/(\[\])?$/, '[]'), item]) : [[name, value]],
    )
    .filter(([, value]) => value !== undefined)
    .map((pair) => pair.map((part) => encodeURIComponent(String(part))).join('='))
    .join('&');
}
