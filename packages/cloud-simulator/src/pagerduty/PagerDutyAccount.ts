import { createHash } from 'node:crypto';
import type { EnqueuedChange, EnqueuedEvent } from './readEvent';

/** States of an incident. */
export type IncidentStatus = 'triggered' | 'acknowledged' | 'resolved';

/** One line of an incident's log. */
export interface IncidentLogEntry {
  /** ISO instant. */
  at: string;
  action: 'trigger' | 'acknowledge' | 'resolve';
  /** Name of a person; `Events API` for what came over the wire. */
  by: string;
  /** Summary that the event brought; empty when it brought none. */
  summary: string;
}

/** An incident, opened by the first trigger with a dedup key. */
export interface SimulatedIncident {
  id: string;
  number: number;
  routingKey: string;
  dedupKey: string;
  status: IncidentStatus;
  /** ISO instant of the trigger that opened it. */
  createdAt: string;
  /** Of the latest trigger. */
  payload: EnqueuedEvent['payload'];
  links: EnqueuedEvent['links'];
  images: EnqueuedEvent['images'];
  client?: string;
  clientUrl?: string;
  /** Oldest first. */
  log: IncidentLogEntry[];
}

/** An event as it was accepted. */
export interface AcceptedEvent extends EnqueuedEvent {
  /** ISO instant. */
  at: string;
}

/** A change event as it was accepted. */
export interface AcceptedChange extends EnqueuedChange {
  /** ISO instant. */
  at: string;
}

/** Incidents and changes of a PagerDuty account, whatever the integration key. */
export class PagerDutyAccount {
  readonly #now: () => Date;
  #incidents: SimulatedIncident[] = [];
  #events: AcceptedEvent[] = [];
  #changes: AcceptedChange[] = [];
  #numbers = 0;
  #revision = 0;

  constructor(options: { now: () => Date }) {
    this.#now = options.now;
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** All incidents, oldest first. */
  incidents(): SimulatedIncident[] {
    return structuredClone(this.#incidents);
  }

  /** All accepted alert events, oldest first: also those that changed nothing. */
  events(): AcceptedEvent[] {
    return structuredClone(this.#events);
  }

  /** All accepted change events, oldest first. */
  changes(): AcceptedChange[] {
    return structuredClone(this.#changes);
  }

  /** Forgets everything. */
  clear(): void {
    this.#incidents = [];
    this.#events = [];
    this.#changes = [];
    this.#revision++;
  }

  /**
   * Takes an event as PagerDuty does: a trigger opens an incident unless one with the key is open; an acknowledgement or
   * a resolution without open incident is dropped; after a resolution a trigger opens a new one.
   */
  accept(event: EnqueuedEvent): void {
    const at = this.#now().toISOString();
    this.#events.push({ ...structuredClone(event), at });
    this.#revision++;
    const open = this.#incidents.find(
      ({ routingKey, dedupKey, status }) =>
        routingKey === event.routing_key &&
        dedupKey === event.dedup_key &&
        status !== 'resolved',
    );
    const entry: IncidentLogEntry = {
      at,
      action: event.event_action,
      by: 'Events API',
      summary: event.payload?.summary ?? '',
    };
    if (event.event_action !== 'trigger') {
      if (open) {
        open.status =
          event.event_action === 'resolve' ? 'resolved' : 'acknowledged';
        open.log.push(entry);
      }
      return;
    }
    const details = {
      payload: event.payload,
      links: event.links,
      images: event.images,
      client: event.client,
      clientUrl: event.client_url,
    };
    if (open) {
      Object.assign(open, details);
      open.log.push(entry);
      return;
    }
    this.#incidents.push({
      ...this.#nextName(event),
      routingKey: event.routing_key,
      dedupKey: event.dedup_key,
      status: 'triggered',
      createdAt: at,
      ...details,
      log: [entry],
    });
  }

  /** Takes a change event. */
  acceptChange(change: EnqueuedChange): void {
    this.#changes.push({
      ...structuredClone(change),
      at: this.#now().toISOString(),
    });
    this.#revision++;
  }

  /**
   * What a person does in PagerDuty.
   * @returns the incident afterwards; undefined when there is none with the id that this can be done to
   */
  act(
    id: string,
    action: 'acknowledge' | 'resolve',
    by: string,
  ): SimulatedIncident | undefined {
    const incident = this.#incidents.find(candidate => candidate.id === id);
    if (
      !incident ||
      incident.status === 'resolved' ||
      (action === 'acknowledge' && incident.status === 'acknowledged')
    ) {
      return undefined;
    }
    incident.status = action === 'resolve' ? 'resolved' : 'acknowledged';
    incident.log.push({
      at: this.#now().toISOString(),
      action,
      by,
      summary: '',
    });
    this.#revision++;
    return structuredClone(incident);
  }

  #nextName({ routing_key, dedup_key }: EnqueuedEvent): {
    id: string;
    number: number;
  } {
    const number = ++this.#numbers;
    const hash = createHash('sha256')
      .update(`${routing_key}|${dedup_key}|${number}`)
      .digest('hex');
    return { id: `Q${hash.slice(0, 13).toUpperCase()}`, number };
  }
}
