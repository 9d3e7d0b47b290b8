// Checks events: only an event for one of PagerDuty's three paths, with a name in place of its key, may pass.
import { orRefusal, Refusal } from './answer.js';
import { textOf } from './body.js';
import type { RelayOptions } from './options.js';
import { PATIENCE } from './time.js';

/** An event's fields, in PagerDuty's format. */
export type RelayEvent = Record<string, unknown>;

/** What may be logged about an event. */
export interface EventLabel {
  /** The name that pages send in place of the key. */
  name: string;
  path: string;
  /** `trigger`, `acknowledge` or `resolve`, unless the page sent something else; `undefined` for a change. */
  action: unknown;
  /** The `incident_key` or `dedup_key`; `undefined` for a change. */
  incident: unknown;
}

/** An event that may be forwarded. */
export interface Passed extends EventLabel {
  /** The integration key. */
  readonly key: string;
  /** The JSON for PagerDuty: the event with its integration key. */
  readonly body: string;
}

/** The names of a path's fields: its key, the other paths' key, and for incidents the action and the incident's key. */
type Fields = readonly [key: string, foreign: string, action?: string, incident?: string];

/** Source: PagerDuty V1 Events API and V2 Events API. */
export const PATHS: ReadonlyMap<string, Fields> = new Map<string, Fields>([
  ['/generic/2010-04-15/create_event.json', ['service_key', 'routing_key', 'event_type', 'incident_key']],
  ['/v2/enqueue', ['routing_key', 'service_key', 'event_action', 'dedup_key']],
  ['/v2/change/enqueue', ['routing_key', 'service_key']],
]);

/** Integration keys by name. `checkOptions` has made sure that none is missing. */
export interface CheckedKeys {
  readonly keys: Record<string, string>;
}

/**
 * The event in a request, if it is valid and `check` accepts it.
 * @throws Refusal, or any error of `check`
 */
export async function passed(
  request: Request,
  path: string,
  [keyField, foreign, action, incident]: Fields,
  { keys, check }: CheckedKeys & Pick<RelayOptions, 'check'>,
): Promise<Passed> {
  const valid = (event: unknown): RelayEvent => {
    const fields = Object(event) as RelayEvent;
    const text = JSON.stringify(fields);
    const holdsKey = Object.values(keys).some((key) => text.includes(key));
    if (!holdsKey && fields[foreign] === undefined && Object.keys(keys).includes(fields[keyField] as string)) return fields;
    throw new Refusal(400, 'Not the name of a key');
  };
  const read = async (signal: AbortSignal) => valid(JSON.parse(await textOf(request, signal, 413)));
  const sent = await orRefusal(PATIENCE, read, undefined, 400, 'Not JSON');
  if (sent instanceof Refusal) throw sent;
  const event = check ? valid(await check(sent, request)) : sent;
  const name = event[keyField] as string;
  const key = keys[name] ?? '';
  return {
    name,
    path,
    action: action && event[action],
    incident: incident && event[incident],
    key,
    body: JSON.stringify({ ...event, [keyField]: key }),
  };
}
