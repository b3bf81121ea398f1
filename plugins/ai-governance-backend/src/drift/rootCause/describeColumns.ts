import {
  type ColumnDrift,
  type DriftOnset,
  type DriftTestResult,
  type RootCauseColumn,
  SEVERITIES,
} from '@ai-governance/plugin-ai-governance-common';
import {
  associationOf,
  type ChangePointOptions,
  findChangePoint,
  type HourlyCounts,
  hourlyScores,
} from '@ai-governance/plugin-ai-governance-statistics';
import { fromHour } from '../../database/time';

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
  return ranked.flatMap(({ column, test }) =>
    test
      ? [
          {
            column: column.column,
            role: column.role,
            method: test.method,
            effectSize: test.effectSize ?? 0,
            goesWith:
              column.role === 'prediction' || !prediction
                ? null
                : goesWith(
                    counts.get(column.column),
                    counts.get(prediction.column),
                    windows,
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

/**
 * Share of the prediction's hourly movement that goes along with a column's: association, not cause. Null when they have
 * too few hours in common, or one of them does not move.
 */
function goesWith(
  column: HourlyCounts[] | undefined,
  prediction: HourlyCounts[] | undefined,
  windows: ChangePointOptions,
): number | null {
  const scores = hourlyScores(column ?? [], windows);
  const movement = hourlyScores(prediction ?? [], windows);
  if (scores.insufficient || movement.insufficient) {
    return null;
  }
  const association = associationOf(scores.hours, movement.hours);
  return association.insufficient ? null : association.share;
}
