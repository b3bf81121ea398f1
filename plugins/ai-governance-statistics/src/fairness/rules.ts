import { checkNumber, InvalidInputError } from '../errors';
import {
  FAIRNESS_METRICS,
  type FairnessMetric,
  type FairnessOptions,
  type FairnessRules,
} from './types';

/** Rules that hold where nothing else is configured. @public */
export const DEFAULT_FAIRNESS_RULES: Readonly<FairnessRules> = {
  'disparate-impact': { enabled: true, threshold: 0.8 },
  'demographic-parity': { enabled: true, threshold: 0.1 },
  'equal-opportunity': { enabled: true, threshold: 0.1 },
  'equalized-odds': { enabled: true, threshold: 0.1 },
  'predictive-parity': { enabled: true, threshold: 0.1 },
  'fpr-parity': { enabled: true, threshold: 0.1 },
  'accuracy-difference': { enabled: true, threshold: 0.1 },
  'conditional-demographic-disparity': { enabled: true, threshold: 0.1 },
};

/** Fewest decisions of a group that is shown, when nothing else is configured. @public */
export const DEFAULT_MIN_GROUP_SIZE = 30;

/** Id and version of the convention behind each metric. @public */
export const FAIRNESS_CONVENTIONS: Readonly<Record<FairnessMetric, string>> = {
  'disparate-impact': 'disparate-impact@1',
  'demographic-parity': 'demographic-parity@1',
  'equal-opportunity': 'equal-opportunity@1',
  'equalized-odds': 'equalized-odds@1',
  'predictive-parity': 'predictive-parity@1',
  'fpr-parity': 'fpr-parity@1',
  'accuracy-difference': 'accuracy-difference@1',
  'conditional-demographic-disparity': 'conditional-demographic-disparity@1',
};

/** Options with everything filled in. */
export interface FilledOptions extends Required<FairnessOptions> {
  rules: FairnessRules;
}

/** Range of a metric's figure that a threshold allows. @public */
export function allowedRange(
  metric: FairnessMetric,
  threshold: number,
): { min: number; max: number } {
  return metric === 'disparate-impact'
    ? { min: threshold, max: 1 / threshold }
    : { min: -threshold, max: threshold };
}

/**
 * Fills in what options leave out.
 *
 * @throws InvalidInputError when an option is not allowed
 */
export function fillOptions(options: FairnessOptions): FilledOptions {
  const { minGroupSize = DEFAULT_MIN_GROUP_SIZE, confidence = 0.95 } = options;
  checkNumber(minGroupSize, 'minGroupSize', { min: 1, integer: true });
  checkNumber(confidence, 'confidence', { min: 0.5, max: 0.999 });
  const rules = { ...DEFAULT_FAIRNESS_RULES, ...options.rules };
  for (const metric of FAIRNESS_METRICS) {
    checkNumber(rules[metric].threshold, `threshold of ${metric}`, {
      // The inverse of a disparate impact is a number, too.
      min: metric === 'disparate-impact' ? 0.001 : 0,
      max: 1,
    });
  }
  const { reference } = options;
  if (reference.kind === 'named' && reference.group.length === 0) {
    throw new InvalidInputError(
      'the named reference has no group; allowed is one for each attribute',
    );
  }
  return { ...options, minGroupSize, confidence, rules };
}
