import type {
  ColumnDrift,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { decidingVerdict, nameList, summariseRun } from './summaries';

const settings: Parameters<typeof summariseRun>[1] = {
  datasetDriftShare: 0.5,
  criticalColumns: [],
  columns: [
    { name: 'age', type: 'numeric', role: 'feature', at: 'age' },
    {
      name: 'score',
      type: 'numeric',
      role: 'prediction',
      at: 'score',
      critical: true,
    },
  ],
};

function columns(verdicts: Record<string, Verdict>): ColumnDrift[] {
  return Object.entries(verdicts).map(([column, verdict]) => ({
    column,
    type: 'numeric',
    role: 'feature',
    verdict,
    severity: 'none',
    reason: `About ${column}.`,
    baseline: { n: 0, missing: 0 },
    current: { n: 0, missing: 0 },
    tests: [],
    openSince: null,
  }));
}

describe('summariseRun', () => {
  it.each<[Record<string, Verdict>, Verdict, string]>([
    [{ age: 'pass', b: 'pass' }, 'pass', 'None of 2 columns has drifted.'],
    [
      { age: 'warn', b: 'pass' },
      'warn',
      'No column has drifted, but age comes near.',
    ],
    [
      { age: 'fail', b: 'pass', c: 'pass' },
      'warn',
      '1 of 3 columns has drifted: age.',
    ],
    [
      { age: 'fail', b: 'fail', c: 'pass' },
      'fail',
      '2 of 3 columns have drifted: age and b.',
    ],
    [
      { age: 'fail', score: 'fail', b: 'pass', c: 'pass', d: 'pass' },
      'fail',
      '2 of 5 columns have drifted: age and score, among them the critical score.',
    ],
    [
      { score: 'fail', b: 'pass', c: 'pass' },
      'fail',
      '1 of 3 columns has drifted: score.',
    ],
    // Columns that could not be judged do not count, and never make a pass.
    [
      { age: 'insufficient-data', b: 'pass' },
      'pass',
      'b, the only column that could be judged, has not drifted.',
    ],
    [
      { age: 'insufficient-data', b: 'insufficient-data' },
      'insufficient-data',
      'About age.',
    ],
    [{}, 'insufficient-data', 'No column is monitored.'],
    [
      { age: 'error', b: 'fail' },
      'error',
      'age could not be measured: About age.',
    ],
  ])('of %j', (verdicts, verdict, summary) => {
    expect(summariseRun(columns(verdicts), settings)).toEqual({
      verdict,
      summary,
    });
  });
});

describe('decidingVerdict', () => {
  it('never lets a pass hide anything', () => {
    expect(decidingVerdict(['pass', 'warn'])).toBe('warn');
    expect(decidingVerdict(['pass', 'fail', 'warn'])).toBe('fail');
    expect(decidingVerdict(['fail', 'error'])).toBe('error');
    expect(decidingVerdict(['insufficient-data', 'pass'])).toBe('pass');
    expect(decidingVerdict([])).toBe('insufficient-data');
  });
});

describe('nameList', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
    [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d, e and 2 more'],
  ])('%j', (names, text) => {
    expect(nameList(names)).toBe(text);
  });
});
