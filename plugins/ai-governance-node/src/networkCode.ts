import { isError } from '@backstage/errors';

const NETWORK = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ETIMEDOUT',
]);

/** How deep causes are looked into. */
const MAX_DEPTH = 4;

/**
 * Code of the network failure behind an error of a cloud's SDK, such as `ECONNREFUSED`, looked for in its causes, too.
 * SDKs wrap errors that come from another realm, such as Node's own under a test runner, and then the code is left in
 * the message only.
 * @returns undefined when the network is not what failed
 * @public
 */
export function networkCode(error: unknown): string | undefined {
  return find(error, 0);
}

function find(error: unknown, depth: number): string | undefined {
  if (!isError(error) || depth > MAX_DEPTH) {
    return undefined;
  }
  const words = [error.code, ...error.message.split(/[^A-Z_]+/)];
  const code = words.find(
    (word): word is string => typeof word === 'string' && NETWORK.has(word),
  );
  if (code) {
    return code;
  }
  const inner = [
    error.cause,
    ...(Array.isArray(error.errors) ? error.errors : []),
  ];
  return inner
    .map(cause => find(cause, depth + 1))
    .find(found => found !== undefined);
}
