// What the log may say.
import { decodeJSON } from './fields.js';
import { headersRecord } from './request/headers.js';

/** The fields that hold a key or a token. Incident and dedup keys are none: they name what happened. */
const SECRET = /((service|routing|integration)[_-]key|authorization|token)$/i;
const SECRET_IN_QUERY = /((?:key|token)=)[^&]*/gi;
/** Headers that hold no secret. Of any other, only the caller knows. */
const PUBLIC_HEADER = /^(accept|content-type|from)$/i;

/** A copy of a value for the console, with `***` for every key and token, in a URL's query too. */
export function redacted(value: unknown): unknown {
  if (value === undefined) return undefined;
  return decodeJSON(
    JSON.stringify(value, (name, field: unknown) =>
      typeof field === 'string' ? (SECRET.test(name) ? '***' : field.replace(SECRET_IN_QUERY, '$1***')) : field,
    ),
  );
}

/** A call's headers for the console. */
export const redactedHeaders = (headers: HeadersInit | undefined): object =>
  Object.fromEntries(
    Object.entries(headersRecord(headers)).map(([name, value]) => [name, PUBLIC_HEADER.test(name) ? value : '***']),
  );
