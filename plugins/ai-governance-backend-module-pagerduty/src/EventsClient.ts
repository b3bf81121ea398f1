import {
  AlertDeliveryError,
  networkCode,
  readRetryAfter,
} from '@ai-governance/plugin-ai-governance-node';
import { change, event } from '@pagerduty/pdjs';
import type {
  ChangeParameters,
  EventParameters,
  EventPayloadV2,
} from '@pagerduty/pdjs/build/src/events';
import { OneCallAgent } from './OneCallAgent';

/** How long an answer may take. */
const TIMEOUT_MS = 15_000;
/** Characters of PagerDuty's own words that an error repeats. */
const MAX_WORDS = 300;

/** An alert event; one that acknowledges or resolves needs no payload. */
export type AlertEvent = Omit<EventPayloadV2, 'payload'> &
  Partial<Pick<EventPayloadV2, 'payload'>> & {
    client?: string;
    client_url?: string;
  };

/** A change event. */
export type ChangeEvent = ChangeParameters['data'];

/** Sends events by PagerDuty's own client, each once: retries are the outbox's business. */
export class EventsClient {
  readonly #url: URL;

  /** @param eventsUrl - base URL of the Events API */
  constructor(eventsUrl: URL) {
    this.#url = eventsUrl;
  }

  /** @throws AlertDeliveryError, retryable for 429, server errors and network failures */
  async send(alert: AlertEvent, signal: AbortSignal): Promise<void> {
    await this.#call(signal, options =>
      event({ ...options, data: alert as EventParameters['data'] }),
    );
  }

  /** @throws AlertDeliveryError, retryable for 429, server errors and network failures */
  async sendChange(data: ChangeEvent, signal: AbortSignal): Promise<void> {
    await this.#call(signal, options =>
      // The client's types ask for the fields of an alert event here, too.
      change({ ...options, data: data as unknown as EventPayloadV2 }),
    );
  }

  async #call(
    signal: AbortSignal,
    send: (options: object) => Promise<{ data: unknown }>,
  ): Promise<void> {
    const agent = new OneCallAgent(this.#url);
    let body: unknown;
    let failure: unknown;
    try {
      ({ data: body } = await send({
        server: `${this.#url.host}${this.#url.pathname.replace(/\/$/, '')}`,
        agent: () => agent,
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        // The client's timer only keeps the process alive; the wait before its own repetition is cut short by the agent.
        requestTimeout: 0,
        retryTimeout: 0,
      }));
    } catch (error) {
      failure = error;
    }
    const { answer } = agent;
    if (!answer) {
      throw new AlertDeliveryError(
        `PagerDuty at ${this.#url.host} cannot be reached: ${
          networkCode(failure) ?? messageOf(failure)
        }`,
        { retryable: true, cause: failure },
      );
    }
    if (answer.status >= 200 && answer.status < 300) {
      // Accepted, even when the rest of the answer was lost.
      return;
    }
    throw toRefusal(answer.status, {
      retryAfterMs: readRetryAfter(answer.retryAfter),
      words: toWords(body),
      cause: failure,
    });
  }
}

function toRefusal(
  status: number,
  options: { retryAfterMs?: number; words: string; cause?: unknown },
): AlertDeliveryError {
  const { retryAfterMs, words, cause } = options;
  const retryable = status === 408 || status === 429 || status >= 500;
  const what =
    status === 429
      ? 'PagerDuty limits the rate of events (HTTP 429)'
      : `PagerDuty answered HTTP ${status}`;
  const remedy = /routing_key/.test(words)
    ? ': correct the annotation pagerduty.com/integration-key or aiGovernance.pagerDuty.integrationKey'
    : '';
  return new AlertDeliveryError(`${what}${words && `: ${words}`}${remedy}`, {
    retryable,
    retryAfterMs,
    cause,
  });
}

/** What PagerDuty says is wrong. */
function toWords(body: unknown): string {
  if (typeof body !== 'object' || body === null) {
    return '';
  }
  const { message, errors } = body as { message?: unknown; errors?: unknown };
  const list = Array.isArray(errors) ? errors : [];
  const words = list.length > 0 ? list : [message ?? ''];
  return words.map(String).join('; ').slice(0, MAX_WORDS);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
