import type { SimulatedChannel } from '../fleet/types';
import { ServiceError } from '../http/wire';
import { checkBlocks } from './checkBlocks';

/** Longest text that Slack takes, in characters. */
const MAX_TEXT = 40_000;

/** A block of Slack's Block Kit, as it came. */
export type SlackBlock = Record<string, any>;

/** What a message said at one time. */
export interface SlackContent {
  text: string;
  blocks: SlackBlock[];
}

/** A message in the inbox. */
export interface SlackInboxMessage extends SlackContent {
  /** Slack's timestamp, unique in the workspace: the message's id. */
  ts: string;
  /** Id of the channel. */
  channel: string;
  /** Name of the channel without `#`. */
  channelName: string;
  /** `ts` of the message whose thread this is in. */
  threadTs?: string;
  /** ISO instant. */
  postedAt: string;
  /** What it said before each update, oldest first. `at`: ISO instant of the update. */
  edits: (SlackContent & { at: string })[];
}

/** Channels and messages of a Slack workspace. Errors are those of Slack's Web API. */
export class SlackWorkspace {
  readonly team: string;
  readonly channels: SimulatedChannel[];
  readonly #now: () => Date;
  readonly #messages: SlackInboxMessage[] = [];
  #lastTs = 0;
  #revision = 0;

  constructor(options: {
    team: string;
    channels: SimulatedChannel[];
    now: () => Date;
  }) {
    this.team = options.team;
    this.channels = options.channels;
    this.#now = options.now;
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** All messages, oldest first. */
  messages(): SlackInboxMessage[] {
    return structuredClone(this.#messages);
  }

  /** Forgets all messages. */
  clear(): void {
    this.#messages.length = 0;
    this.#revision++;
  }

  /**
   * chat.postMessage.
   * @param options - `channel`: id, or name with or without `#`
   * @throws ServiceError channel_not_found, no_text, msg_too_long, invalid_blocks, thread_not_found
   */
  post(options: {
    channel: string;
    threadTs?: string;
    content: SlackContent;
  }): SlackInboxMessage {
    const name = options.channel.replace(/^#/, '');
    const channel = this.channels.find(
      candidate => candidate.id === options.channel || candidate.name === name,
    );
    if (!channel) {
      throw slackError('channel_not_found');
    }
    check(options.content);
    const { threadTs } = options;
    if (threadTs && !this.#find(channel.id, threadTs)) {
      throw slackError('thread_not_found');
    }
    const now = this.#now();
    const message: SlackInboxMessage = {
      ts: this.#nextTs(now),
      channel: channel.id,
      channelName: channel.name,
      ...options.content,
      threadTs,
      postedAt: now.toISOString(),
      edits: [],
    };
    this.#messages.push(message);
    this.#revision++;
    return structuredClone(message);
  }

  /**
   * chat.update. As in Slack the channel must be given by its id, and blocks stay when none are given; an empty list
   * removes them.
   * @throws ServiceError channel_not_found, message_not_found, no_text, msg_too_long, invalid_blocks
   */
  update(options: {
    channel: string;
    ts: string;
    content: Pick<SlackContent, 'text'> & Partial<SlackContent>;
  }): SlackInboxMessage {
    if (!this.channels.some(({ id }) => id === options.channel)) {
      throw slackError('channel_not_found');
    }
    const message = this.#find(options.channel, options.ts);
    if (!message) {
      throw slackError('message_not_found');
    }
    const { text, blocks } = message;
    const content = { blocks, ...options.content };
    check(content);
    message.edits.push({ at: this.#now().toISOString(), text, blocks });
    Object.assign(message, content);
    this.#revision++;
    return structuredClone(message);
  }

  #find(channel: string, ts: string): SlackInboxMessage | undefined {
    return this.#messages.find(
      message => message.channel === channel && message.ts === ts,
    );
  }

  /** Seconds and microseconds; a microsecond later when the last message is of the same instant. */
  #nextTs(now: Date): string {
    this.#lastTs = Math.max(this.#lastTs + 1, now.getTime() * 1000);
    const digits = String(this.#lastTs).padStart(7, '0');
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }
}

/** Error as Slack tells it: HTTP 200 with `ok: false`. */
export function slackError(code: string, message = code): ServiceError {
  return new ServiceError(200, code, message);
}

function check({ text, blocks }: SlackContent): void {
  if (!text && blocks.length === 0) {
    throw slackError('no_text');
  }
  if (text.length > MAX_TEXT) {
    throw slackError('msg_too_long');
  }
  const problem = checkBlocks(blocks);
  if (problem) {
    throw slackError('invalid_blocks', problem);
  }
}
