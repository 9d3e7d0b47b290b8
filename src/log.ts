// Hides keys and tokens from the log.
import { decodeJSON } from './fields.js';
import { headersRecord } from './request/headers.js';

/** Fields that hold a key or token. Incident and dedup keys are not secret. */
const SECRET = /((service|routing|integration)[_-]key|authorization|token)$/i;
const SECRET_IN_QUERY = /((?:key|token)=)[^&]*/gi;
/** Headers known to hold no secret. */
const PUBLIC_HEADER = /^(accept|content-type|from)$/i;

/** A copy of a value for the console, with `***` in place of keys and tokens, even in a URL's query. */
export function redacted(value: unknown): unknown {
  if (value === undefined) return undefined;
  return decodeJSON(
    JSON.stringify(value, (name, field: unknown) =>
      typeof field === 'string' ? (SECRET.test(name) ? '***' : field.replace(SECRET_IN_QUERY, '$1***')) : field,
    ),
  );
}

/** A copy of headers for the console, with `***` in place of any that may hold a secret. */
export const redactedHeaders = (headers: HeadersInit | undefined): object =>
  Object.fromEntries(
    Object.entries(headersRecord(headers)).map(([name, value]) => [name, PUBLIC_HEADER.test(name) ? value : '***']),
  );
