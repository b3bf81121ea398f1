export * from './types';
export {
  addProfile,
  emptyProfile,
  mergeProfiles,
  rowCount,
  unseenCount,
} from './profile';
export { addEncodedProfile, decodeProfile, encodeProfile } from './codec';
export { MAX_UNSEEN, profileValues, type RawValue } from './values';
export { limitUnseen, type ProfileAt, rollUpByDay } from './rollUp';
export {
  numericSummary,
  type NumericSummary,
  quantileFromProfile,
  type QuantileResult,
} from './summary';
