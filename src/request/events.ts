// Turns event params into requests. The only file that knows PagerDuty's event fields.
import { invalid } from '../errors.js';
import { decodeJSON, encodeJSON, type Fields } from '../fields.js';
import type { EventDelivery, EventType, PDJSRequest, Severity } from '../types.js';
import { headersRecord } from './headers.js';

/** Where to send events. */
export interface EventsHost {
  readonly protocol: string;
  readonly server: string;
  readonly eventsUrl?: string | undefined;
}

const SHARED_INCIDENT_KEY = 'Please specify an incident_key';
const NO_DESCRIPTION = 'No description provided';
const EVENT_TYPES: readonly unknown[] = ['trigger', 'acknowledge', 'resolve'] satisfies EventType[];
const CONTEXTS: readonly unknown[] = ['link', 'image'];
const SEVERITIES: readonly unknown[] = ['critical', 'error', 'warning', 'info'] satisfies Severity[];

/**
 * The request for an event: Events v2 if it has a `routing_key`, Events v1 otherwise.
 * @throws PDJSError `invalid_params`, with what to change
 */
export function eventRequest(params: Fields, host: EventsHost): PDJSRequest {
  const read = reader(params);
  return read('routing_key') ? eventV2Request(params, read, host) : eventV1Request(params, read, host);
}

/** Whether an event has no incident key, and so joins the one incident that all such events share. */
export function sharesIncident(params: Fields): boolean {
  const read = reader(params);
  return !read('routing_key') && !read('incident_key');
}

/** Source: PagerDuty V1 Events API; the defaults are those of PDJS 1.1.0. */
function eventV1Request(params: Fields, read: Reader, host: EventsHost): PDJSRequest {
  return post('events_v1', '/generic/2010-04-15/create_event.json', params, host, {
    ...(params.data as Fields | undefined),
    service_key: integrationKey(read, 'service_key', ' (or routing_key for Events v2)'),
    event_type: oneOf(EVENT_TYPES, 'event_type', read('event_type') || 'trigger'),
    incident_key: text('incident_key', read) || SHARED_INCIDENT_KEY,
    description: text('description', read) || NO_DESCRIPTION,
    details: details(read('details')) || {},
    ...texts(['client', 'client_url'], read),
    contexts: list('contexts', read, ({ type }) => (oneOf(CONTEXTS, 'type', type) === 'link' ? 'href' : 'src')),
  });
}

/** Source: PagerDuty V2 Events API. */
function eventV2Request(params: Fields, read: Reader, host: EventsHost): PDJSRequest {
  const action = oneOf(EVENT_TYPES, 'event_action', read('event_type') || read('event_action') || 'trigger');
  const triggers = action === 'trigger';
  const dedupKey = text('dedup_key', read) || text('incident_key', read) || (triggers && uuid());
  if (!dedupKey) throw invalid('dedup_key is missing: use the key that the alert was triggered with');
  return post('events_v2', '/v2/enqueue', params, host, {
    routing_key: integrationKey(read, 'routing_key'),
    event_action: action,
    dedup_key: dedupKey,
    ...texts(['client', 'client_url'], read),
    ...linksAndImages(read),
    payload: triggers || read('payload') ? alertPayload(read) : undefined,
  });
}

/**
 * The request for a change event. Source: PagerDuty V2 Events API.
 * @throws PDJSError `invalid_params`, with what to change
 */
export function changeRequest(params: Fields, host: EventsHost): PDJSRequest {
  const read = reader(params);
  return post('events_v2', '/v2/change/enqueue', params, host, {
    routing_key: integrationKey(read, 'routing_key'),
    ...linksAndImages(read),
    payload: payload(read),
  });
}

function alertPayload(read: Reader): Fields {
  const { severity = 'critical', ...rest } = payload(read, ['severity', 'component', 'group', 'class']);
  return { ...rest, severity: oneOf(SEVERITIES, 'severity', severity) };
}

/** The given `payload`, with missing fields filled in from `data` or the top. */
function payload(read: Reader, names: readonly string[] = []): Fields {
  const given = object(read('payload'), 'payload');
  const field: Reader = (name) => given[name] || read(name);
  return {
    ...given,
    ...texts(['timestamp', ...names], field),
    summary: text('summary', field) || text('description', read) || NO_DESCRIPTION,
    source: text('source', field) || (globalThis as Partial<typeof globalThis>).location?.host || 'pdjs',
    custom_details: details(field('custom_details') || read('details')),
  };
}

function post(api: EventDelivery['api'], path: string, params: Fields, host: EventsHost, body: Fields): PDJSRequest {
  const incident = body.incident_key || body.dedup_key;
  const base = host.eventsUrl || `${host.protocol}://events.${host.server}`;
  return {
    api,
    url: (params.url as string | undefined) || base.replace(/\/+$/, '') + path,
    type: 'POST',
    headers: headersRecord(params.headers as HeadersInit | undefined),
    contentType: 'application/json; charset=utf-8',
    data: encodeJSON(body),
    orderKey: incident ? encodeJSON([body.service_key, body.routing_key, incident]) : undefined,
    rateLimitKey: (body.service_key ?? body.routing_key) as string,
    echo: incident as string | undefined,
  };
}

type Reader = (name: string) => unknown;

/** Reads fields as 1.1.0 does: from `data` or else from the top. Falsy values count as absent. */
function reader(params: Fields): Reader {
  const data = object(params.data, 'data');
  return (name) => data[name] || params[name] || undefined;
}

function object(value: unknown, name: string): Fields {
  if (value && (typeof value !== 'object' || Array.isArray(value))) throw invalid(`${name} must be an object`);
  return (value || {}) as Fields;
}

function integrationKey(read: Reader, name: string, or = ''): string {
  const value = read(name);
  if (typeof value === 'string' && value.trim()) return value;
  throw invalid(`${name} is missing: use the integration key of your PagerDuty service${or}`);
}

function oneOf(allowed: readonly unknown[], name: string, value: unknown): unknown {
  if (allowed.includes(value)) return value;
  throw invalid(`${name} must be one of ${allowed.join(', ')}`);
}

/** A value as JSON would have it: a Date or URL becomes a string. */
const plain = (value: unknown): unknown => (value && decodeJSON(encodeJSON(value))) || undefined;

/** A field that must be a string for PagerDuty. Numbers are converted. */
function text(name: string, read: Reader): string | undefined {
  const value = read(name);
  const written = (typeof value === 'string' ? value : plain(value)) as string | number | true | object | undefined;
  if (typeof written === 'object') throw invalid(`${name} must be a string`);
  return written ? String(written) : undefined;
}

const texts = (names: readonly string[], read: Reader): Fields =>
  Object.fromEntries(names.map((name) => [name, text(name, read)]));

/** PagerDuty takes only an object as details: other values are put into one. */
function details(value: unknown): unknown {
  const written = plain(value);
  return !written || (typeof written === 'object' && !Array.isArray(written)) ? written : { details: written };
}

const linksAndImages = (read: Reader): Fields => ({
  links: list('links', read, () => 'href'),
  images: list('images', read, () => 'src'),
});

/** An array of links or images with string fields; `required` names the field with the URL. As in 1.1.0, an empty one is left out. */
function list(name: string, read: Reader, required: (item: Fields) => string): Fields[] | undefined {
  const value = read(name) as object | undefined;
  if (!value || Object.keys(value).length === 0) return undefined;
  if (!Array.isArray(value)) throw invalid(`${name} must be an array`);
  return value.map((given: unknown) => {
    const item = object(given, `each item of ${name}`);
    const field: Reader = (name) => item[name];
    const written = texts(Object.keys(item), field);
    if (written[required(item)]) return written;
    throw invalid(`each item of ${name} must have ${required(item)}`);
  });
}

/** A random UUID (RFC 9562, version 4, variant 8). Plain http pages have no `crypto.randomUUID`. */
function uuid(): string {
  let hex = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) hex += byte.toString(16).padStart(2, '0');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
}
