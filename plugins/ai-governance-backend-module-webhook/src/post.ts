import {
  AlertDeliveryError,
  networkCode,
  readRetryAfter,
} from '@ai-governance/plugin-ai-governance-node';
import {
  request as requestHttp,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import type { AddressGuard } from './AddressGuard';
import type { Receiver } from './Receivers';

/** How long an answer may take in all. */
const TIMEOUT_MS = 15_000;
/** Bytes of an answer that are read; nothing is made of more. */
const MAX_ANSWER = 64 * 1024;
/** Characters of the receiver's words that an error repeats. */
const MAX_WORDS = 200;

interface Answer {
  status: number;
  retryAfter?: string;
  body: string;
}

/**
 * Posts a body to a receiver, on a connection of its own, to an address that the guard has let through. Redirects are not
 * followed.
 * @throws AlertDeliveryError, retryable for 408, 425, 429, server errors and network failures
 */
export async function post(
  receiver: Receiver,
  options: {
    body: string;
    headers: Record<string, string>;
    guard: AddressGuard;
    signal: AbortSignal;
  },
): Promise<void> {
  const { guard } = options;
  guard.checkLiteral(receiver.url.hostname);
  const signal = AbortSignal.any([
    options.signal,
    AbortSignal.timeout(TIMEOUT_MS),
  ]);
  let answer: Answer;
  try {
    answer = await call(receiver.url, { ...options, signal });
  } catch (error) {
    if (error instanceof AlertDeliveryError) {
      throw error;
    }
    throw new AlertDeliveryError(
      `The webhook ${receiver.name} cannot be reached: ${
        networkCode(error) ??
        (error instanceof Error ? error.message : String(error))
      }`,
      { retryable: true, cause: error },
    );
  }
  check(answer, receiver);
}

function check({ status, retryAfter, body }: Answer, { name }: Receiver): void {
  if (status >= 200 && status < 300) {
    return;
  }
  const words = body.replace(/\s+/g, ' ').trim().slice(0, MAX_WORDS);
  const what =
    status >= 300 && status < 400
      ? `HTTP ${status}; redirects are not followed: correct its URL`
      : `HTTP ${status}${words && `: ${words}`}`;
  throw new AlertDeliveryError(`The webhook ${name} answered ${what}`, {
    retryable: [408, 425, 429].includes(status) || status >= 500,
    retryAfterMs: readRetryAfter(retryAfter),
  });
}

async function call(
  url: URL,
  options: {
    body: string;
    headers: Record<string, string>;
    guard: AddressGuard;
    signal: AbortSignal;
  },
): Promise<Answer> {
  const { body, headers, guard, signal } = options;
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing: ClientRequest = send(
      url,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
        },
        // A connection that is kept would not be looked up again.
        agent: false,
        lookup: guard.lookup,
        signal,
      },
      incoming => readAnswer(incoming).then(resolve, reject),
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function readAnswer(incoming: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of incoming) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= MAX_ANSWER) {
        incoming.destroy();
        break;
      }
    }
  } catch (error) {
    // The status counts, even when the rest of the answer is lost.
    if (!incoming.statusCode) {
      throw error;
    }
  }
  return {
    status: incoming.statusCode ?? 0,
    retryAfter: incoming.headers['retry-after'],
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
