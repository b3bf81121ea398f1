import { Agent, type AgentConnectOpts } from 'agent-base';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { globalAgent } from 'node:https';
import { connect, type Socket } from 'node:net';

/** What PagerDuty answered first. */
export interface FirstAnswer {
  /** HTTP status. */
  status: number;
  /** Value of the header, if there was one. */
  retryAfter?: string;
}

/**
 * Carries one call of the client, and lets no second one pass. The client repeats a call that was answered 429 by itself,
 * without regard to Retry-After, and then tells only of the last answer; when to try again is the outbox's business.
 * The client also knows nothing but https: to an emulator on http this agent speaks plainly.
 */
export class OneCallAgent extends Agent {
  readonly #isPlain: boolean;
  #isUsed = false;
  #answer: FirstAnswer | undefined;

  /** @param eventsUrl - base URL of the Events API; an http URL for an emulator */
  constructor(eventsUrl: URL) {
    super();
    this.#isPlain = eventsUrl.protocol === 'http:';
    // What the client asks for, whatever goes over the wire.
    this.protocol = 'https:';
  }

  /** What was answered, also when its body did not arrive; undefined before. */
  get answer(): FirstAnswer | undefined {
    return this.#answer;
  }

  /** @throws Error for any call but the first */
  async connect(
    request: ClientRequest,
    { host, port }: AgentConnectOpts,
  ): Promise<Socket | typeof globalAgent> {
    if (this.#isUsed) {
      throw new Error('One call is enough');
    }
    this.#isUsed = true;
    request.once('response', ({ statusCode, headers }: IncomingMessage) => {
      this.#answer = {
        status: statusCode ?? 0,
        retryAfter: headers['retry-after'],
      };
    });
    return this.#isPlain
      ? connect({ host: host ?? undefined, port: Number(port) })
      : globalAgent;
  }
}
