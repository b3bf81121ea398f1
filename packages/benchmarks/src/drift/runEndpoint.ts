import type { DriftServices } from './services';

const HOUR_MS = 3_600_000;

/**
 * Does for one endpoint what a tick does from stored profiles on: reads its settings and its grid, compares its windows,
 * stores the results and brings its findings up to date.
 * @param untilHour - end of the window, in UTC hours since the epoch
 * @returns columns that have drifted
 * @throws Error when a column could not be judged
 */
export async function runEndpoint(
  { models, monitorStore, grids, drift, findings }: DriftServices,
  modelId: string,
  untilHour: number,
): Promise<string[]> {
  const now = new Date(untilHour * HOUR_MS);
  const model = await models.get(modelId);
  const monitor = await monitorStore.latest(modelId);
  const grid = await grids.latest(modelId);
  if (!model || !monitor || !grid) {
    throw new Error(`${modelId} is not in the database`);
  }
  const runs = await drift.assess({
    model,
    monitor,
    grid,
    untilHour,
    now,
    signal: new AbortController().signal,
  });
  const drifted: string[] = [];
  for (const run of runs) {
    for (const { column, verdict, reason } of run.columns) {
      if (verdict === 'insufficient-data' || verdict === 'error') {
        throw new Error(`${modelId}, ${column}: ${reason}`);
      }
      if (verdict === 'fail') {
        drifted.push(column);
      }
    }
    await findings.update(run, now);
  }
  return drifted;
}
