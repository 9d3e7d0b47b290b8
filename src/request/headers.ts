// A call's own headers.
import { invalid } from '../errors.js';
import { defined } from '../fields.js';

/**
 * Headers as a record, however they are given: so they can be written down, and an override of `sendRequest` can read them. What is
 * undefined is left out.
 * @throws PDJSError `invalid_params` for an array that does not hold pairs
 */
export function headersRecord(given: HeadersInit | null | undefined): Record<string, string> {
  try {
    return defined(isIterable(given) ? Object.fromEntries(given) : (given ?? {})) as Record<string, string>;
  } catch {
    // The engine's message may hold the value, and so the token.
    throw invalid('headers must be an object, a Headers object or an array of pairs');
  }
}

const isIterable = (given: object | null | undefined): given is Iterable<[string, string]> =>
  given instanceof Object && Symbol.iterator in given;
