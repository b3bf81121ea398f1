import { InvalidInputError } from '../errors';
import { zOf } from '../intervals/wilson';
import { checkOutcomeCounts } from '../outcomes/grid';
import { labelledCount } from '../outcomes/profile';
import type { OutcomeTable } from '../outcomes/table';
import { assessConditional } from './conditional';
import { worstVerdict } from './estimates';
import { assessRates, tooFewGroups } from './metrics';
import { type ProtectedCell, protectTable } from './protect';
import { ratesOf, type ShownCell } from './rates';
import { chooseReference } from './reference';
import { type FilledOptions, fillOptions } from './rules';
import {
  FAIRNESS_METRICS,
  type FairnessAssessment,
  type FairnessOptions,
  type GroupOutcome,
  type MetricResult,
} from './types';

/**
 * Assesses the fairness of decisions towards the groups of an attribute, or towards the combinations of several.
 *
 * Small groups are taken out first, then the reference is chosen, then everything is computed from what may be shown: see
 * `protectTable` for what that is. Nothing in the answer tells of a group with fewer decisions than `minGroupSize`
 * more than that it is suppressed.
 *
 * @param table - counts by group, see `outcomeTable`
 * @param options - settings; all of them stand in the answer
 * @returns rates, comparisons and verdicts; `insufficient-data` with the reason where the favourable outcome is not
 *   known, the reference or a second group is missing, or labels are
 * @throws InvalidInputError when an option is not allowed or counts do not fit together
 * @public
 */
export function assessFairness(
  table: OutcomeTable,
  options: FairnessOptions,
): FairnessAssessment {
  const filled = fillOptions(options);
  const { favourableOutcome, reference, minGroupSize, confidence } = filled;
  if (
    reference.kind === 'named' &&
    reference.group.length !== table.attributes.length
  ) {
    throw new InvalidInputError(
      `the named reference has ${reference.group.length} groups; allowed is one for each of the ${table.attributes.length} attributes`,
    );
  }
  for (const { counts, group } of table.cells) {
    checkOutcomeCounts(counts, `group ${group.join(', ')}`);
  }
  const { cells, roundedTo } = protectTable(table, minGroupSize);
  const common = {
    attributes: table.attributes.map(({ name }) => name),
    stratum: table.stratum,
    parameters: {
      favourableOutcome,
      reference,
      minGroupSize,
      confidence,
      roundedTo,
    },
  };
  if (favourableOutcome === null) {
    const reason = 'the favourable outcome is not configured';
    return {
      ...common,
      reference: null,
      referenceReason: reason,
      n: 0,
      labelled: 0,
      groups: [],
      metrics: [],
      verdict: 'insufficient-data',
      reason,
    };
  }
  const shown = cells.filter(cell => cell.state === 'shown');
  const { chosen, reason } = chooseReference(cells, reference, minGroupSize);
  const metrics = assessMetrics(table, shown, chosen, reason, filled);
  const verdict = worstVerdict(metrics.map(metric => metric.verdict));
  return {
    ...common,
    reference: chosen && chosen.cell.group,
    referenceReason: reason,
    n: shown.reduce((n, { counts }) => n + counts.n, 0),
    labelled: shown.reduce(
      (n, { counts, labelsShown }) =>
        n + (labelsShown ? labelledCount(counts) : 0),
      0,
    ),
    groups: cells.map(cell => outcomeOf(cell, filled)),
    metrics,
    verdict,
    reason:
      verdict === 'insufficient-data'
        ? whyUnknown(metrics, shown, filled)
        : null,
  };
}

function assessMetrics(
  table: OutcomeTable,
  shown: ShownCell[],
  reference: ShownCell | null,
  referenceReason: string | null,
  options: FilledOptions,
): MetricResult[] {
  const groups = shown.filter(({ cell }) => cell.kind === 'group');
  const comparable = { groups, reference, referenceReason, options };
  return FAIRNESS_METRICS.filter(
    metric => options.rules[metric].enabled,
  ).flatMap(metric => {
    if (metric !== 'conditional-demographic-disparity') {
      return assessRates(metric, comparable);
    }
    // Without a stratum there is nothing to be conditional on: the metric does not apply.
    return table.stratum === null ? [] : assessConditional(comparable);
  });
}

function whyUnknown(
  metrics: MetricResult[],
  shown: ShownCell[],
  { minGroupSize }: FilledOptions,
): string {
  const groups = shown.filter(({ cell }) => cell.kind === 'group').length;
  if (metrics.length === 0) return 'no metric is enabled';
  if (groups < 2) return tooFewGroups(groups, minGroupSize);
  return (
    metrics.find(({ reason }) => reason !== null)?.reason ??
    'a metric is undefined'
  );
}

function outcomeOf(cell: ProtectedCell, options: FilledOptions): GroupOutcome {
  const { kind, group } = cell.cell;
  if (cell.state !== 'shown') return { state: cell.state, kind, group };
  const { counts, labelsShown } = cell;
  const { n, selected, tp, fp, fn, tn } = counts;
  return {
    state: 'shown',
    kind,
    group,
    counts: labelsShown
      ? { n, selected, labelled: labelledCount(counts), tp, fp, fn, tn }
      : { n, selected, labelled: null, tp: null, fp: null, fn: null, tn: null },
    rates: ratesOf(cell, options.minGroupSize, zOf(options.confidence)),
  };
}
