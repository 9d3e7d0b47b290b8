import { decodeJSON } from './fields.js';

/** The fields that hold a key or a token. Incident and dedup keys are none: they name what happened. */
const SECRET = /((service|routing|integration)[_-]key|authorization|token)$/i;
const SECRET_IN_QUERY = /((?:key|token)=)[^&]*/gi;

/** A copy of a value for the console, with `***` for every key and token, in a URL's query too. */
export function masked(value: unknown): unknown {
  if (value === undefined) return undefined;
  return decodeJSON(
    JSON.stringify(value, (name, field: unknown) =>
      typeof field === 'string' ? (SECRET.test(name) ? '***' : field.replace(SECRET_IN_QUERY, '$1***')) : field,
    ),
  );
}
