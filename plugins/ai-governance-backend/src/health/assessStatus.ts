import type { HealthState } from '@ai-governance/plugin-ai-governance-common';

/** States of SageMaker endpoints and variants, and of Azure ML's, that say more than that something is under way. */
const STATES: Record<string, HealthState> = {
  failed: 'unhealthy',
  outofservice: 'unhealthy',
  deleting: 'unhealthy',
  // Azure ML: the last change was broken off, what was there may still serve.
  canceled: 'degraded',
  rollingback: 'degraded',
  updaterollbackfailed: 'degraded',
  creating: 'unknown',
};

/**
 * What the cloud's word on the status of an endpoint or variant means.
 * @param what - that the word is about, for the sentence
 * @param status - in the cloud's own words
 * @returns undefined when the status does not speak against it: metrics decide
 */
export function assessStatus(
  what: 'endpoint' | 'variant',
  status: string | undefined,
): { state: HealthState; reason: string } | undefined {
  const state = STATES[(status ?? '').toLocaleLowerCase('en-US')];
  return (
    state && {
      state,
      reason: `The cloud says of the ${what}: ${status}.`,
    }
  );
}
