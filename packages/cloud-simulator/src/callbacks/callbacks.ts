import { createHmac } from 'node:crypto';

/** Where the simulated services tell the portal what people do in them. */
export interface PortalCallbacks {
  pagerDuty?: {
    /** URL of the portal's webhook. */
    url: string;
    /** Signing secret of the webhook subscription. */
    secret: string;
  };
  slack?: {
    /** Request URL for interactivity. */
    url: string;
    /** Signing secret of the Slack app. */
    secret: string;
  };
}

/** What the portal answered. */
export interface CallbackResult {
  /** HTTP status; 0 when the portal was not reached. */
  status: number;
  /** Body of the answer, or why there is none; at most 1 000 characters. */
  body: string;
}

/** How long the services wait for an answer. */
const TIMEOUT_MS = 10_000;

/** HMAC-SHA256 in hexadecimal. */
export function hmac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** Posts a body. A portal that cannot be reached is a result, too: the page shows it. */
export async function callPortal(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<CallbackResult> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return {
      status: response.status,
      body: (await response.text()).slice(0, 1_000),
    };
  } catch (error) {
    return { status: 0, body: `The portal was not reached: ${error}` };
  }
}
