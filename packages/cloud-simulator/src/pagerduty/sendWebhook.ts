import { randomBytes } from 'node:crypto';
import {
  callPortal,
  hmac,
  type CallbackResult,
  type PortalCallbacks,
} from '../callbacks/callbacks';
import type { SimulatedIncident } from './PagerDutyAccount';

const SITE = 'https://acme.pagerduty.example';

/** Who is on call. */
export const ON_CALL = { id: 'P0SOFIA', name: 'Sofia Marino' };

/** Body of a webhook v3 that tells what a person did to an incident. */
export function webhookBody(
  incident: SimulatedIncident,
  action: 'acknowledge' | 'resolve',
): string {
  const { id, number, dedupKey, status, payload, createdAt, log } = incident;
  return JSON.stringify({
    event: {
      id: `01${randomBytes(12).toString('hex').toUpperCase()}`,
      event_type: `incident.${action}d`,
      resource_type: 'incident',
      occurred_at: log[log.length - 1].at,
      agent: {
        html_url: `${SITE}/users/${ON_CALL.id}`,
        id: ON_CALL.id,
        self: `https://api.pagerduty.com/users/${ON_CALL.id}`,
        summary: ON_CALL.name,
        type: 'user_reference',
      },
      client: null,
      data: {
        id,
        type: 'incident',
        self: `https://api.pagerduty.com/incidents/${id}`,
        html_url: `${SITE}/incidents/${id}`,
        number,
        status,
        incident_key: dedupKey,
        created_at: createdAt,
        title: payload?.summary ?? '',
        urgency: 'high',
        assignees: [
          {
            id: ON_CALL.id,
            summary: ON_CALL.name,
            type: 'user_reference',
          },
        ],
      },
    },
  });
}

/** Sends a webhook v3, signed as PagerDuty signs it. */
export async function sendWebhook(
  callback: NonNullable<PortalCallbacks['pagerDuty']>,
  body: string,
): Promise<CallbackResult> {
  return callPortal(callback.url, body, {
    'content-type': 'application/json',
    'user-agent': 'PagerDuty-Webhook/V3.0',
    'x-pagerduty-signature': `v1=${hmac(callback.secret, body)}`,
    'x-webhook-id': 'PSIMULATED',
  });
}
