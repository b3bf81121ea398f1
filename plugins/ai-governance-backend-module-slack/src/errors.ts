import { AlertDeliveryError } from '@ai-governance/plugin-ai-governance-node';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';

/** Errors by which Slack says that it is Slack's own trouble. */
const TRANSIENT = new Set([
  'fatal_error',
  'internal_error',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

/** What to do about the errors that administrators can mend. */
const REMEDIES: Record<string, string> = {
  account_inactive: 'the app was removed from the workspace: install it again',
  channel_not_found:
    'the channel does not exist, or it is private and the bot is not in it: correct the annotation slack.com/channel or invite the bot',
  invalid_auth: 'the token is not valid: correct aiGovernance.slack.token',
  invalid_blocks: 'Slack does not accept the layout of the message',
  is_archived:
    'the channel is archived: set another one in the annotation slack.com/channel',
  missing_scope:
    'the token lacks a scope: give the app chat:write and chat:write.public',
  not_authed: 'no token was sent: set aiGovernance.slack.token',
  not_in_channel:
    'the bot is not in the channel: invite it, or give the app chat:write.public',
  restricted_action:
    'a workspace setting forbids posting there: ask an administrator of the workspace',
  token_expired: 'the token has expired: renew aiGovernance.slack.token',
  token_revoked: 'the token was revoked: renew aiGovernance.slack.token',
};

/** Code of a Slack error (`ok: false`), or undefined when it is something else. */
export function platformErrorCode(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/**
 * Turns an error of the Slack client into one that says whether to try again, and what to mend if not.
 * @param error - what the client threw
 * @param what - what was asked of Slack, such as `a message to Slack channel '#x'`
 */
export function toDeliveryError(
  error: unknown,
  what: string,
): AlertDeliveryError {
  if (error instanceof WebAPIRateLimitedError) {
    return new AlertDeliveryError(
      `Slack limits the rate of calls and puts off ${what} by ${error.retryAfter} s`,
      {
        retryable: true,
        retryAfterMs: error.retryAfter * 1_000,
        cause: error,
      },
    );
  }
  if (error instanceof WebAPIHTTPError) {
    return new AlertDeliveryError(
      `Slack answered HTTP ${error.statusCode} to ${what}`,
      { retryable: error.statusCode >= 500, cause: error },
    );
  }
  if (error instanceof WebAPIRequestError) {
    const reason = error.original.cause ?? error.original;
    return new AlertDeliveryError(
      `Slack cannot be reached for ${what}: ${
        reason instanceof Error ? reason.message : reason
      }`,
      { retryable: true, cause: error },
    );
  }
  const code = platformErrorCode(error);
  if (code !== undefined) {
    return toPlatformError(code, what, error);
  }
  // What is left is an answer that the client could not read, such as a 429 without Retry-After.
  return new AlertDeliveryError(
    `Slack's answer to ${what} cannot be read: ${
      error instanceof Error ? error.message : error
    }`,
    { retryable: true, cause: error },
  );
}

function toPlatformError(code: string, what: string, cause: unknown) {
  if (!/^[a-z0-9_-]+$/i.test(code)) {
    // The client puts a body that is not JSON here, for example the page of a proxy.
    return new AlertDeliveryError(
      `Something other than Slack answered ${what}: ${code.slice(0, 100)}`,
      { retryable: true, cause },
    );
  }
  const remedy = REMEDIES[code];
  return new AlertDeliveryError(
    `Slack refused ${what} with '${code}'${remedy ? `: ${remedy}` : ''}`,
    { retryable: TRANSIENT.has(code), cause },
  );
}
