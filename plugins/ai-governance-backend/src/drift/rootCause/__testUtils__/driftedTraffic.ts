import type {
  ColumnDrift,
  DriftRun,
  MonitoredColumn,
} from '@ai-governance/plugin-ai-governance-common';
import {
  type Grid,
  type Profile,
  profileValues,
} from '@ai-governance/plugin-ai-governance-statistics';
import { seeded } from '../../../__testUtils__/seeded';
import { fromHour } from '../../../database/time';
import { modelOf } from '../../../models/__testUtils__/modelOf';
import type { Model } from '../../../models/ModelStore';

/** Midnight of a day. */
export const START = 20_000 * 24;
/** Hour after the baseline. */
export const BASELINE_UNTIL = START + 120;
/** Hour in which amounts rise. */
export const SHIFT = START + 200;
/** First hour that has not arrived. */
export const UNTIL = START + 240;

/** Grid of the columns. */
export const grid: Grid = {
  amount: {
    kind: 'numeric',
    edges: Array.from({ length: 19 }, (_, i) => 5 * (i + 1)),
  },
  age: { kind: 'numeric', edges: [25, 50, 75] },
  score: { kind: 'numeric', edges: [20, 40, 60, 80, 100, 120] },
};
/** Monitored columns. */
export const columns: MonitoredColumn[] = Object.keys(grid).map(name => ({
  name,
  type: 'numeric',
  role: name === 'score' ? 'prediction' : 'feature',
  at: name,
}));

/** A model whose logs nobody reads. */
export const model: Model = modelOf({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'fraud' },
});

const random = seeded(7);

/** One hour in which amounts have risen by `rise`; the score follows the amount, the age does not. */
export function profileOf(rows: number, rise: number): Profile {
  const amounts = Array.from({ length: rows }, () => 100 * random() + rise);
  return {
    rows,
    columns: {
      amount: profileValues(amounts, grid.amount),
      age: profileValues(
        amounts.map(() => 100 * random()),
        grid.age,
      ),
      score: profileValues(
        amounts.map(amount => amount + 5 * random()),
        grid.score,
      ),
    },
  };
}

function drifted(name: string): ColumnDrift {
  const test = {
    method: 'ks' as const,
    convention: 'ks-two-sample@1',
    parameters: {},
    statistic: 0.3,
    effectSize: 0.3,
    threshold: 0.1,
    direction: 'above' as const,
    pValue: 0,
    adjustedPValue: 0,
    errorBound: 0,
  };
  const verdict = name === 'age' ? ('pass' as const) : ('fail' as const);
  const severity = name === 'age' ? ('none' as const) : ('high' as const);
  return {
    column: name,
    type: 'numeric',
    role: name === 'score' ? 'prediction' : 'feature',
    verdict,
    severity,
    reason: '',
    baseline: { n: 1, missing: 0 },
    current: { n: 1, missing: 0 },
    tests: [{ ...test, verdict, severity, reason: '' }],
    openSince: null,
  };
}

/** A comparison in which all the named columns but the age have drifted. */
export function comparison(
  variant: string,
  names: string[],
  id = 'run-1',
): DriftRun {
  const window = (from: number, to: number) => ({
    from: fromHour(from).toISOString(),
    to: fromHour(to).toISOString(),
    rows: 1,
    hours: to - from,
  });
  return {
    id,
    modelId: model.id,
    variant,
    createdAt: fromHour(UNTIL).toISOString(),
    verdict: 'fail',
    summary: '',
    settingsVersion: 1,
    gridVersion: 1,
    baseline: window(START, BASELINE_UNTIL),
    current: window(UNTIL - 24, UNTIL),
    columns: names.map(drifted),
  };
}
