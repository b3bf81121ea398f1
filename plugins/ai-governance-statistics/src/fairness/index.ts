export { assessFairness } from './assess';
export { explainConflicts, type FairnessConflict } from './conflicts';
export { judgeEstimate, worstVerdict } from './estimates';
export { ROUNDED_TO } from './protect';
export {
  allowedRange,
  DEFAULT_FAIRNESS_RULES,
  DEFAULT_MIN_GROUP_SIZE,
  FAIRNESS_CONVENTIONS,
} from './rules';
export * from './types';
export {
  describeComparison,
  describeExtremes,
  type FairnessWords,
  groupWords,
  verdictSentence,
} from './words';
