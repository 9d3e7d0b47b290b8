import { invalid } from './errors.js';

/** A call's params or a part of them, before anything is known of its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** A copy of the caller's params, with the fields that they inherit. */
export function fieldsOf(params: object | undefined): Fields {
  const fields: Record<string, unknown> = {};
  for (const name in params) fields[name] = (params as Fields)[name];
  return fields;
}

/** An object without its undefined fields. */
export const defined = (fields: object | undefined): Fields =>
  Object.fromEntries(Object.entries<unknown>({ ...fields }).filter(([, value]) => value !== undefined));

/**
 * The JSON of a value.
 * @throws PDJSError `invalid_params` for a circular object or a BigInt
 */
export function encodeJSON(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    // The engine's message names properties, not their values.
    throw invalid(`The call cannot be written as JSON: ${(cause as Error).message}`);
  }
}

/** What a text says as JSON; `undefined` where it is none. */
export function decodeJSON(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
