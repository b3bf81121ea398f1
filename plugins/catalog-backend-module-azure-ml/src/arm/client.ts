import { AzureMachineLearningWorkspaces } from '@azure/arm-machinelearning';
import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicyName,
  PipelinePolicy,
  RestError,
  retryPolicy,
} from '@azure/core-rest-pipeline';

/** Of the stable API: the first with data collectors and mirrored traffic. */
const API_VERSION = '2024-04-01';
const MAX_RETRIES = 8;
const RETRY_DELAY_MS = 1_000;
const MAX_RETRY_DELAY_MS = 30_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** What emulators get in place of a token. */
const EMULATOR_TOKEN = 'emulator';

const emulatorTokenPolicy: PipelinePolicy = {
  name: 'emulatorTokenPolicy',
  async sendRequest(request, next) {
    request.headers.set('authorization', `Bearer ${EMULATOR_TOKEN}`);
    return next(request);
  },
};

/**
 * Client of Azure Resource Manager for the workspaces of one subscription. What is throttled (429) is sent again when
 * Resource Manager says so (Retry-After), and so are server errors and broken connections after growing pauses, up to
 * eight times.
 * @param options - `endpoint`: URL instead of `https://management.azure.com`. One with http is an emulator on this
 *   machine: it gets a made-up token, and the credential is not asked.
 */
export function createArmClient(options: {
  credential: TokenCredential;
  subscriptionId: string;
  endpoint?: string;
  /** Milliseconds until a request without answer is sent again, default 30 000. */
  requestTimeoutMs?: number;
}): AzureMachineLearningWorkspaces {
  const { credential, subscriptionId, endpoint } = options;
  const { requestTimeoutMs = REQUEST_TIMEOUT_MS } = options;
  const insecure = endpoint?.startsWith('http:') ?? false;
  const client = new AzureMachineLearningWorkspaces(
    credential,
    subscriptionId,
    {
      endpoint,
      apiVersion: API_VERSION,
      allowInsecureConnection: insecure,
      retryOptions: {
        maxRetries: MAX_RETRIES,
        retryDelayInMs: RETRY_DELAY_MS,
        maxRetryDelayInMs: MAX_RETRY_DELAY_MS,
      },
      userAgentOptions: { userAgentPrefix: 'backstage-ai-governance-azure-ml' },
    },
  );
  if (insecure) {
    // The SDK sends tokens over https only.
    client.pipeline.removePolicy({ name: bearerTokenAuthenticationPolicyName });
    client.pipeline.addPolicy(emulatorTokenPolicy);
  }
  client.pipeline.addPolicy(patientRetryPolicy(), { phase: 'Retry' });
  client.pipeline.addPolicy(timeoutPolicy(requestTimeoutMs), {
    afterPhase: 'Retry',
  });
  return client;
}

/** The SDK waits out a 429 only when it says for how long; this waits growing pauses when it does not. */
function patientRetryPolicy(): PipelinePolicy {
  return retryPolicy(
    [
      {
        name: 'throttledWithoutRetryAfter',
        retry({ response, retryCount }) {
          return response?.status === 429 &&
            !response.headers.has('retry-after')
            ? {
                retryAfterInMs: Math.min(
                  RETRY_DELAY_MS * 2 ** retryCount,
                  MAX_RETRY_DELAY_MS,
                ),
              }
            : { skipStrategy: true };
        },
      },
    ],
    { maxRetries: MAX_RETRIES },
  );
}

/** Ends requests that get no answer, in a way that the SDK tries again. */
function timeoutPolicy(milliseconds: number): PipelinePolicy {
  return {
    name: 'timeoutPolicy',
    async sendRequest(request, next) {
      const caller = request.abortSignal;
      const stop = new AbortController();
      const onAbort = () => stop.abort();
      let timedOut = false;
      const timer = setTimeout(() => {
        timedOut = true;
        stop.abort();
      }, milliseconds);
      caller?.addEventListener('abort', onAbort);
      if (caller?.aborted) {
        stop.abort();
      }
      request.abortSignal = stop.signal;
      try {
        return await next(request);
      } catch (error) {
        if (timedOut) {
          throw new RestError(
            `Azure Resource Manager did not answer within ${
              milliseconds / 1000
            } seconds`,
            { code: 'ETIMEDOUT', request },
          );
        }
        throw error;
      } finally {
        clearTimeout(timer);
        request.abortSignal = caller;
        caller?.removeEventListener('abort', onAbort);
      }
    },
  };
}
