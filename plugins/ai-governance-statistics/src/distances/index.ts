export { type DistanceResult } from './countDistance';
export { cramersV } from './cramersV';
export {
  hellingerFromCounts,
  hellingerFromProfiles,
  hellingerFromSamples,
} from './hellinger';
export {
  jensenShannonFromCounts,
  jensenShannonFromProfiles,
  jensenShannonFromSamples,
} from './jensenShannon';
export {
  wassersteinFromProfiles,
  type WassersteinResult,
  wassersteinFromSamples,
} from './wasserstein';
