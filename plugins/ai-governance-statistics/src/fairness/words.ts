import type { GroupedColumn } from '../outcomes/types';
import {
  FAIRNESS_METRICS,
  type FairnessAssessment,
  type FairnessMetric,
  type FairnessVerdict,
  type GroupComparison,
  type GroupExtremes,
  type MetricResult,
} from './types';

/** What sentences are made with. @public */
export interface FairnessWords {
  /** Attributes of the assessment, in its order, for the labels of their groups. */
  attributes: readonly GroupedColumn[];
  /** What a favourable decision does to people, as a participle: `approved`; `selected` when absent. */
  verb?: string;
}

/** How far apart two groups are, as sentences need it. */
interface Effect {
  value: number;
  lower: number;
  upper: number;
  subject: string;
  other: string;
  verb: string;
  stratum: string | null;
}

/**
 * Names the members of a group, for example `women aged 18-25`. A group without label is `people with <attribute>
 * <group>`, of an attribute called age `people aged <group>`. Labels that begin with `people` follow the others and
 * lose that word.
 *
 * @param group - its name in each attribute
 * @public
 */
export function groupWords(
  attributes: readonly GroupedColumn[],
  group: readonly string[],
): string {
  const labels = group.map((name, i) => labelOf(attributes[i], name));
  const nouns = labels.filter(label => !label.startsWith('people '));
  const additions = labels
    .filter(label => label.startsWith('people '))
    .map(label => label.slice('people '.length));
  let words = nouns.length > 0 ? nouns.join(' ') : 'people';
  let sawWith = false;
  for (const addition of additions) {
    const isWith = addition.startsWith('with ');
    words += isWith && sawWith ? ` and ${addition.slice(5)}` : ` ${addition}`;
    sawWith ||= isWith;
  }
  return words;
}

/**
 * One comparison in words, for example `women aged 18-25 are approved at 0.71 of the rate of the reference group, 95 %
 * interval 0.66 to 0.77, 1 204 decisions`.
 *
 * @param assessment - whose comparison it is
 * @param result - its metric
 * @param comparison - one of `result.comparisons`
 * @public
 */
export function describeComparison(
  assessment: FairnessAssessment,
  result: MetricResult,
  comparison: GroupComparison,
  words: FairnessWords,
): string {
  const subject = groupWords(words.attributes, comparison.group);
  const { value, lower, upper, n } = comparison;
  if (value === null || lower === null || upper === null) {
    return `${subject} cannot be compared: ${comparison.reason}`;
  }
  const verb = words.verb ?? 'selected';
  const other = 'the reference group';
  const { stratum } = assessment;
  const effect = { value, lower, upper, subject, other, verb, stratum };
  const decisions =
    result.metric === 'disparate-impact' ||
    result.metric === 'demographic-parity' ||
    result.metric === 'conditional-demographic-disparity'
      ? 'decision'
      : 'labelled decision';
  return `${sentenceOf(result.metric, effect)}, ${intervalOf(
    result.metric,
    effect,
    assessment.parameters.confidence,
  )}, ${grouped(n!)} ${decisions}${n === 1 ? '' : 's'}`;
}

/**
 * The two groups that are furthest apart, in words.
 * @public
 */
export function describeExtremes(
  assessment: FairnessAssessment,
  { metric, extremes }: MetricResult,
  words: FairnessWords,
): string {
  const { value, lower, upper, lowest, highest } = extremes;
  if (value === null || lower === null || upper === null) {
    return `the groups cannot be compared: ${extremes.reason}`;
  }
  const [low, high] = [lowest!, highest!].map(group =>
    groupWords(words.attributes, group),
  );
  // A ratio is the lowest over the highest, a difference the highest less the lowest.
  const [first, second] =
    metric === 'disparate-impact' ? [low, high] : [high, low];
  const isConditional = metric === 'conditional-demographic-disparity';
  const effect = {
    value,
    lower,
    upper,
    subject: isConditional && value < 0 ? low : first,
    other: second,
    verb: words.verb ?? 'selected',
    stratum: assessment.stratum,
  };
  return `${sentenceOf(metric, effect)}, ${intervalOf(
    metric,
    effect,
    assessment.parameters.confidence,
  )}`;
}

/**
 * The verdict in words: what is worst, or that nothing is wrong.
 *
 * Of the metrics with the assessment's verdict the first in the order of `FAIRNESS_METRICS` speaks, and of its comparisons
 * the one that is furthest beyond what is allowed.
 * @public
 */
export function verdictSentence(
  assessment: FairnessAssessment,
  words: FairnessWords,
): string {
  const { verdict, metrics, attributes } = assessment;
  const names = attributes.join(' and ');
  if (verdict === 'insufficient-data') {
    return `Fairness by ${names} cannot be judged: ${assessment.reason}`;
  }
  if (verdict === 'pass') {
    const first = metrics[0];
    return `No difference by ${names} is larger than allowed; at most: ${describeExtremes(
      assessment,
      first,
      words,
    )}`;
  }
  const result = inOrder(metrics).find(metric => metric.verdict === verdict)!;
  const worst = worstOf(result, verdict);
  const sentence =
    'group' in worst
      ? describeComparison(assessment, result, worst, words)
      : describeExtremes(assessment, result, words);
  return verdict === 'fail'
    ? sentence
    : `${sentence}; the limit of ${limitOf(
        result,
      )} is within the interval, so this may be chance`;
}

function worstOf(
  { comparisons, extremes, metric }: MetricResult,
  verdict: FairnessVerdict,
): GroupComparison | GroupExtremes {
  const breach = ({ value }: GroupComparison) =>
    metric === 'disparate-impact'
      ? Math.abs(Math.log(Math.max(value!, Number.MIN_VALUE)))
      : Math.abs(value!);
  const guilty = comparisons.filter(one => one.verdict === verdict);
  if (guilty.length === 0) return extremes;
  return guilty.reduce((a, b) => (breach(b) > breach(a) ? b : a));
}

function inOrder(metrics: readonly MetricResult[]): MetricResult[] {
  return [...metrics].sort(
    (a, b) =>
      FAIRNESS_METRICS.indexOf(a.metric) - FAIRNESS_METRICS.indexOf(b.metric),
  );
}

function limitOf({ metric, threshold, allowed }: MetricResult): string {
  return metric === 'disparate-impact'
    ? `${allowed.min.toFixed(2)} to ${allowed.max.toFixed(2)}`
    : `${points(threshold)} percentage points`;
}

function sentenceOf(metric: FairnessMetric, effect: Effect): string {
  const { value, subject, other, verb, stratum } = effect;
  const size = `${points(Math.abs(value))} percentage points`;
  const often = value < 0 ? 'less' : 'more';
  const than = `${size} ${often} often than ${other}`;
  switch (metric) {
    case 'disparate-impact':
      return `${subject} are ${verb} at ${value.toFixed(
        2,
      )} of the rate of ${other}`;
    case 'demographic-parity':
      return `${subject} are ${verb} ${than}`;
    case 'equal-opportunity':
      return `among those with a favourable label, ${subject} are ${verb} ${than}`;
    case 'fpr-parity':
      return `among those with an unfavourable label, ${subject} are ${verb} ${than}`;
    case 'predictive-parity':
      return `among those ${verb}, ${subject} have a favourable label ${than}`;
    case 'accuracy-difference':
      return `decisions on ${subject} are right ${size} ${often} often than those on ${other}`;
    case 'equalized-odds':
      return `true or false positive rates of ${subject} differ by up to ${size} from those of ${other}`;
    default:
      return `with equal ${stratum}, the share of ${subject} is ${size} ${
        value < 0 ? 'lower' : 'higher'
      } among those not ${verb} than among those ${verb}`;
  }
}

function intervalOf(
  metric: FairnessMetric,
  { lower, upper }: Effect,
  confidence: number,
): string {
  const text = (value: number) =>
    metric === 'disparate-impact' ? value.toFixed(2) : signed(value);
  const percent = Number((100 * confidence).toFixed(1));
  return `${percent} % interval ${text(lower)} to ${text(upper)}`;
}

function labelOf(column: GroupedColumn, name: string): string {
  const label = column.groups.find(group => group.name === name)?.label;
  if (label) return label;
  return column.name.toLowerCase() === 'age'
    ? `people aged ${name}`
    : `people with ${column.name} ${name}`;
}

/** Percentage points with one decimal. */
export function points(share: number): string {
  return (100 * share).toFixed(1);
}

function signed(share: number): string {
  const text = points(share);
  if (Number(text) === 0) return '0.0';
  return text.replace('-', '−');
}

/** A whole number with its thousands apart. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ' ');
}
