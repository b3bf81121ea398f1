import type {
  FairnessAssessment,
  FairnessMetric,
  FairnessResult,
  FairnessRun,
  FairnessVerdict,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  GroupComparison,
  GroupOutcome,
  MetricResult,
} from '@ai-governance/plugin-ai-governance-statistics';

/** Gravity of a verdict; what is not known stands above what is well. */
const GRAVITY: Record<Verdict, number> = {
  pass: 0,
  'insufficient-data': 1,
  error: 2,
  warn: 3,
  fail: 4,
};

/** A group that takes part, with its counts and rates. */
export type ShownGroup = Extract<GroupOutcome, { state: 'shown' }>;

/** The one that needs attention first; the earlier among equals. */
export function mostUrgent<T>(
  items: readonly T[],
  verdictOf: (item: T) => Verdict,
): T | undefined {
  return items.reduce<T | undefined>(
    (worst, item) =>
      worst === undefined ||
      GRAVITY[verdictOf(item)] > GRAVITY[verdictOf(worst)]
        ? item
        : worst,
    undefined,
  );
}

/** Names a result among those of a run: its attributes. */
export function resultKey(attributes: readonly string[]): string {
  return JSON.stringify(attributes);
}

/** Attributes in words: `gender × age`. */
export function attributesTitle(attributes: readonly string[]): string {
  return attributes.join(' × ');
}

/** A group in a table: `female × 18-25`. */
export function groupTitle(group: readonly string[]): string {
  return group.join(' × ');
}

/** Whether two groups are the same. */
export function sameGroup(
  a: readonly string[] | null,
  b: readonly string[] | null,
): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The results of a run by each attribute, and those by combinations. */
export function resultsOf(
  run: FairnessRun,
  intersectional: FairnessRun | undefined,
): FairnessResult[] {
  return [...run.results, ...(intersectional?.results ?? [])];
}

/** What a metric says of a group; undefined for the reference and for groups that take no part. */
export function comparisonOf(
  result: MetricResult,
  group: readonly string[],
): GroupComparison | undefined {
  return result.comparisons.find(one => sameGroup(one.group, group));
}

/** A metric's result in an assessment; undefined when it is switched off or does not apply. */
export function metricOf(
  assessment: FairnessAssessment,
  metric: FairnessMetric,
): MetricResult | undefined {
  return assessment.metrics.find(one => one.metric === metric);
}

/** Verdict on one group by all metrics; null when none compares it. */
export function groupVerdict(
  assessment: FairnessAssessment,
  group: readonly string[],
): FairnessVerdict | null {
  const verdicts = assessment.metrics.flatMap(
    result => comparisonOf(result, group)?.verdict ?? [],
  );
  return mostUrgent(verdicts, verdict => verdict) ?? null;
}

/** What is shown first of an assessment: the metric that the sentence is about, and the worst group by it. */
export function leadingFigure(assessment: FairnessAssessment): {
  metric: FairnessMetric | undefined;
  group: string[] | null;
} {
  const result = mostUrgent(assessment.metrics, ({ verdict }) => verdict);
  const worst =
    result && mostUrgent(result.comparisons, ({ verdict }) => verdict);
  return { metric: result?.metric, group: worst?.group ?? null };
}

/** Rows and columns of an intersection: the last attribute goes across, all before it go down. */
export function matrixOf(assessment: FairnessAssessment): {
  rows: { name: string; cells: (GroupOutcome | undefined)[] }[];
  columns: string[];
} {
  const columns: string[] = [];
  const rows = new Map<string, Map<string, GroupOutcome>>();
  for (const outcome of assessment.groups) {
    const column = outcome.group[outcome.group.length - 1];
    const row = groupTitle(outcome.group.slice(0, -1));
    if (!columns.includes(column)) {
      columns.push(column);
    }
    rows.set(row, (rows.get(row) ?? new Map()).set(column, outcome));
  }
  return {
    columns,
    rows: [...rows].map(([name, cells]) => ({
      name,
      cells: columns.map(column => cells.get(column)),
    })),
  };
}
