/** An event as the timeline of an incident shows it. */
export interface TimelineEvent {
  event_type: 'trigger' | 'acknowledge' | 'resolve';
  /** ISO 8601. */
  at: string;
  /** Who or what it came from. */
  by: Reference | null;
  description: string;
  details: unknown;
}

/** What PagerDuty calls a reference: enough of a thing to name it. */
export interface Reference {
  id: string;
  type: string;
  summary: string;
}

export interface Incident {
  id: string;
  incident_number: number;
  /** `incident_key` of Events v1, `dedup_key` of Events v2. */
  incident_key: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  /** The description of the event that opened it. */
  title: string;
  /** How many trigger events it has gathered. */
  triggers: number;
  service: Reference;
  timeline: TimelineEvent[];
}

/** An event, of whichever API. */
export interface IncidentEvent {
  integrationKey: string;
  incidentKey: string;
  type: TimelineEvent['event_type'];
  description: string;
  details: unknown;
}

export interface ContactMethod {
  id: string;
  type: string;
  summary: string;
  label: string;
  address: string;
}

export interface NotificationRule {
  id: string;
  type: string;
  start_delay_in_minutes: number;
  urgency: string;
  contact_method: { id: string; type: string };
}

export interface User {
  id: string;
  type: 'user';
  summary: string;
  name: string;
  email: string;
  role: string;
  time_zone: string;
  contact_methods: ContactMethod[];
  notification_rules: NotificationRule[];
}

export interface Service {
  id: string;
  type: 'service';
  summary: string;
  name: string;
  status: string;
}

const HOUR = 3_600_000;
/** How many incidents there have been before. */
const PAST = 240;
const numbered = <Thing>(count: number, make: (number: number) => Thing) =>
  Array.from({ length: count }, (_, index) => make(index + 1));
const id = (letter: string, number: number) => letter + number.toString(36).toUpperCase().padStart(6, '0');
const reference = ({ id, type, summary }: Reference): Reference => ({ id, type: `${type}_reference`, summary });

/** An account at PagerDuty: people, services, a history of incidents, and what events and REST calls do to them. */
export class Account {
  /** Opened by events, oldest first. */
  readonly incidents: Incident[] = [];
  readonly #openByKey = new Map<string, Incident>();
  /** By integration key. */
  readonly #serviceByKey = new Map<string, Service>();
  // Made when they are first asked for: most accounts live for one test, which has events only.
  #users?: User[];
  #services?: Service[];
  #history?: Incident[];

  get users(): User[] {
    this.#users ??= numbered(230, newUser);
    return this.#users;
  }

  get services(): Service[] {
    this.#services ??= numbered(30, newService);
    return this.#services;
  }

  /** Resolved before the stand-in started, oldest first; within the last ten days. */
  get history(): Incident[] {
    this.#history ??= numbered(PAST, (number) => this.#past(number));
    return this.#history;
  }

  /** A trigger joins the open incident with its key or opens one; the rest changes an open incident or nothing. */
  take({ integrationKey, incidentKey, type, description, details }: IncidentEvent): void {
    const key = JSON.stringify([integrationKey, incidentKey]);
    let incident = this.#openByKey.get(key);
    if (type === 'trigger' && (!incident || incident.status === 'resolved')) {
      incident = this.#open(incidentKey, description, this.#serviceOf(integrationKey));
      this.#openByKey.set(key, incident);
    }
    if (!incident || incident.status === 'resolved') return;
    change(incident, { event_type: type, at: new Date().toISOString(), by: null, description, details });
  }

  /** Each key belongs to the next service, in the order of their first incidents. */
  #serviceOf(integrationKey: string): Service {
    const service = this.#serviceByKey.get(integrationKey) ?? this.#service(this.#serviceByKey.size);
    this.#serviceByKey.set(integrationKey, service);
    return service;
  }

  #service(index: number): Service {
    const service = this.services[index % this.services.length];
    if (!service) throw new Error('An account has services');
    return service;
  }

  #open(incident_key: string, title: string, service: Service): Incident {
    const incident = this.#incident(PAST + this.incidents.length + 1, incident_key, title, service);
    this.incidents.push(incident);
    return incident;
  }

  #past(number: number): Incident {
    const title = `Something that happened before (${number})`;
    const incident = this.#incident(number, `history-${number}`, title, this.#service(number));
    const opened = Date.now() - (PAST + 1 - number) * HOUR;
    const by = this.users[number % this.users.length];
    const event = { description: incident.title, details: {} };
    change(incident, { ...event, event_type: 'trigger', at: new Date(opened).toISOString(), by: null });
    change(incident, {
      ...event,
      event_type: 'resolve',
      at: new Date(opened + HOUR / 2).toISOString(),
      by: by ? reference(by) : null,
    });
    return incident;
  }

  #incident(number: number, incident_key: string, title: string, service: Service): Incident {
    return {
      id: id('Q', number),
      incident_number: number,
      incident_key,
      status: 'triggered',
      title,
      triggers: 0,
      service: reference(service),
      timeline: [],
    };
  }
}

const STATUS = { trigger: undefined, acknowledge: 'acknowledged', resolve: 'resolved' } as const;

/** What an event does to an open incident: a trigger counts, the others change its status. */
export function change(incident: Incident, event: TimelineEvent): void {
  incident.timeline.push(event);
  incident.status = STATUS[event.event_type] ?? incident.status;
  if (event.event_type === 'trigger') incident.triggers += 1;
}

function newUser(number: number): User {
  const name = `User ${number}`;
  const email = `user${number}@example.test`;
  const phone = `555${String(number).padStart(7, '0')}`;
  const method = (kind: string, letter: string, address: string): ContactMethod => ({
    id: id(letter, number),
    type: `${kind}_contact_method`,
    summary: 'Default',
    label: 'Default',
    address,
  });
  return {
    id: id('U', number),
    type: 'user',
    summary: name,
    name,
    email,
    role: number === 1 ? 'owner' : 'user',
    time_zone: 'Etc/UTC',
    contact_methods: [method('email', 'E', email), method('phone', 'P', phone)],
    notification_rules: [],
  };
}

function newService(number: number): Service {
  const name = `Service ${number}`;
  return { id: id('S', number), type: 'service', summary: name, name, status: 'active' };
}
