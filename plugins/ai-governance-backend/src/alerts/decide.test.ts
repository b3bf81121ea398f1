import type { Severity } from '@ai-governance/plugin-ai-governance-common';
import type { Finding } from '../findings/FindingStore';
import { decide, type Told } from './decide';

function finding(column: string, severity: Severity = 'medium'): Finding {
  return {
    id: column,
    modelId: 'default.a',
    rule: 'drift',
    variant: 'AllTraffic',
    column,
    state: 'open',
    severity,
    detail: `${column} drifts`,
    openedAt: '2026-11-01T00:00:00.000Z',
    seenAt: '2026-11-01T00:00:00.000Z',
    resolvedAt: null,
  };
}

const never: Told = { state: 'none', members: {} };
const toldOf = (members: Record<string, Severity>): Told => ({
  state: 'firing',
  members,
});

describe('decide', () => {
  it.each([
    ['nothing fires and nothing did', [], never, 'nothing-fires'],
    [
      'nothing fires and the recovery was told',
      [],
      { state: 'resolved', members: {} } as Told,
      'nothing-fires',
    ],
    ['something fires for the first time', [finding('age')], never, 'first'],
    [
      'something fires again after recovery',
      [finding('age')],
      { state: 'resolved', members: {} } as Told,
      'first',
    ],
    [
      'the same fires as was told',
      [finding('age')],
      toldOf({ age: 'medium' }),
      'already-told',
    ],
    [
      'another column joins',
      [finding('age'), finding('income')],
      toldOf({ age: 'medium' }),
      'new-members',
    ],
    [
      'it became graver',
      [finding('age', 'critical')],
      toldOf({ age: 'medium' }),
      'changed',
    ],
    [
      'one of two recovered',
      [finding('age')],
      toldOf({ age: 'medium', income: 'medium' }),
      'changed',
    ],
    ['all recovered', [], toldOf({ age: 'medium' }), 'resolved'],
  ])('when %s', (_, firing, told, reason) => {
    expect(decide(firing, told).reason).toBe(reason);
  });

  it('names the new members and the gravest severity', () => {
    expect(
      decide(
        [finding('age', 'low'), finding('income', 'high')],
        toldOf({ age: 'low' }),
      ),
    ).toMatchObject({
      tell: true,
      state: 'firing',
      severity: 'high',
      members: [{ column: 'age' }, { column: 'income' }],
      newMembers: [{ column: 'income' }],
    });
  });

  it('recovers with the severity that was told', () => {
    expect(decide([], toldOf({ age: 'high' }))).toMatchObject({
      state: 'resolved',
      severity: 'high',
      members: [],
    });
  });
});
