// A call's own headers.

/** Headers as a record, however they are given: so they can be written down, and an override of `sendRequest` can read them. */
export function headersRecord(given: HeadersInit | null | undefined): Record<string, string> {
  return isIterable(given) ? Object.fromEntries(given) : { ...given };
}

const isIterable = (given: object | null | undefined): given is Iterable<[string, string]> =>
  given instanceof Object && Symbol.iterator in given;
