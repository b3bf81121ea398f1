import {
  chiSquareTwoSample,
  ksFromProfiles,
  numericGridFromValues,
  type NumericGrid,
  type NumericProfile,
  profileValues,
  psiFromProfiles,
} from '@ai-governance/plugin-ai-governance-statistics';
import { readSample, type Samples } from './samples';

/** Milliseconds for all features together. */
export interface ProfileTimes {
  /** In a process that has not done it before. */
  first: number;
  /** Once the code is warm. */
  fastest: number;
  median: number;
}

interface ProfiledFeature {
  grid: NumericGrid;
  reference: NumericProfile;
  current: NumericProfile;
}

const REPEATS = 31;

/** Compares the profiles of all features. Counting the rows into profiles is not timed: that is ingestion. */
export async function compareProfiles(options: {
  samples: Samples;
}): Promise<ProfileTimes> {
  const { samples } = options;
  const features: ProfiledFeature[] = [];
  for (let feature = 0; feature < samples.features; feature++) {
    const reference = await readSample(samples, feature, 'reference');
    const current = await readSample(samples, feature, 'current');
    const grid = numericGridFromValues(reference);
    features.push({
      grid,
      reference: profileValues(reference, grid),
      current: profileValues(current, grid),
    });
  }
  const times = Array.from({ length: REPEATS }, () => {
    const start = performance.now();
    features.forEach(compare);
    return performance.now() - start;
  });
  const [first] = times;
  times.sort((a, b) => a - b);
  return { first, fastest: times[0], median: times[Math.floor(REPEATS / 2)] };
}

function compare({ grid, reference, current }: ProfiledFeature): void {
  const ks = ksFromProfiles(reference, current, grid);
  const psi = psiFromProfiles(reference, current, { grid });
  if (ks.insufficient || psi.insufficient) {
    throw new Error('The profiles are too small to be compared');
  }
  const chiSquare = chiSquareTwoSample(
    psi.buckets.map(({ expected }) => expected),
    psi.buckets.map(({ actual }) => actual),
  );
  if (chiSquare.insufficient) {
    throw new Error(chiSquare.reason);
  }
}
