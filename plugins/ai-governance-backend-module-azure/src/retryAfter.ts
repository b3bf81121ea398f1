import {
  createDefaultHttpClient,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longest wait that is worth it within a run, in seconds. */
const LONGEST_WAIT = 60;

/**
 * An HTTP client that waits as long as a busy service says (429 or 503 with Retry-After) and sends the request again.
 * The Blob client's own retries pass over both.
 * @param maxAttempts - how often a request is sent, at least 1
 */
export function patientHttpClient(maxAttempts: number): HttpClient {
  const client = createDefaultHttpClient();
  return {
    async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
      for (let attempt = 1; ; attempt++) {
        const response = await client.sendRequest(request);
        const wait = waitOf(response);
        if (wait === undefined || attempt >= maxAttempts) {
          return response;
        }
        await sleep(wait * 1000, undefined, {
          signal: request.abortSignal as AbortSignal | undefined,
        });
      }
    },
  };
}

/** Seconds that the service asks to wait; undefined when it does not, or for too long. */
function waitOf({ status, headers }: PipelineResponse): number | undefined {
  if (status !== 429 && status !== 503) {
    return undefined;
  }
  const seconds = Number(headers.get('retry-after') ?? NaN);
  return seconds >= 0 && seconds <= LONGEST_WAIT ? seconds : undefined;
}
