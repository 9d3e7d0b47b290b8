// Reads the caller's headers.
import { invalid } from '../errors.js';
import { defined } from '../fields.js';

/**
 * Headers of any form as a record, which an outbox can store and an override of `sendRequest` can read. Undefined ones are left out.
 * @throws PDJSError `invalid_params` for an array of anything but pairs
 */
export function headersRecord(given: HeadersInit | null | undefined): Record<string, string> {
  try {
    return defined(isIterable(given) ? Object.fromEntries(given) : (given ?? {})) as Record<string, string>;
  } catch {
    // The engine's message may contain the value, and so the token.
    throw invalid('headers must be an object, a Headers object or an array of pairs');
  }
}

const isIterable = (given: object | null | undefined): given is Iterable<[string, string]> =>
  given instanceof Object && Symbol.iterator in given;
