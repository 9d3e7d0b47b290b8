import { decodeJSON } from './fields.js';

/** The fields that hold a key or a token. Incident and dedup keys are none: they name what happened. */
const SECRET = /^(service_key|routing_key|integration_key|authorization|.*token)$/i;

/** A copy of a value for the console, with `***` for every key and token. */
export function masked(value: unknown): unknown {
  if (value === undefined) return undefined;
  return decodeJSON(
    JSON.stringify(value, (name, field: unknown) => (typeof field === 'string' && SECRET.test(name) ? '***' : field)),
  );
}
