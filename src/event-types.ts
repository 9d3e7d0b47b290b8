// Types against which a compiler checks events.
import type {
  Call,
  ChangeFields,
  ChangeResult,
  EventTypeField,
  EventV1Fields,
  EventV1Result,
  EventV2Fields,
  EventV2Result,
} from './types.js';

declare const taken: unique symbol;
/** What a compiler says of a field that only Events v2 has: it needs a `routing_key`. */
interface NeedsRoutingKey {
  [taken]: never;
}
/** What a compiler says of a field that only Events v1 has: it needs a `service_key`. */
interface NeedsServiceKey {
  [taken]: never;
}
type Foreign<Field, Name extends PropertyKey> = Partial<Record<Name, Field | undefined>>;

/** An event's fields, at the top level and in `data`. */
interface EventCall<Fields, Result> extends Call<Result> {
  /** Any of the fields. These win over those at the top level. */
  data?: Partial<Fields> | undefined;
}
export interface EventV1Call
  extends
    EventCall<EventV1Fields, EventV1Result>,
    Partial<EventV1Fields>,
    Foreign<NeedsRoutingKey, Exclude<keyof EventV2Fields, keyof EventV1Fields>> {}
export interface EventV2Call
  extends
    EventCall<EventV2Fields, EventV2Result>,
    Partial<EventV2Fields>,
    Foreign<NeedsServiceKey, Exclude<keyof EventV1Fields, keyof EventV2Fields>> {}
export interface ChangeCall extends EventCall<ChangeFields, ChangeResult>, Partial<ChangeFields> {}

interface EventTypeCall extends EventTypeField {
  data?: EventTypeField | undefined;
}

type Needed<Fields, Key extends keyof Fields> = { [Name in Key]-?: NonNullable<Fields[Name]> };

/** Fields that must be at the top level or in `data`. */
export type OnTopOrInData<Fields, Key extends keyof Fields> = { data: Needed<Fields, Key> } | Needed<Fields, Key>;

// Each method infers the type of its params, so that a compiler checks them against one kind of event. With overloads or a union, an
// error would list every kind.

/**
 * Infers the type of a call's params, and checks nothing: `infer` defers the choice until they are known. Callbacks need their types
 * earlier, so the fields are also inferred one by one.
 */
// eslint-disable-next-line @typescript-eslint/no-unused-vars
export type Inferred<Params> = [Params] extends [infer _] ? unknown : Params & { [Name in keyof Params]: Params[Name] };

type FieldInData<Params, Name> = Params extends { data: infer Data }
  ? Name extends keyof Data
    ? Data[Name]
    : undefined
  : undefined;
type FieldOnTop<Params, Name> = Name extends keyof Params ? Params[Name] : undefined;
type Field<Params, Name> = undefined extends FieldInData<Params, Name> ? FieldOnTop<Params, Name> : FieldInData<Params, Name>;

/** Fields that must be at the top level because `data` lacks them. */
type NeededOnTop<Params, Fields, Key extends keyof Fields> =
  undefined extends FieldInData<Params, Key> ? Needed<Fields, Key> : unknown;

type ByKey<Params, V1, V2> = [Field<Params, 'routing_key'>] extends [NeedsRoutingKey | undefined] ? V1 : V2;

/** Params of `trigger`: an event with a `service_key` or a `routing_key`. */
export type Triggering<Params> = Params extends unknown
  ? ByKey<
      Params,
      EventV1Call & NeededOnTop<Params, EventV1Fields, 'service_key'>,
      EventV2Call & NeededOnTop<Params, EventV2Fields, 'routing_key'>
    >
  : never;

/** Params of `acknowledge` and `resolve`: an event with the key of its incident or alert. */
export type Naming<Params> = Params extends unknown
  ? Triggering<Params> &
      ByKey<
        Params,
        NeededOnTop<Params, EventV1Fields, 'incident_key'>,
        NeededOnTop<Params, EventV2Fields, undefined extends Field<Params, 'incident_key'> ? 'dedup_key' : 'incident_key'>
      >
  : never;

/** Params of `event`: an event with the key of its incident or alert, unless it triggers. */
export type Sending<Params> = Params extends unknown
  ? EventTypeCall & (Field<Params, 'event_type'> extends 'acknowledge' | 'resolve' ? Naming<Params> : Triggering<Params>)
  : never;

/** Params of `change`. */
export type Changing<Params> = Params extends unknown ? ChangeCall & NeededOnTop<Params, ChangeFields, 'routing_key'> : never;

/** PagerDuty's answer to a call's event. */
export type ResultOf<Params> = Params extends unknown ? ByKey<Params, EventV1Result, EventV2Result> : never;
