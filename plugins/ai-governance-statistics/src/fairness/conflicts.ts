import { newcombeLimits } from '../intervals/newcombe';
import { zOf } from '../intervals/wilson';
import type {
  FairnessAssessment,
  FairnessMetric,
  GroupComparison,
  GroupOutcome,
  GroupRate,
  MetricResult,
} from './types';
import { type FairnessWords, groupWords, points } from './words';

/**
 * Two metrics that say opposite things of one group, and why.
 * @public
 */
export interface FairnessConflict {
  group: string[];
  reference: string[];
  holds: FairnessMetric;
  fails: FairnessMetric;
  /** Share of favourable labels in both groups. */
  baseRate: GroupRate;
  referenceBaseRate: GroupRate;
  /** Whether the base rates differ by more than chance: then both metrics can hold together only for a model without errors. */
  baseRatesDiffer: boolean;
  text: string;
}

/** How sentences begin. */
const NAMES: Partial<Record<FairnessMetric, string>> = {
  'predictive-parity': 'Predictive parity',
  'equal-opportunity': 'Equal opportunity',
  'equalized-odds': 'Equalized odds',
  'demographic-parity': 'Demographic parity',
  'disparate-impact': 'Disparate impact',
};

/** Metrics that cannot hold together when base rates differ. */
const PAIRS: { holds: FairnessMetric; fails: FairnessMetric }[] = [
  { holds: 'predictive-parity', fails: 'equal-opportunity' },
  { holds: 'predictive-parity', fails: 'equalized-odds' },
  { holds: 'equalized-odds', fails: 'predictive-parity' },
  { holds: 'equal-opportunity', fails: 'demographic-parity' },
  { holds: 'equal-opportunity', fails: 'disparate-impact' },
];

/**
 * Finds groups of which one metric holds and another fails, and explains why.
 *
 * With base rate p the rates of a group are bound by FPR = p / (1 − p) · (1 − PPV) / PPV · TPR. Groups of different p
 * cannot have equal PPV, TPR and FPR at once, unless nothing is ever predicted wrong (A. Chouldechova, "Fair Prediction
 * with Disparate Impact", Big Data 5, 2017; J. Kleinberg, S. Mullainathan, M. Raghavan, "Inherent Trade-Offs in the Fair
 * Determination of Risk Scores", 2016). Whether the base rates differ is told by Newcombe's interval of their difference.
 *
 * @param assessment - with the metrics in question enabled
 * @param words - for the sentences
 * @returns at most one for each group and failing metric, in the order of the groups
 * @public
 */
export function explainConflicts(
  assessment: FairnessAssessment,
  words: FairnessWords,
): FairnessConflict[] {
  const { reference } = assessment;
  const base = reference && shownRates(assessment, reference);
  if (!reference || !base) return [];
  return assessment.groups.flatMap(({ group }) => {
    const own = shownRates(assessment, group);
    if (!own || own === base) return [];
    const found = PAIRS.filter(
      ({ holds, fails }) =>
        comparisonOf(assessment, holds, group)?.verdict === 'pass' &&
        comparisonOf(assessment, fails, group)?.verdict === 'fail',
    );
    const told = new Set<FairnessMetric>();
    return found.flatMap(({ holds, fails }): FairnessConflict[] => {
      if (told.has(fails)) return [];
      told.add(fails);
      const differ = ratesDiffer(
        own.base,
        base.base,
        assessment.parameters.confidence,
      );
      if (differ === null) return [];
      const conflict = {
        group,
        reference,
        holds,
        fails,
        baseRate: own.base,
        referenceBaseRate: base.base,
        baseRatesDiffer: differ,
      };
      return [{ ...conflict, text: explain(conflict, words) }];
    });
  });
}

function explain(
  conflict: Omit<FairnessConflict, 'text'>,
  { attributes, verb = 'selected' }: FairnessWords,
): string {
  const { group, reference, holds, fails, baseRatesDiffer } = conflict;
  const subject = groupWords(attributes, group);
  const other = `the reference group (${groupWords(attributes, reference)})`;
  const shares = `${percent(conflict.baseRate)} of ${subject} and ${percent(
    conflict.referenceBaseRate,
  )} of ${other} have a favourable label`;
  const head = `${NAMES[holds]} holds for ${subject}, ${NAMES[fails]} fails.`;
  if (holds === 'equal-opportunity') {
    return baseRatesDiffer
      ? `${head} Those with a favourable label are ${verb} equally often, but they are not equally many: ${shares}. Equal rates overall would need unequal ones among those with a favourable label.`
      : `${head} The base rates are not measurably different (${shares}), so the difference comes from those with an unfavourable label: compare the false positive rates.`;
  }
  if (!baseRatesDiffer) {
    return `${head} The base rates are not measurably different (${shares}), so nothing forces this: the model is stricter with one of the groups, and both metrics can be met together.`;
  }
  return holds === 'predictive-parity'
    ? `${head} A favourable decision means the same in both groups, but those with a favourable label do not have the same chance of one. The base rates differ: ${shares}. With different base rates no model that makes mistakes can meet both; which one matters is to be decided, not computed.`
    : `${head} Those with a favourable label have the same chance in both groups, and so do those without, but a favourable decision does not mean the same. The base rates differ: ${shares}. With different base rates no model that makes mistakes can meet both; which one matters is to be decided, not computed.`;
}

function percent({ value }: GroupRate): string {
  return `${points(value!)} %`;
}

function ratesDiffer(
  a: GroupRate,
  b: GroupRate,
  confidence: number,
): boolean | null {
  if (a.value === null || b.value === null || !a.count || !b.count) return null;
  const { lower, upper } = newcombeLimits(
    // The rates were made by dividing whole numbers.
    Math.round(a.value * a.count),
    a.count,
    Math.round(b.value * b.count),
    b.count,
    zOf(confidence),
  );
  return lower > 0 || upper < 0;
}

function comparisonOf(
  { metrics }: FairnessAssessment,
  metric: FairnessMetric,
  group: string[],
): GroupComparison | undefined {
  return metrics
    .find((result: MetricResult) => result.metric === metric)
    ?.comparisons.find(one => sameGroup(one.group, group));
}

function shownRates({ groups }: FairnessAssessment, group: string[]) {
  const found = groups.find(
    (one): one is Extract<GroupOutcome, { state: 'shown' }> =>
      one.state === 'shown' &&
      one.kind === 'group' &&
      sameGroup(one.group, group),
  );
  return found?.rates;
}

function sameGroup(a: readonly string[], b: readonly string[]): boolean {
  return a.every((name, i) => name === b[i]);
}
