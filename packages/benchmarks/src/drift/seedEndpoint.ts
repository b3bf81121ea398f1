import type { Grid } from '@ai-governance/plugin-ai-governance-statistics';
import { Random } from '../harness/Random';
import { columns, makeHour, VARIANT } from './features';
import {
  BASELINE_DAYS,
  BASELINE_END,
  EXTRA_HOURS,
  FIRST_HOUR,
  WINDOW_DAYS,
  WINDOW_END,
} from './period';
import type { DriftServices } from './services';

const HOUR_MS = 3_600_000;

/** Different hours; endpoints get them in an order of their own. */
const POOL_HOURS = 60;

/** Hours of counts that endpoints are made of. */
export interface HourPool {
  grid: Grid;
  steady: ReturnType<typeof makeHour>[];
  drifted: ReturnType<typeof makeHour>[];
}

/**
 * Draws the rows of some hours and counts them.
 * @param rowsPerHour - at least 1
 */
export function makePool(grid: Grid, rowsPerHour: number): HourPool {
  const random = new Random(2);
  const hours = (drifts: boolean) =>
    Array.from({ length: POOL_HOURS }, () =>
      makeHour(random, grid, { rows: rowsPerHour, drifts }),
    );
  return { grid, steady: hours(false), drifted: hours(true) };
}

/**
 * Stores an endpoint with its monitor, its grid, the profiles of {@link BASELINE_DAYS} + {@link WINDOW_DAYS} days and
 * some hours more.
 * @param options - `drifts`: whether two features move when the baseline ends
 */
export async function seedEndpoint(
  { models, monitors, monitorStore, grids, profiles }: DriftServices,
  options: { name: string; number: number; drifts: boolean; pool: HourPool },
): Promise<void> {
  const { name, pool } = options;
  const modelId = `default.${name}`;
  const at = new Date(FIRST_HOUR * HOUR_MS);
  await models.upsert(
    [
      {
        id: modelId,
        entityRef: `component:default/${name}`,
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name, namespace: 'default' },
        },
      },
    ],
    at,
  );
  const model = await models.get(modelId);
  if (!model) {
    throw new Error(`Model ${modelId} was not stored`);
  }
  const { settings } = await monitors.resolve(model, at);
  const monitor = await monitorStore.append({
    modelId,
    settings: {
      ...settings,
      columns,
      baseline: { kind: 'first', duration: `P${BASELINE_DAYS}D` },
      comparisonWindow: `P${WINDOW_DAYS}D`,
    },
    author: 'benchmark',
    reason: 'Seeded',
    at,
  });
  const { version } = await grids.append({
    modelId,
    monitorVersion: monitor.version,
    grid: pool.grid,
    at,
  });
  const random = new Random(1000 + options.number);
  await profiles.putHours({
    modelId,
    sourceId: 'seed',
    gridVersion: version,
    grid: pool.grid,
    objects: [],
    counts: Array.from(
      { length: WINDOW_END + EXTRA_HOURS - FIRST_HOUR },
      (_, i) => {
        const hour = FIRST_HOUR + i;
        const moved = options.drifts && hour >= BASELINE_END;
        const from = moved ? pool.drifted : pool.steady;
        return {
          variant: VARIANT,
          hour: new Date(hour * HOUR_MS),
          profile: from[random.below(from.length)],
          duplicates: 0,
          rejected: {},
          rejectedLines: [],
        };
      },
    ),
  });
}
