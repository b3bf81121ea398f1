import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import {
  categoricalGrid,
  type ColumnGrid,
  type Grid,
  numericGridFromValues,
  type Profile,
  profileValues,
} from '@ai-governance/plugin-ai-governance-statistics';
import { Random } from '../harness/Random';

/** Features of every endpoint. */
export const FEATURES = 50;

/** The one variant of every endpoint. */
export const VARIANT = 'AllTraffic';

/** Rows that an endpoint of the benchmarks logs in an hour. */
export const ROWS_PER_HOUR = 1000;

/** Values that grids are laid out from. */
const SAMPLE = 5_000;

const CATEGORIES = ['red', 'green', 'blue', 'black', 'white', 'yellow'];

/** The first features of an endpoint that drifts: a number and a category. */
export const DRIFTING_FEATURES = ['feature_0', 'feature_4'];

/** Of five features, three are continuous, one counts events and one is a category. */
export const columns: MonitoredColumn[] = Array.from(
  { length: FEATURES },
  (_, i) => ({
    name: `feature_${i}`,
    type: i % 5 === 4 ? 'categorical' : 'numeric',
    role: 'feature',
    at: i,
  }),
);

/** The grid of all endpoints: 256 quantile bins where there are as many values. */
export function makeGrid(): Grid {
  const random = new Random(1);
  return Object.fromEntries(
    columns.map(({ name, type }, i): [string, ColumnGrid] => {
      const values = draw(random, i, { rows: SAMPLE, drifts: false });
      return [
        name,
        type === 'numeric'
          ? numericGridFromValues(values as number[])
          : categoricalGrid(countOf(values as string[])),
      ];
    }),
  );
}

/**
 * Counts of one hour.
 * @param options - `rows` of the hour; `drifts`: whether {@link DRIFTING_FEATURES} have moved
 */
export function makeHour(
  random: Random,
  grid: Grid,
  { rows, drifts }: { rows: number; drifts: boolean },
): Profile {
  return {
    rows,
    columns: Object.fromEntries(
      columns.map(({ name }, i) => [
        name,
        profileValues(
          draw(random, i, {
            rows,
            drifts: drifts && DRIFTING_FEATURES.includes(name),
          }),
          grid[name],
        ),
      ]),
    ),
  };
}

function draw(
  random: Random,
  feature: number,
  { rows, drifts }: { rows: number; drifts: boolean },
): (number | string)[] {
  const next = (): number | string => {
    switch (feature % 5) {
      case 3:
        return Math.floor(Math.exp(1 + 0.5 * random.normal()));
      case 4:
        return CATEGORIES[
          Math.floor(
            CATEGORIES.length * random.uniform() ** (drifts ? 0.7 : 1.5),
          )
        ];
      default:
        return 100 + 15 * random.normal() + (drifts ? 15 : 0);
    }
  };
  return Array.from({ length: rows }, next);
}

function countOf(values: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}
