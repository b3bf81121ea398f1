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
