import {
  chiSquareTwoSample,
  ksTwoSample,
  psiFromSamples,
} from '@ai-governance/plugin-ai-governance-statistics';
import { readSample, type Samples } from './samples';

/** Seconds by test. */
export interface TestSeconds {
  ks: number;
  psi: number;
  chiSquare: number;
}

/** What came out, so that two implementations can be held against each other. */
export interface TestValues {
  ks: number;
  ksP: number;
  psi: number;
  chiSquare: number;
  chiSquareP: number;
}

/** One feature: seconds of the fastest repeat, and what came out. */
export interface ComparedFeature {
  seconds: TestSeconds;
  values: TestValues;
}

/** Compares the raw samples of each feature with our implementations. Reading the files is not timed. */
export async function compareRaw(options: {
  samples: Samples;
  repeats: number;
}): Promise<ComparedFeature[]> {
  const { samples, repeats } = options;
  const compared: ComparedFeature[] = [];
  for (let feature = 0; feature < samples.features; feature++) {
    const reference = await readSample(samples, feature, 'reference');
    const current = await readSample(samples, feature, 'current');
    const runs = Array.from({ length: repeats }, () =>
      compare(reference, current),
    );
    compared.push(
      runs.reduce((a, b) =>
        totalSeconds(a.seconds) <= totalSeconds(b.seconds) ? a : b,
      ),
    );
  }
  return compared;
}

/** Seconds of all tests together. */
export function totalSeconds({ ks, psi, chiSquare }: TestSeconds): number {
  return ks + psi + chiSquare;
}

/** The chi-square test is taken over PSI's buckets, as there are no categories in numbers. */
function compare(
  reference: Float64Array,
  current: Float64Array,
): ComparedFeature {
  const start = performance.now();
  const ks = ksTwoSample(reference, current);
  const ksEnd = performance.now();
  const psi = psiFromSamples(reference, current);
  const psiEnd = performance.now();
  if (ks.insufficient || psi.insufficient) {
    throw new Error('The samples are too small to be compared');
  }
  const chiSquareStart = performance.now();
  const chiSquare = chiSquareTwoSample(
    psi.buckets.map(({ expected }) => expected),
    psi.buckets.map(({ actual }) => actual),
  );
  const end = performance.now();
  if (chiSquare.insufficient) {
    throw new Error(chiSquare.reason);
  }
  return {
    seconds: {
      ks: (ksEnd - start) / 1000,
      psi: (psiEnd - ksEnd) / 1000,
      chiSquare: (end - chiSquareStart) / 1000,
    },
    values: {
      ks: ks.statistic,
      ksP: ks.pValue,
      psi: psi.psi,
      chiSquare: chiSquare.statistic,
      chiSquareP: chiSquare.pValue,
    },
  };
}
