import type {
  ColumnDrift,
  DriftTestResult,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import {
  byConcern,
  effectRatio,
  isJudged,
  leadingMethod,
  mostUrgentRun,
} from './columns';
import { scenarios } from '../../dev/fixtures';

const END = Date.parse('2026-11-10T10:00:00Z');
const [column] = scenarios(END).drift.results[0].run.columns;

function test(
  method: DriftTestResult['method'],
  verdict: Verdict,
  changes: Partial<DriftTestResult> = {},
): DriftTestResult {
  return { ...column.tests[0], method, verdict, ...changes };
}

function columnWith(changes: Partial<ColumnDrift>): ColumnDrift {
  return { ...column, ...changes };
}

describe('byConcern', () => {
  it('orders by verdict, then severity, then effect, then name', () => {
    const columns = [
      columnWith({ column: 'pass', verdict: 'pass', severity: 'none' }),
      columnWith({ column: 'unknown', verdict: 'insufficient-data' }),
      columnWith({ column: 'warn', verdict: 'warn', severity: 'critical' }),
      columnWith({ column: 'b', verdict: 'fail', severity: 'low' }),
      columnWith({ column: 'a', verdict: 'fail', severity: 'low' }),
      columnWith({ column: 'grave', verdict: 'fail', severity: 'high' }),
      columnWith({
        column: 'larger',
        verdict: 'fail',
        severity: 'low',
        tests: [test('ks', 'fail', { effectSize: 0.9, threshold: 0.1 })],
      }),
    ];
    expect(
      [...columns].sort(byConcern).map(({ column: name }) => name),
    ).toEqual(['grave', 'larger', 'a', 'b', 'warn', 'unknown', 'pass']);
  });
});

describe('effectRatio', () => {
  it('takes the test furthest beyond its limit, and knows when there is none', () => {
    const tests = [
      test('ks', 'pass', { effectSize: 0.05, threshold: 0.1 }),
      test('psi', 'fail', { effectSize: 0.5, threshold: 0.25 }),
      test('hellinger', 'error', { effectSize: null }),
    ];
    expect(effectRatio(columnWith({ tests }))).toBe(2);
    expect(effectRatio(columnWith({ tests: [] }))).toBe(-1);
  });
});

describe('leadingMethod', () => {
  it('is the gravest test', () => {
    const tests = [test('ks', 'pass'), test('missing-rate', 'fail')];
    expect(leadingMethod(columnWith({ tests }))).toBe('missing-rate');
  });

  it('is the significance test among equals', () => {
    const tests = [test('psi', 'fail'), test('ks', 'fail')];
    expect(leadingMethod(columnWith({ tests }))).toBe('ks');
  });

  it('is none without tests', () => {
    expect(leadingMethod(columnWith({ tests: [] }))).toBeUndefined();
  });
});

describe('isJudged', () => {
  it('holds for what says something of the model', () => {
    const verdicts: Verdict[] = [
      'pass',
      'warn',
      'fail',
      'insufficient-data',
      'error',
    ];
    expect(verdicts.filter(isJudged)).toEqual(['pass', 'warn', 'fail']);
  });
});

describe('mostUrgentRun', () => {
  it('finds the run that needs attention first', () => {
    const runs = scenarios(END).variants.results.map(({ run }) => run);
    expect(mostUrgentRun(runs).variant).toBe('green');
  });
});
