import { setTimeout as sleep } from 'node:timers/promises';
import { restError } from '../errors';

const FIRST_WAIT_MS = 1_000;
/** Longest wait that is worth it within a run. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Sends a request again when it is throttled (429), as late as the service says (Retry-After), or after growing pauses.
 * The Blob client passes over that status; busy servers and broken connections it tries again by itself.
 * @param options - `maxAttempts`: how often it is sent, at least 1
 * @throws what `send` throws last
 */
export async function patiently<T>(
  send: () => Promise<T>,
  options: { maxAttempts: number; signal: AbortSignal },
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      const { statusCode, response } = restError(error) ?? {};
      const seconds = Number(response?.headers.get('retry-after') ?? NaN);
      const wait =
        seconds >= 0 ? seconds * 1000 : FIRST_WAIT_MS * 2 ** (attempt - 1);
      if (
        statusCode !== 429 ||
        attempt >= options.maxAttempts ||
        wait > LONGEST_WAIT_MS
      ) {
        throw error;
      }
      await sleep(wait, undefined, { signal: options.signal });
    }
  }
}
