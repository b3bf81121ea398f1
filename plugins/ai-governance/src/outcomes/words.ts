import type {
  FairnessMetric,
  PerformanceMetric,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';

/** A verdict on fairness in a word or two, for tables and charts. */
export const FAIRNESS_WORDS: Record<Verdict, string> = {
  pass: 'Within limits',
  warn: 'Warning',
  fail: 'Beyond limit',
  'insufficient-data': 'Cannot be judged',
  error: 'Not measured',
};

/** A verdict on fairness as the headline of a page. */
export const FAIRNESS_HEADLINES: Record<Verdict, string> = {
  pass: 'No unfair difference found',
  warn: 'A difference that may be chance',
  fail: 'Groups are treated differently',
  'insufficient-data': 'Fairness cannot be judged',
  error: 'Fairness could not be measured',
};

/** A verdict on performance as the headline of a page. */
export const PERFORMANCE_HEADLINES: Record<Verdict, string> = {
  pass: 'Performs as required',
  warn: 'Close to its limits',
  fail: 'Performs worse than required',
  'insufficient-data': 'Performance cannot be judged',
  error: 'Performance could not be measured',
};

/** Rates of a group that a chart can show. */
export type RateName =
  | 'selection'
  | 'truePositive'
  | 'falsePositive'
  | 'precision'
  | 'accuracy'
  | 'base';

/** Rates: their name, and what they are a share of. */
export const RATES: Record<RateName, { name: string; of: string }> = {
  selection: {
    name: 'Selection rate',
    of: 'favourable decisions among all decisions',
  },
  truePositive: {
    name: 'True positive rate',
    of: 'favourable decisions among those with a favourable label',
  },
  falsePositive: {
    name: 'False positive rate',
    of: 'favourable decisions among those with an unfavourable label',
  },
  precision: {
    name: 'Precision',
    of: 'favourable labels among those with a favourable decision',
  },
  accuracy: {
    name: 'Accuracy',
    of: 'decisions that agree with their label, among labelled ones',
  },
  base: {
    name: 'Base rate',
    of: 'favourable labels among labelled decisions',
  },
};

/** Each fairness metric: its names, what it says to somebody who is no statistician, and the rates it is made of. */
export const FAIRNESS_METRIC_WORDS: Record<
  FairnessMetric,
  { name: string; short: string; explanation: string; rates: RateName[] }
> = {
  'disparate-impact': {
    name: 'Disparate impact',
    short: 'Disp. impact',
    explanation:
      'How often a group gets the favourable decision, as a share of how often the reference group does: 0.8 means four times for every five. Labels are not needed.',
    rates: ['selection'],
  },
  'demographic-parity': {
    name: 'Demographic parity',
    short: 'Dem. parity',
    explanation:
      'The same comparison as a difference in percentage points: group minus reference group.',
    rates: ['selection'],
  },
  'equal-opportunity': {
    name: 'Equal opportunity',
    short: 'Equal opp.',
    explanation:
      'Among those who turned out to deserve the favourable decision: how much more or less often the group got it than the reference group.',
    rates: ['truePositive'],
  },
  'equalized-odds': {
    name: 'Equalized odds',
    short: 'Eq. odds',
    explanation:
      'The larger of two differences: of the true positive rates and of the false positive rates.',
    rates: ['truePositive', 'falsePositive'],
  },
  'predictive-parity': {
    name: 'Predictive parity',
    short: 'Pred. parity',
    explanation:
      'Among those with the favourable decision: how much more or less often it turned out to be right than in the reference group.',
    rates: ['precision'],
  },
  'fpr-parity': {
    name: 'False positive parity',
    short: 'FPR parity',
    explanation:
      'Among those who turned out not to deserve the favourable decision: how much more or less often the group got it than the reference group.',
    rates: ['falsePositive'],
  },
  'accuracy-difference': {
    name: 'Accuracy difference',
    short: 'Accuracy',
    explanation:
      'How much more or less often decisions on the group are right than those on the reference group.',
    rates: ['accuracy'],
  },
  'conditional-demographic-disparity': {
    name: 'Conditional disparity',
    short: 'Cond. disp.',
    explanation:
      "The group's share of refusals minus its share of favourable decisions, compared within equal strata only. Above zero: the group is refused more than its part.",
    rates: ['selection'],
  },
};

/** Whether a metric is a ratio; all others are differences of rates. */
export function isRatio(metric: FairnessMetric): boolean {
  return metric === 'disparate-impact';
}

/** How a performance metric is written. */
type PerformanceUnit = 'share' | 'number' | 'label';

/** Each performance metric: its name, its unit (`label`: that of the label), which way is better, what it says. */
export const PERFORMANCE_METRIC_WORDS: Record<
  PerformanceMetric,
  {
    name: string;
    unit: PerformanceUnit;
    better: 'higher' | 'lower' | 'zero';
    explanation: string;
  }
> = {
  accuracy: {
    name: 'Accuracy',
    unit: 'share',
    better: 'higher',
    explanation: 'Share of labelled rows that were predicted right.',
  },
  precision: {
    name: 'Precision',
    unit: 'share',
    better: 'higher',
    explanation: 'Of the rows predicted positive, the share that is.',
  },
  recall: {
    name: 'Recall',
    unit: 'share',
    better: 'higher',
    explanation: 'Of the positive rows, the share that was found.',
  },
  specificity: {
    name: 'Specificity',
    unit: 'share',
    better: 'higher',
    explanation: 'Of the negative rows, the share that was left alone.',
  },
  f1: {
    name: 'F1',
    unit: 'number',
    better: 'higher',
    explanation: 'Harmonic mean of precision and recall, 0 to 1.',
  },
  'precision-macro': {
    name: 'Precision (macro)',
    unit: 'share',
    better: 'higher',
    explanation: 'Mean of the precision of all classes, each counting alike.',
  },
  'recall-macro': {
    name: 'Recall (macro)',
    unit: 'share',
    better: 'higher',
    explanation: 'Mean of the recall of all classes, each counting alike.',
  },
  'f1-macro': {
    name: 'F1 (macro)',
    unit: 'number',
    better: 'higher',
    explanation: 'Mean of the F1 of all classes, each counting alike.',
  },
  'f1-micro': {
    name: 'F1 (micro)',
    unit: 'number',
    better: 'higher',
    explanation: 'F1 over all rows together, each row counting alike.',
  },
  'precision-weighted': {
    name: 'Precision (weighted)',
    unit: 'share',
    better: 'higher',
    explanation: 'Mean of the precision of all classes by their rows.',
  },
  'f1-weighted': {
    name: 'F1 (weighted)',
    unit: 'number',
    better: 'higher',
    explanation: 'Mean of the F1 of all classes by their rows.',
  },
  auc: {
    name: 'AUC',
    unit: 'number',
    better: 'higher',
    explanation:
      'Area under the ROC curve: how often a positive row has a higher score than a negative one. 0.5 is guessing, 1 is perfect order.',
  },
  'log-loss': {
    name: 'Log-loss',
    unit: 'number',
    better: 'lower',
    explanation:
      'How surprised the scores are by the labels (natural logarithm): 0 is certain and right, 0.693 is a coin.',
  },
  brier: {
    name: 'Brier score',
    unit: 'number',
    better: 'lower',
    explanation: 'Mean squared distance of score and label, 0 to 1.',
  },
  'calibration-error': {
    name: 'Calibration error',
    unit: 'number',
    better: 'lower',
    explanation:
      'How far the scores are, on average, from the share that turned out positive. It is never 0 in a finite window.',
  },
  mae: {
    name: 'Mean absolute error',
    unit: 'label',
    better: 'lower',
    explanation: 'By how much predictions are off on average.',
  },
  rmse: {
    name: 'Root mean squared error',
    unit: 'label',
    better: 'lower',
    explanation: 'As the mean absolute error, but large errors count more.',
  },
  bias: {
    name: 'Bias',
    unit: 'label',
    better: 'zero',
    explanation:
      'Mean of prediction minus label: above zero means that it predicts too much.',
  },
  r2: {
    name: 'R²',
    unit: 'number',
    better: 'higher',
    explanation:
      "Share of the labels' spread that predictions explain. It has no interval and cannot be judged.",
  },
};
