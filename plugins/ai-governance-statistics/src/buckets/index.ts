export {
  type Bucket,
  type BucketOptions,
  bucketsFromProfiles,
  bucketsFromSamples,
  DEFAULT_BUCKETS,
  intervalLabel,
} from './buckets';
