import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import { columnsFromStatistics } from './columnsFromStatistics';

const common = { num_present: 1, num_missing: 0 };
const number = (name: string) => ({ name, numerical_statistics: { common } });
const text = (name: string) => ({ name, string_statistics: { common } });

const column = (
  role: MonitoredColumn['role'],
  at: number | string,
  type: MonitoredColumn['type'] = 'numeric',
): MonitoredColumn => ({ name: `${role}_${at}`, type, role, at });

// The second input is free text, which is not watched.
const found = [
  column('feature', 0, 'categorical'),
  column('feature', 2),
  column('prediction', 0),
];

describe('columnsFromStatistics', () => {
  it('takes outputs before inputs, and types', () => {
    expect(
      columnsFromStatistics(found, {
        features: [
          number('churn'),
          number('calls'),
          text('note'),
          text('plan'),
        ],
      }),
    ).toEqual({
      columns: [
        { name: 'calls', type: 'numeric', role: 'feature', at: 0 },
        { name: 'plan', type: 'categorical', role: 'feature', at: 2 },
        { name: 'churn', type: 'numeric', role: 'prediction', at: 0 },
      ],
      undescribed: [],
    });
  });

  it('takes inputs alone', () => {
    const named = columnsFromStatistics(found, {
      features: [{ name: 'calls' }, text('note'), number('age')],
    });
    expect(named).toEqual({
      columns: [
        { ...found[0], name: 'calls' },
        { ...found[1], name: 'age' },
        found[2],
      ],
      undescribed: ['prediction_0'],
    });
  });

  it('names nothing when the numbers differ, or columns have keys', () => {
    const features = [number('a'), number('b')];
    expect(columnsFromStatistics(found, { features })).toBeUndefined();
    expect(
      columnsFromStatistics([column('feature', 'a'), column('feature', 'b')], {
        features,
      }),
    ).toBeUndefined();
  });
});
