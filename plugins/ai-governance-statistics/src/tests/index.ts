export { adjustPValues, type Correction } from './adjust';
export {
  type ChiSquareResult,
  chiSquareFromProfiles,
  chiSquareTwoSample,
  OTHER_CATEGORY,
} from './chiSquare';
export { type KsResult, ksFromProfiles, ksTwoSample } from './ks';
export {
  psiFromCounts,
  psiFromProfiles,
  psiFromSamples,
  type PsiOptions,
  type PsiResult,
  type PsiValue,
} from './psi';
export { type RateRiseResult, rateRiseTest } from './rateRise';
export {
  DEFAULT_PSI_LEVELS,
  type EffectSeverity,
  type PsiLevels,
  severityFromKs,
  severityFromPsi,
} from './severity';
