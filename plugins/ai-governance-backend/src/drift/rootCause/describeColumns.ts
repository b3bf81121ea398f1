import {
  type ColumnDrift,
  type DriftOnset,
  type DriftTestResult,
  type RootCauseColumn,
  SEVERITIES,
} from '@ai-governance/plugin-ai-governance-common';
import {
  type ChangePointOptions,
  findChangePoint,
  type HourlyCounts,
  hourlyScores,
} from '@ai-governance/plugin-ai-governance-statistics';
import { fromHour } from '../../database/time';

/** Hours that two columns must have in common before one is said to go with the other. */
const LEAST_COMMON_HOURS = 24;

/**
 * Drifted columns with since when they differ and how far the prediction goes with them, the largest effect first.
 * @param columns - all columns of the comparison
 * @param counts - series of the drifted columns and of the predictions
 */
export function describeColumns(
  columns: ColumnDrift[],
  counts: Map<string, HourlyCounts[]>,
  windows: ChangePointOptions,
): RootCauseColumn[] {
  const ranked = columns
    .filter(({ verdict }) => verdict === 'fail')
    .map(column => ({ column, test: gravestTest(column) }))
    .sort(
      (a, b) =>
        rank(b.test) - rank(a.test) ||
        (b.test?.effectSize ?? 0) - (a.test?.effectSize ?? 0),
    );
  const prediction = columns
    .filter(({ role }) => role === 'prediction')
    .sort((a, b) => effectOf(b) - effectOf(a))[0];
  const movement =
    prediction && scoresOf(counts.get(prediction.column), windows);
  return ranked.flatMap(({ column, test }) =>
    test
      ? [
          {
            column: column.column,
            role: column.role,
            method: test.method,
            effectSize: test.effectSize ?? 0,
            goesWith:
              column.role === 'prediction' || !movement
                ? null
                : goesWith(
                    scoresOf(counts.get(column.column), windows),
                    movement,
                  ),
            onset: onsetOf(counts.get(column.column) ?? [], windows),
          },
        ]
      : [],
  );
}

/** Since when a series differs; null when no hour stands out. */
function onsetOf(
  series: HourlyCounts[],
  windows: ChangePointOptions,
): DriftOnset | null {
  const change = findChangePoint(series, windows);
  return change.insufficient || change.kind === 'none'
    ? null
    : {
        kind: change.kind,
        at: fromHour(change.hour).toISOString(),
        earliest: fromHour(change.earliest).toISOString(),
        latest: fromHour(change.latest).toISOString(),
      };
}

/** Of the failed tests the gravest. D and V come before other measures of the same severity: they share a scale. */
function gravestTest(column: ColumnDrift): DriftTestResult | undefined {
  const onCommonScale = ({ method }: DriftTestResult) =>
    method === 'ks' || method === 'chi-square' ? 1 : 0;
  return column.tests
    .filter(({ verdict }) => verdict === 'fail')
    .sort(
      (a, b) =>
        rank(b) - rank(a) ||
        onCommonScale(b) - onCommonScale(a) ||
        (b.effectSize ?? 0) - (a.effectSize ?? 0),
    )[0];
}

function rank(test: DriftTestResult | undefined): number {
  return test ? SEVERITIES.indexOf(test.severity) : -1;
}

function effectOf({ tests }: ColumnDrift): number {
  return Math.max(0, ...tests.map(({ effectSize }) => effectSize ?? 0));
}

/** How far each hour has gone from the baseline's distribution towards the current one; undefined when unknown. */
function scoresOf(
  series: HourlyCounts[] | undefined,
  windows: ChangePointOptions,
): Map<number, number> | undefined {
  const scores = hourlyScores(series ?? [], windows);
  return scores.insufficient
    ? undefined
    : new Map(scores.hours.map(({ hour, score }) => [hour, score]));
}

/**
 * Share of the prediction's hourly movement that goes along with a column's: the square of their correlation, 0 when they
 * move against each other. Null when they have too few hours in common, or one of them does not move.
 */
function goesWith(
  column: Map<number, number> | undefined,
  prediction: Map<number, number>,
): number | null {
  const pairs = [...(column ?? [])].flatMap(([hour, x]) => {
    const y = prediction.get(hour);
    return y === undefined ? [] : [[x, y]];
  });
  if (pairs.length < LEAST_COMMON_HOURS) {
    return null;
  }
  const mean = (place: 0 | 1) =>
    pairs.reduce((sum, pair) => sum + pair[place], 0) / pairs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  if (xx === 0 || yy === 0) {
    return null;
  }
  return xy > 0 ? Math.min(1, (xy * xy) / (xx * yy)) : 0;
}
