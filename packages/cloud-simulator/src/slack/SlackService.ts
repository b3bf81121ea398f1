import {
  jsonResponse,
  type ServiceCall,
  type SimulatedService,
  type WireError,
  type WireRequest,
  type WireResponse,
} from '../http/wire';
import {
  slackError,
  type SlackContent,
  type SlackInboxMessage,
  type SlackWorkspace,
} from './SlackWorkspace';

const BOT = {
  user: 'ai-governance',
  user_id: 'U0GOVBOT000',
  bot_id: 'B0GOVBOT',
};
const TEAM_ID = 'T0SIMULATED';

type Arguments = Record<string, any>;

/** Slack's Web API, as far as telling people needs it. */
export class SlackService implements SimulatedService {
  readonly name = 'slack';
  readonly #workspace: SlackWorkspace;

  constructor(workspace: SlackWorkspace) {
    this.#workspace = workspace;
  }

  identify(request: WireRequest): ServiceCall {
    return {
      operation: request.path.slice(1),
      resource: String(readArguments(request).channel ?? ''),
    };
  }

  handle(request: WireRequest, call: ServiceCall): WireResponse {
    const input = readArguments(request);
    checkToken(
      request.headers.authorization?.replace(/^Bearer /, '') ?? input.token,
    );
    return jsonResponse(200, { ok: true, ...this.#run(call.operation, input) });
  }

  error(error: WireError): WireResponse {
    const { code, message, retryAfterSeconds } = error;
    if (error.status === 429) {
      return jsonResponse(
        429,
        { ok: false, error: 'ratelimited' },
        { 'retry-after': String(retryAfterSeconds ?? 1) },
      );
    }
    if (error.status >= 500) {
      return jsonResponse(error.status, { ok: false, error: code });
    }
    return jsonResponse(200, {
      ok: false,
      error: code,
      ...(message === code
        ? {}
        : { response_metadata: { messages: [`[ERROR] ${message}`] } }),
    });
  }

  #run(method: string, input: Arguments): object {
    const { team, channels } = this.#workspace;
    switch (method) {
      case 'auth.test':
        return {
          url: 'https://acme.slack.example/',
          team,
          team_id: TEAM_ID,
          ...BOT,
        };
      case 'chat.postMessage':
        return posted(
          this.#workspace.post({
            channel: String(input.channel ?? ''),
            threadTs: input.thread_ts,
            content: { blocks: [], ...readContent(input) },
          }),
        );
      case 'chat.update':
        return posted(
          this.#workspace.update({
            channel: String(input.channel ?? ''),
            ts: String(input.ts ?? ''),
            content: readContent(input),
          }),
        );
      case 'conversations.list':
        return {
          channels: channels.map(channel => ({
            ...channel,
            is_channel: true,
            is_member: true,
            is_archived: false,
          })),
          response_metadata: { next_cursor: '' },
        };
      default:
        throw slackError('unknown_method');
    }
  }
}

/** Arguments of a call, from a form, JSON or the query. */
function readArguments(request: WireRequest): Arguments {
  const type = request.headers['content-type'] ?? '';
  const body = request.body.toString('utf8');
  if (type.startsWith('application/json')) {
    try {
      return JSON.parse(body) ?? {};
    } catch {
      // Slack treats such a body as no arguments at all.
      return {};
    }
  }
  return {
    ...Object.fromEntries(request.query),
    ...Object.fromEntries(new URLSearchParams(body)),
  };
}

function checkToken(token: unknown): void {
  if (!token) {
    throw slackError('not_authed');
  }
  if (!/^xoxb-\S+$/.test(String(token))) {
    throw slackError('invalid_auth');
  }
}

/**
 * Text and, where given, blocks, which forms carry as JSON.
 * @throws ServiceError invalid_blocks_format when the blocks are not a list
 */
function readContent(
  input: Arguments,
): Pick<SlackContent, 'text'> & Partial<SlackContent> {
  const text = String(input.text ?? '');
  const { blocks } = input;
  if (blocks === undefined || blocks === null) {
    return { text };
  }
  if (typeof blocks !== 'string') {
    return { text, blocks: listOfBlocks(blocks) };
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(blocks);
  } catch {
    throw slackError('invalid_blocks_format');
  }
  return { text, blocks: listOfBlocks(parsed) };
}

function listOfBlocks(blocks: unknown): SlackContent['blocks'] {
  if (!Array.isArray(blocks)) {
    throw slackError('invalid_blocks_format');
  }
  return blocks;
}

function posted(message: SlackInboxMessage): object {
  const { ts, channel, text, blocks, threadTs } = message;
  return {
    channel,
    ts,
    text,
    message: {
      type: 'message',
      user: BOT.user_id,
      bot_id: BOT.bot_id,
      team: TEAM_ID,
      ts,
      text,
      blocks,
      thread_ts: threadTs,
    },
  };
}
