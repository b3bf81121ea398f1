import { randomUUID } from 'node:crypto';

/** Largest body, in bytes. */
const MAX_BODY = 512 * 1024;
const MAX_SUMMARY = 1_024;
const MAX_DEDUP_KEY = 255;
const ROUTING_KEY_LENGTH = 32;
const ACTIONS = ['trigger', 'acknowledge', 'resolve'] as const;
const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const;

/** An event of Events API v2 that was found good. */
export interface EnqueuedEvent {
  routing_key: string;
  event_action: (typeof ACTIONS)[number];
  /** Made up when the sender gave none. */
  dedup_key: string;
  /** Absent for events other than triggers that brought none. */
  payload?: {
    summary: string;
    source: string;
    severity: (typeof SEVERITIES)[number];
    timestamp?: string;
    component?: string;
    group?: string;
    class?: string;
    custom_details?: Record<string, unknown>;
  };
  links?: { href: string; text?: string }[];
  images?: { src: string; href?: string; alt?: string }[];
  client?: string;
  client_url?: string;
}

/** A change event that was found good. */
export interface EnqueuedChange {
  routing_key: string;
  payload: {
    summary: string;
    source?: string;
    timestamp?: string;
    custom_details?: Record<string, unknown>;
  };
  links?: { href: string; text?: string }[];
}

/** What is wrong with an event. */
export interface BadEvent {
  status: 400 | 413;
  errors: string[];
}

/** Reads an alert event. @returns the event, or what PagerDuty would find wrong with it */
export function readEvent(body: Buffer): EnqueuedEvent | BadEvent {
  const input = readObject(body);
  if ('errors' in input) {
    return input as unknown as BadEvent;
  }
  const action = input.event_action as EnqueuedEvent['event_action'];
  const errors = [
    ...checkKey(input.routing_key),
    ...(ACTIONS.includes(action)
      ? []
      : [`'event_action' must be one of ${ACTIONS.join(', ')}`]),
    ...checkDedupKey(input.dedup_key, action),
    ...(action === 'trigger' ? checkPayload(input.payload) : []),
    ...checkLinks(input.links, 'links', 'href', /^https?:\/\//),
    ...checkLinks(input.images, 'images', 'src', /^https:\/\//),
  ];
  return errors.length > 0
    ? { status: 400, errors }
    : ({
        ...input,
        dedup_key: input.dedup_key ?? randomUUID().replaceAll('-', ''),
      } as unknown as EnqueuedEvent);
}

/** Reads a change event. @returns the event, or what PagerDuty would find wrong with it */
export function readChange(body: Buffer): EnqueuedChange | BadEvent {
  const input = readObject(body);
  if ('errors' in input) {
    return input as unknown as BadEvent;
  }
  const errors = [
    ...checkKey(input.routing_key),
    ...checkSummary(input.payload?.summary),
    ...checkTimestamp(input.payload?.timestamp),
    ...checkLinks(input.links, 'links', 'href', /^https?:\/\//),
  ];
  return errors.length > 0
    ? { status: 400, errors }
    : (input as unknown as EnqueuedChange);
}

function readObject(body: Buffer): Record<string, any> {
  if (body.length > MAX_BODY) {
    return { status: 413, errors: ['Payload exceeds 512 KB'] };
  }
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    if (typeof parsed === 'object' && parsed && !Array.isArray(parsed)) {
      return parsed;
    }
  } catch {
    // Told below.
  }
  return { status: 400, errors: ['Body is not a JSON object'] };
}

function checkKey(key: unknown): string[] {
  return typeof key === 'string' && key.length === ROUTING_KEY_LENGTH
    ? []
    : [
        `Length of 'routing_key' is incorrect (should be ${ROUTING_KEY_LENGTH} characters)`,
      ];
}

function checkDedupKey(key: unknown, action: string): string[] {
  if (key === undefined || key === null) {
    return action === 'trigger' ? [] : ["'dedup_key' is missing or blank"];
  }
  return typeof key === 'string' &&
    key.length > 0 &&
    key.length <= MAX_DEDUP_KEY
    ? []
    : [`'dedup_key' must have 1 to ${MAX_DEDUP_KEY} characters`];
}

function checkPayload(payload: Record<string, unknown> | undefined): string[] {
  const { summary, source, severity, timestamp } = payload ?? {};
  return [
    ...checkSummary(summary),
    ...(typeof source === 'string' && source
      ? []
      : ["'payload.source' is missing or blank"]),
    ...(SEVERITIES.includes(severity as (typeof SEVERITIES)[number])
      ? []
      : [
          `'payload.severity' is invalid (must be one of ${SEVERITIES.join(
            ', ',
          )})`,
        ]),
    ...checkTimestamp(timestamp),
  ];
}

function checkSummary(summary: unknown): string[] {
  if (typeof summary !== 'string' || !summary.trim()) {
    return ["'payload.summary' is missing or blank"];
  }
  return summary.length > MAX_SUMMARY
    ? [`'payload.summary' is longer than ${MAX_SUMMARY} characters`]
    : [];
}

function checkTimestamp(timestamp: unknown): string[] {
  return timestamp === undefined || !Number.isNaN(Date.parse(String(timestamp)))
    ? []
    : ["'payload.timestamp' is not a valid ISO 8601 date"];
}

function checkLinks(
  list: unknown,
  name: string,
  key: string,
  pattern: RegExp,
): string[] {
  if (list === undefined) {
    return [];
  }
  return Array.isArray(list) && list.every(item => pattern.test(item?.[key]))
    ? []
    : [`'${name}' must be a list of objects with '${key}'`];
}
