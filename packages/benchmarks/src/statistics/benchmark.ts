import { join } from 'node:path';
import type { Benchmark, Figure, Measurement } from '../harness/measurement';
import { runPart } from '../harness/runPart';
import { checkSame } from './checkSame';
import {
  type ComparedFeature,
  type TestSeconds,
  totalSeconds,
} from './compareRaw';
import { makeSamples, type Samples } from './samples';
import { compareWithScipy } from './scipy';

const FEATURES = 50;
const ROWS = 1_000_000;
const REPEATS = 2;

const MOST_MILLISECONDS = 20;

/** How long the tests of all features of an endpoint take, from profiles and from raw numbers. */
export const statisticsBenchmark: Benchmark = {
  name: 'statistics',
  title: `KS, PSI and chi-square for ${FEATURES} features × 2 windows of ${ROWS} rows, each test for each feature`,
  async *run(context) {
    const samples = await makeSamples({
      features: FEATURES,
      rows: ROWS,
      directory: join(context.directory, 'cache'),
      say: context.say,
    });
    yield await measureProfiles(samples);
    yield await measureRaw(samples);
  },
};

async function measureProfiles(samples: Samples): Promise<Measurement> {
  const { result } = await runPart('compareProfiles', { samples });
  return {
    name: 'from profiles on 256 bins',
    figures: [
      { name: 'time', value: result.fastest, unit: 'ms' },
      { name: 'median', value: result.median, unit: 'ms' },
      { name: 'first time in a process', value: result.first, unit: 'ms' },
    ],
    beside: [],
    targets: [
      {
        text: `at most ${MOST_MILLISECONDS} ms`,
        met: result.fastest <= MOST_MILLISECONDS,
      },
    ],
  };
}

async function measureRaw(samples: Samples): Promise<Measurement> {
  const options = { samples, repeats: REPEATS };
  const { result, peakRssMb } = await runPart('compareRaw', options);
  const seconds = sum(result);
  const measured: Measurement = {
    name: 'from raw arrays',
    figures: [
      ...figures(seconds),
      { name: 'peak RSS', value: peakRssMb, unit: 'MB' },
    ],
    beside: [],
    targets: [],
  };
  const scipy = await compareWithScipy(options);
  if (!scipy) {
    return {
      ...measured,
      beside: [
        {
          name: 'SciPy, not measured: there is no python3 with it',
          figures: [],
        },
      ],
    };
  }
  checkSame(result, scipy.features);
  const theirs = sum(scipy.features);
  const ratio = totalSeconds(seconds) / totalSeconds(theirs);
  return {
    ...measured,
    beside: [
      {
        name: `${scipy.versions}, same numbers, same results`,
        figures: [
          ...figures(theirs),
          { name: 'ratio', value: ratio, unit: '×' },
        ],
      },
    ],
    targets: [{ text: 'not slower than SciPy', met: ratio <= 1 }],
  };
}

function sum(features: ComparedFeature[]): TestSeconds {
  const total = { ks: 0, psi: 0, chiSquare: 0 };
  for (const { seconds } of features) {
    total.ks += seconds.ks;
    total.psi += seconds.psi;
    total.chiSquare += seconds.chiSquare;
  }
  return total;
}

function figures(seconds: TestSeconds): Figure[] {
  return [
    { name: 'time', value: totalSeconds(seconds), unit: 's' },
    { name: 'of it KS', value: seconds.ks, unit: 's' },
    { name: 'PSI', value: seconds.psi, unit: 's' },
    { name: 'chi-square', value: seconds.chiSquare, unit: 's' },
  ];
}
