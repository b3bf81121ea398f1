import type { RunStatus } from '@ai-governance/plugin-ai-governance-common';
import { NotFoundError } from '@backstage/errors';
import { setTimeout } from 'node:timers/promises';
import type { MonitoringService } from './MonitoringService';

const START_ATTEMPTS = 10;
const START_DELAY_MS = 200;

/**
 * Starts a run after settings were changed. Between the end of one run and the release of its model there is a moment in
 * which none can start, which is waited for.
 * @param author - who changed the settings
 * @returns the run; one that was under way already is followed by another
 * @throws NotFoundError when the model is not in the catalog
 */
export async function startRun(
  monitoring: MonitoringService,
  modelId: string,
  author: string,
): Promise<RunStatus> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await monitoring.start(modelId, author);
    } catch (error) {
      if (!(error instanceof NotFoundError) || attempt === START_ATTEMPTS) {
        throw error;
      }
      await setTimeout(START_DELAY_MS);
    }
  }
}
