// A call's params, read once, and their JSON.
import { invalid } from './errors.js';

/** A call's params or a part of them, before anything is known of its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * A copy of the caller's params as they are now, with what they inherit from their classes. Its functions are called as methods of
 * the original. Never throws: a field that cannot be read throws when it is used.
 * @param ours fields that go before the caller's
 */
export function fieldsOf(params: unknown, ours: Fields = {}): Fields {
  const fields: Record<string, unknown> = { ...ours };
  try {
    for (const name of namesOf(params)) if (!(name in fields)) copyField(params as Fields, name, fields);
  } catch (reason) {
    // A revoked Proxy, say. Every call looks at `data`.
    unreadable(fields, 'data', reason);
  }
  return fields;
}

/** The names of an object's properties, its own and those of its classes. */
function namesOf(params: unknown): string[] {
  const names: string[] = [];
  if (!params || typeof params !== 'object') return names;
  for (let owner: unknown = params, next: unknown; owner; owner = next) {
    next = Object.getPrototypeOf(owner);
    // The last is Object.prototype, of whichever frame.
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
  // Not enumerable, so that it stands in nobody's way.
  Object.defineProperty(fields, name, {
    get() {
      throw reason;
    },
  });
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
    return JSON.stringify(value, asArray);
  } catch (cause) {
    // The engine's message names properties, not their values.
    throw invalid(`The call cannot be written as JSON: ${(cause as Error).message}`);
  }
}

/** An array as it is: old libraries give arrays a `toJSON` that makes a text of them. */
function asArray(this: Fields, name: string, written: unknown): unknown {
  const value = this[name];
  return Array.isArray(value) ? value : written;
}

/** What a text says as JSON; `undefined` where it is none. */
export function decodeJSON(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
