import { ANNOTATION_SLACK_CHANNEL } from '@ai-governance/plugin-ai-governance-common';
import {
  AlertChannel,
  AlertInbox,
  AlertMessage,
  DeliveryOptions,
  DeliveryReference,
} from '@ai-governance/plugin-ai-governance-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { Logger, LogLevel, WebClient } from '@slack/web-api';
import { platformErrorCode, toDeliveryError } from './errors';
import { SlackContents, toContents } from './message';
import { toThreadReply } from './threadReply';

/** Annotation of Backstage's own Slack notifications. */
const ANNOTATION_SLACK_BOT_NOTIFY = 'slack.com/bot-notify';

const TIMEOUT_MS = 15_000;

/** Errors of chat.update after which only a new message can tell the news. */
const LOST_MESSAGE = new Set([
  'cant_update_message',
  'edit_window_closed',
  'message_not_found',
]);

/** What a delivery returns and is given again; see {@link SlackAlertChannel.deliver}. */
interface SlackReference {
  /** Slack's id of the channel. */
  channel: string;
  /** Slack's id of the message within the channel. */
  ts: string;
}

/**
 * Alerts by Slack: one message per group of alerts, updated as they change, with a reply in its thread for each news, a
 * button to acknowledge, and updated to its resolved state in the end.
 * @public
 */
export class SlackAlertChannel implements AlertChannel {
  readonly id = 'slack';
  readonly title = 'Slack';
  readonly abilities = { dedupKey: false, acknowledge: true, update: true };
  readonly defaultDestination?: string;
  readonly #token: string;
  readonly #apiUrl?: string;
  readonly #hasButton: boolean;
  readonly #logger: LoggerService;
  #inbox: AlertInbox | undefined;

  private constructor(options: {
    token: string;
    apiUrl?: string;
    defaultChannel?: string;
    hasButton: boolean;
    logger: LoggerService;
  }) {
    this.#token = options.token;
    this.#apiUrl = options.apiUrl;
    this.#hasButton = options.hasButton;
    this.#logger = options.logger;
    this.defaultDestination = options.defaultChannel;
  }

  /**
   * Reads `aiGovernance.slack`.
   * @param rootConfig - configuration of the whole app
   * @returns undefined when there is no such section
   * @throws InputError when a setting is not valid
   */
  static fromConfig(
    rootConfig: Config,
    options: { logger: LoggerService },
  ): SlackAlertChannel | undefined {
    const config = rootConfig.getOptionalConfig('aiGovernance.slack');
    if (!config) {
      return undefined;
    }
    const apiUrl = config.getOptionalString('apiUrl');
    if (apiUrl !== undefined && !/^https?:\/\/\S+$/.test(apiUrl)) {
      throw new InputError(
        `aiGovernance.slack.apiUrl is '${apiUrl}', expected an http or https URL`,
      );
    }
    return new SlackAlertChannel({
      token: config.getString('token'),
      apiUrl,
      defaultChannel: config.getOptionalString('defaultChannel'),
      // Without the secret nobody could tell who pressed it.
      hasButton: config.has('signingSecret'),
      logger: options.logger,
    });
  }

  /**
   * Where what people do in Slack is handed in.
   * @throws ServiceUnavailableError while the backend starts
   */
  get inbox(): AlertInbox {
    if (!this.#inbox) {
      throw new ServiceUnavailableError('Alerts are not ready yet, try again');
    }
    return this.#inbox;
  }

  connect(inbox: AlertInbox): void {
    this.#inbox = inbox;
  }

  /** The annotation `slack.com/channel`, or else `slack.com/bot-notify`. */
  destinationOf(owner: Entity): string | undefined {
    const annotations = owner.metadata.annotations ?? {};
    return (
      annotations[ANNOTATION_SLACK_CHANNEL]?.trim() ||
      annotations[ANNOTATION_SLACK_BOT_NOTIFY]?.trim() ||
      undefined
    );
  }

  /**
   * Posts the message, or updates the earlier one and replies in its thread. A message that was deleted meanwhile is
   * posted anew.
   * @returns `{ channel, ts }`
   * @throws AlertDeliveryError, retryable for rate limits, server errors and network failures
   */
  async deliver(
    message: AlertMessage,
    options: DeliveryOptions,
  ): Promise<DeliveryReference> {
    const { destination, signal } = options;
    const client = this.#createClient(signal);
    const previous = toReference(options.previous);
    const contents = toContents(message, { hasButton: this.#hasButton });
    try {
      const updated = previous && (await update(client, previous, contents));
      if (!updated) {
        return await post(client, destination, contents);
      }
      const reply = toThreadReply(message);
      if (reply) {
        await post(client, previous.channel, reply.contents, {
          ts: previous.ts,
          broadcast: reply.broadcast,
        });
      }
      return { ...previous };
    } catch (error) {
      throw toDeliveryError(
        error,
        `a message to Slack channel '${destination}'`,
      );
    }
  }

  /** Asks Slack whether it knows our token. */
  async probe({ signal }: { signal: AbortSignal }): Promise<string> {
    try {
      const { user, team } = await this.#createClient(signal).auth.test();
      return `Slack knows the bot ${user} of ${team}.`;
    } catch (error) {
      throw toDeliveryError(error, 'the check of the token');
    }
  }

  /** One client per delivery, because a client takes no signal of a call. Retries are the outbox's business. */
  #createClient(signal: AbortSignal): WebClient {
    return new WebClient(this.#token, {
      ...(this.#apiUrl && { slackApiUrl: this.#apiUrl }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: toSlackLogger(this.#logger),
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        }),
    });
  }
}

/** Slack's settings that keep text from being read as more than text. */
const LITERAL = {
  parse: 'none',
  link_names: false,
  mrkdwn: false,
  unfurl_links: false,
  unfurl_media: false,
} as const;

async function post(
  client: WebClient,
  channel: string,
  contents: SlackContents,
  thread?: { ts: string; broadcast: boolean },
): Promise<{ channel: string; ts: string }> {
  const message = { channel, ...contents, ...LITERAL };
  const answer = await client.chat.postMessage(
    thread ? { ...message, ...inThread(thread) } : message,
  );
  if (!answer.channel || !answer.ts) {
    throw new Error("Slack's answer names no message");
  }
  return { channel: answer.channel, ts: answer.ts };
}

/** Slack's types tell replies that the channel sees, too, from others. */
function inThread({ ts, broadcast }: { ts: string; broadcast: boolean }) {
  return broadcast
    ? { thread_ts: ts, reply_broadcast: true as const }
    : { thread_ts: ts, reply_broadcast: false as const };
}

/** @returns false when the message is not there any more */
async function update(
  client: WebClient,
  { channel, ts }: SlackReference,
  contents: SlackContents,
): Promise<boolean> {
  try {
    await client.chat.update({
      channel,
      ts,
      ...contents,
      parse: 'none',
      link_names: false,
    });
    return true;
  } catch (error) {
    if (LOST_MESSAGE.has(platformErrorCode(error) ?? '')) {
      return false;
    }
    throw error;
  }
}

function toReference(
  previous: DeliveryReference | undefined,
): SlackReference | undefined {
  const { channel, ts } = previous ?? {};
  return typeof channel === 'string' && typeof ts === 'string'
    ? { channel, ts }
    : undefined;
}

/** The client's own log is for debugging: every failure is thrown anyway. */
function toSlackLogger(logger: LoggerService): Logger {
  const debug = (...parts: unknown[]) => logger.debug(parts.join(' '));
  return {
    debug: () => {},
    info: debug,
    warn: debug,
    error: debug,
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
