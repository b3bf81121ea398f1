import {
  jsonResponse,
  type ServiceCall,
  type SimulatedService,
  type WireError,
  type WireRequest,
  type WireResponse,
} from '../http/wire';
import type { PagerDutyAccount } from './PagerDutyAccount';
import { readChange, readEvent, type BadEvent } from './readEvent';

/** PagerDuty's Events API v2: alert events and change events. */
export class PagerDutyService implements SimulatedService {
  readonly name = 'pagerduty';
  readonly #account: PagerDutyAccount;

  constructor(account: PagerDutyAccount) {
    this.#account = account;
  }

  /** The operation is `trigger`, `acknowledge`, `resolve` or `change`, the resource the dedup key. */
  identify(request: WireRequest): ServiceCall {
    if (request.path === '/v2/change/enqueue') {
      return { operation: 'change', resource: '' };
    }
    const event = readEvent(request.body);
    return request.path === '/v2/enqueue' && 'event_action' in event
      ? { operation: event.event_action, resource: event.dedup_key }
      : { operation: 'unknown', resource: '' };
  }

  handle(request: WireRequest): WireResponse {
    if (request.method !== 'POST') {
      return jsonResponse(405, { message: 'Method Not Allowed' });
    }
    switch (request.path) {
      case '/v2/enqueue': {
        const event = readEvent(request.body);
        if ('errors' in event) {
          return refused(event);
        }
        this.#account.accept(event);
        return jsonResponse(202, {
          status: 'success',
          message: 'Event processed',
          dedup_key: event.dedup_key,
        });
      }
      case '/v2/change/enqueue': {
        const change = readChange(request.body);
        if ('errors' in change) {
          return refused(change);
        }
        this.#account.acceptChange(change);
        return jsonResponse(202, {
          status: 'success',
          message: 'Change event processed',
        });
      }
      default:
        return jsonResponse(404, { message: 'Not Found' });
    }
  }

  error(error: WireError): WireResponse {
    const { status, code, message, retryAfterSeconds } = error;
    return jsonResponse(
      status,
      { status: code, message, errors: [message] },
      retryAfterSeconds === undefined
        ? {}
        : { 'retry-after': String(retryAfterSeconds) },
    );
  }
}

function refused({ status, errors }: BadEvent): WireResponse {
  return jsonResponse(status, {
    status: 'invalid event',
    message: 'Event object is invalid',
    errors,
  });
}
