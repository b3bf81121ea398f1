import type { DriftHistoryPoint } from '@ai-governance/plugin-ai-governance-common';
import { historyRows, stretchHours } from './history';

const HOUR = 3_600_000;

function point(
  hour: number,
  changes: Partial<DriftHistoryPoint> = {},
): DriftHistoryPoint {
  return {
    runId: `r${hour}`,
    at: new Date(hour * HOUR).toISOString(),
    column: 'income',
    method: 'psi',
    effectSize: 0.05,
    errorBound: null,
    threshold: 0.25,
    verdict: 'pass',
    severity: 'low',
    baselineN: 1000,
    currentN: 1000,
    ...changes,
  };
}

describe('historyRows', () => {
  const period = { from: 0, to: 12 * HOUR };

  it('keeps the worst of each stretch, its end included', () => {
    const points = [
      point(1),
      point(4, { verdict: 'fail', severity: 'high', effectSize: 0.4 }),
      point(5),
    ];
    const [row] = historyRows(points, ['income'], period, 3);
    expect(row.cells.map(cell => cell.worst?.verdict ?? null)).toEqual([
      'fail',
      'pass',
      null,
    ]);
    expect(row.cells[1]).toMatchObject({ from: 4 * HOUR, to: 8 * HOUR });
  });

  it('orders equal verdicts by severity, then effect', () => {
    const points = [
      point(1, { severity: 'medium', effectSize: 0.2 }),
      point(2, { severity: 'low', effectSize: 0.3 }),
      point(3, { severity: 'medium', effectSize: 0.21 }),
    ];
    const [row] = historyRows(points, ['income'], period, 3);
    expect(row.cells[0].worst).toMatchObject({
      severity: 'medium',
      effectSize: 0.21,
    });
  });

  it('shows a stretch as judged if any run of it could judge', () => {
    const unmeasured = {
      verdict: 'insufficient-data',
      effectSize: 0.4,
    } as const;
    const [row] = historyRows(
      [point(1, unmeasured), point(2), point(5, unmeasured)],
      ['income'],
      period,
      3,
    );
    expect(row.cells.map(cell => cell.worst?.verdict ?? null)).toEqual([
      'pass',
      'insufficient-data',
      null,
    ]);
  });

  it('has a row for a column without any point, and drops points outside', () => {
    const rows = historyRows([point(20)], ['income', 'age'], period, 3);
    expect(rows.map(row => row.column)).toEqual(['income', 'age']);
    expect(rows.flatMap(row => row.cells).every(cell => !cell.worst)).toBe(
      true,
    );
  });
});

describe('stretchHours', () => {
  const every = (hours: number) =>
    Array.from({ length: 10 }, (_, index) => point(index * hours));

  it.each([
    [1, 4],
    [4, 4],
    [6, 6],
    [7, 8],
    [48, 24],
  ])('for a run every %p hours is %p', (hours, stretch) => {
    expect(stretchHours(every(hours))).toBe(stretch);
  });

  it('has a length without any history', () => {
    expect(stretchHours([])).toBe(4);
  });
});
