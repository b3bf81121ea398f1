import type {
  FairnessResult,
  FairnessRun,
  PerformanceRun,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  GroupOutcome,
  MetricResult,
} from '@ai-governance/plugin-ai-governance-statistics';
import { csvCell } from '../drift';
import { comparisonOf } from './fairness';

type Cell = string | number | null;
type Line = Record<string, Cell>;

/** Lines as CSV under a header of all their keys, each cell safe to open in a spreadsheet. */
function toCsv(headers: string[], lines: Line[]): string {
  const rows = lines.map(line =>
    headers.map(header => csvCell(line[header] ?? null)).join(','),
  );
  return `${[headers.join(','), ...rows].join('\r\n')}\r\n`;
}

function fileName(
  what: string,
  run: Pick<FairnessRun, 'modelId' | 'variant' | 'createdAt'>,
): string {
  const safe = (text: string) =>
    text.replace(/[^A-Za-z0-9-]+/g, '-').slice(0, 80);
  return `${what}-${safe(run.modelId)}-${safe(run.variant)}-${safe(
    run.createdAt.slice(0, 16),
  )}.csv`;
}

const FAIRNESS_HEADERS = [
  'attributes',
  'group',
  'state',
  'is_reference',
  'n',
  'favourable',
  'labelled',
  'metric',
  'convention',
  'value',
  'lower',
  'upper',
  'allowed_min',
  'allowed_max',
  'verdict',
  'reason',
  'selection_rate',
  'true_positive_rate',
  'false_positive_rate',
  'precision',
  'accuracy',
  'base_rate',
  'reference_group',
  'favourable_outcome',
  'min_group_size',
  'rounded_to',
  'confidence',
  'variant',
  'window_from',
  'window_to',
  'measured_at',
  'run_id',
];

/**
 * A run as CSV: one line per group and metric, numbers unrounded; groups that take no part have one line with their
 * state and no figure.
 * @param results - by attributes and by combinations
 */
export function fairnessCsv(
  run: FairnessRun,
  results: FairnessResult[],
): string {
  const lines = results.flatMap(({ assessment }) =>
    assessment.groups.flatMap(outcome => {
      const common: Line = {
        attributes: assessment.attributes.join(' × '),
        group: outcome.group.join(' × '),
        state: outcome.state,
        reference_group: assessment.reference?.join(' × ') ?? null,
        favourable_outcome: assessment.parameters.favourableOutcome,
        min_group_size: assessment.parameters.minGroupSize,
        rounded_to: assessment.parameters.roundedTo,
        confidence: assessment.parameters.confidence,
        variant: run.variant,
        window_from: run.window?.from ?? null,
        window_to: run.window?.to ?? null,
        measured_at: run.createdAt,
        run_id: run.id,
        ...figuresOf(outcome, assessment.reference),
      };
      const compared = assessment.metrics.flatMap(result =>
        comparedLine(result, outcome.group),
      );
      return compared.length > 0
        ? compared.map(line => ({ ...common, ...line }))
        : [common];
    }),
  );
  return toCsv(FAIRNESS_HEADERS, lines);
}

function figuresOf(outcome: GroupOutcome, reference: string[] | null): Line {
  if (outcome.state !== 'shown') {
    return {};
  }
  const { counts, rates, group } = outcome;
  const isReference = JSON.stringify(group) === JSON.stringify(reference);
  return {
    is_reference: isReference ? 'yes' : 'no',
    n: counts.n,
    favourable: counts.selected,
    labelled: counts.labelled,
    selection_rate: rates.selection.value,
    true_positive_rate: rates.truePositive.value,
    false_positive_rate: rates.falsePositive.value,
    precision: rates.precision.value,
    accuracy: rates.accuracy.value,
    base_rate: rates.base.value,
  };
}

function comparedLine(result: MetricResult, group: string[]): Line[] {
  const comparison = comparisonOf(result, group);
  return comparison
    ? [
        {
          metric: result.metric,
          convention: result.convention,
          value: comparison.value,
          lower: comparison.lower,
          upper: comparison.upper,
          allowed_min: result.allowed.min,
          allowed_max: result.allowed.max,
          verdict: comparison.verdict,
          reason: comparison.reason,
        },
      ]
    : [];
}

/** A file name for a fairness run's CSV that is safe on every system. */
export function fairnessCsvName(run: FairnessRun): string {
  return fileName('fairness', run);
}

const PERFORMANCE_HEADERS = [
  'metric',
  'convention',
  'value',
  'lower',
  'upper',
  'error_bound',
  'n',
  'baseline_value',
  'baseline_lower',
  'baseline_upper',
  'baseline_n',
  'verdict',
  'reason',
  'note',
  'decided',
  'labelled',
  'confidence',
  'variant',
  'window_from',
  'window_to',
  'measured_at',
  'run_id',
];

/** A run as CSV: one line per metric, numbers unrounded, with what its limits say. */
export function performanceCsv(run: PerformanceRun): string {
  const lines = (run.measurement?.estimates ?? []).map((estimate): Line => {
    const before = run.baseline?.estimates.find(
      one => one.metric === estimate.metric,
    );
    const judged = run.judgements.filter(one => one.metric === estimate.metric);
    return {
      metric: estimate.metric,
      convention: estimate.convention,
      value: estimate.value,
      lower: estimate.lower,
      upper: estimate.upper,
      error_bound: estimate.errorBound,
      n: estimate.n,
      baseline_value: before?.value ?? null,
      baseline_lower: before?.lower ?? null,
      baseline_upper: before?.upper ?? null,
      baseline_n: before?.n ?? null,
      verdict: judged.map(one => one.verdict).join(' / ') || null,
      reason:
        [...judged.map(one => one.reason), estimate.reason]
          .filter(Boolean)
          .join('; ') || null,
      note: estimate.note,
      decided: run.labels.decided,
      labelled: run.labels.labelled,
      confidence: run.measurement?.confidence ?? null,
      variant: run.variant,
      window_from: run.window?.from ?? null,
      window_to: run.window?.to ?? null,
      measured_at: run.createdAt,
      run_id: run.id,
    };
  });
  return toCsv(PERFORMANCE_HEADERS, lines);
}

/** A file name for a performance run's CSV that is safe on every system. */
export function performanceCsvName(run: PerformanceRun): string {
  return fileName('performance', run);
}
