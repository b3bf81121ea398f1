import type {
  CaptureSettings,
  Distribution,
  FeatureColumn,
  LabelSettings,
  OutputRule,
  PredictionColumn,
} from '../types';

/** Bucket of all inference logs of the demo. */
export const DEMO_BUCKET = 'acme-ml-inference-logs';
/** Region of all demo endpoints. */
export const DEMO_REGION = 'eu-central-1';

/** Hours of a number of days. */
export function days(count: number): number {
  return count * 24;
}

/** Capture settings as the demo's endpoints have them. */
export function captureTo(
  prefix: string,
  types: Pick<CaptureSettings, 'csvContentTypes' | 'jsonContentTypes'>,
): CaptureSettings {
  return {
    enabled: true,
    bucket: DEMO_BUCKET,
    prefix,
    samplingPercentage: 100,
    ...types,
  };
}

/** Ground truth as the demo's endpoints have it. */
export function labelsOf(
  endpoint: string,
  settings: Omit<LabelSettings, 'bucket' | 'prefix'>,
): LabelSettings {
  return {
    bucket: DEMO_BUCKET,
    prefix: `ground-truth/${endpoint}`,
    ...settings,
  };
}

/** A feature before it has its place in the payload. */
export interface FeatureDraft {
  name: string;
  distribution: Distribution;
  missing?: number;
  weight?: number;
  apart?: boolean;
}

/** Features of a CSV payload: the position of each is that in the list. */
export function csvFeatures(drafts: FeatureDraft[]): FeatureColumn[] {
  return drafts.map((draft, at) => feature(draft, at));
}

/** Features of a JSON payload: the key of each is its name. */
export function jsonFeatures(drafts: FeatureDraft[]): FeatureColumn[] {
  return drafts.map(draft => feature(draft, draft.name));
}

/** A column of the output. @param at - position or key within the output row */
export function prediction(
  name: string,
  at: number | string,
  output: OutputRule,
): PredictionColumn {
  const type =
    output.kind === 'decision' || output.kind === 'class'
      ? 'categorical'
      : 'numeric';
  return { name, type, role: 'prediction', at, output };
}

function feature(draft: FeatureDraft, at: number | string): FeatureColumn {
  const type =
    draft.distribution.kind === 'categorical' ? 'categorical' : 'numeric';
  return { ...draft, type, role: 'feature', at };
}
