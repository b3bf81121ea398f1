import { formatFigure, formatMeasurement } from './print';

describe('formatFigure', () => {
  it('keeps three digits and sets thousands apart', () => {
    expect(formatFigure({ value: 162_849.3, unit: 'rows/s' })).toBe(
      '163 000 rows/s',
    );
    expect(formatFigure({ value: 1_234_567, unit: 'rows/s' })).toBe(
      '1 230 000 rows/s',
    );
    expect(formatFigure({ value: 0.041_234, unit: 's' })).toBe('0.0412 s');
    expect(formatFigure({ value: 999.96, unit: 'MB' })).toBe('1 000 MB');
    expect(formatFigure({ value: 4, unit: '' })).toBe('4');
  });
});

describe('formatMeasurement', () => {
  it('says what stands beside it and which targets were missed', () => {
    expect(
      formatMeasurement({
        name: 'SQLite',
        figures: [
          { name: 'tick', value: 12, unit: 's' },
          { name: 'peak RSS', value: 640, unit: 'MB' },
        ],
        beside: [
          {
            name: 'reading alone',
            figures: [{ name: 'ratio', value: 2.5, unit: '×' }],
          },
        ],
        targets: [
          { text: 'at most 60 s', met: true },
          { text: 'below 600 MB', met: false },
        ],
      }),
    ).toEqual([
      '  SQLite: tick 12 s, peak RSS 640 MB',
      '    beside it, reading alone: ratio 2.5 ×',
      '    met    at most 60 s',
      '    MISSED below 600 MB',
    ]);
  });

  it('never takes what was not measured for met', () => {
    expect(
      formatMeasurement({ name: 'PostgreSQL', notMeasured: 'no server' }),
    ).toEqual(['  PostgreSQL: not measured, no server']);
  });
});
