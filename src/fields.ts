// Reads a call's params once, and converts them to JSON.
import { invalid } from './errors.js';

/** A call's params or a part of them, not yet validated. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Copies the caller's params, including what they inherit from their classes. Functions stay methods of the original. Never throws: a
 * field that cannot be read throws when used.
 * @param ours fields that override the caller's
 */
export function fieldsOf(params: unknown, ours: Fields = {}): Fields {
  const fields: Record<string, unknown> = { ...ours };
  try {
    for (const name of namesOf(params)) if (!(name in fields)) copyField(params as Fields, name, fields);
  } catch (reason) {
    // A revoked Proxy, for example. Every call reads `data`, and so reports it.
    unreadable(fields, 'data', reason);
  }
  return fields;
}

/** The names of an object's own properties and those of its classes. */
function namesOf(params: unknown): string[] {
  const names: string[] = [];
  if (!params || typeof params !== 'object') return names;
  for (let owner: unknown = params, next: unknown; owner; owner = next) {
    next = Object.getPrototypeOf(owner);
    // The last is Object.prototype, perhaps another frame's.
    if (next || owner === params) names.push(...Object.getOwnPropertyNames(owner));
  }
  return names;
}

function copyField(params: Fields, name: string, fields: Record<string, unknown>): void {
  try {
    const value = params[name];
    fields[name] = typeof value === 'function' ? (...args: unknown[]) => Reflect.apply(value, params, args) as unknown : value;
  } catch (reason) {
    unreadable(fields, name, reason);
  }
}

function unreadable(fields: Fields, name: string, reason: unknown): void {
  // Not enumerable, so that copying the fields does not read it.
  Object.defineProperty(fields, name, {
    get() {
      throw reason;
    },
  });
}

/** A copy of an object without its undefined fields. */
export const defined = (fields: object | undefined): Fields =>
  Object.fromEntries(Object.entries<unknown>({ ...fields }).filter(([, value]) => value !== undefined));

/**
 * The JSON of a value.
 * @throws PDJSError `invalid_params` if it is circular or contains a BigInt
 */
export function encodeJSON(value: unknown): string {
  try {
    return JSON.stringify(value, asArray);
  } catch (cause) {
    // The engine's message contains names of properties, but no values.
    throw invalid(`The params cannot be encoded as JSON: ${(cause as Error).message}`);
  }
}

/** Ignores the `toJSON` that old libraries add to arrays, which returns a string. */
function asArray(this: Fields, name: string, written: unknown): unknown {
  const value = this[name];
  return Array.isArray(value) ? value : written;
}

/** Parses JSON; `undefined` if it is invalid. */
export function decodeJSON(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
