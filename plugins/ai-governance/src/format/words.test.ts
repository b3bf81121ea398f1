import { describeBaseline, describeRejections, describeWindow } from './words';

describe('describeRejections', () => {
  it('names reasons, the most frequent first', () => {
    expect(
      describeRejections({ 'no-event-id': 1, 'not-json': 4, 'no-input': 0 }),
    ).toEqual({ total: 5, reasons: ['4 are not JSON', '1 has no event id'] });
  });

  it('says nothing of nothing', () => {
    expect(describeRejections({})).toEqual({ total: 0, reasons: [] });
  });
});

describe('describeBaseline', () => {
  it('puts every kind in words', () => {
    expect(describeBaseline({ kind: 'first', duration: 'P14D' })).toBe(
      'the first 14 days',
    );
    expect(
      describeBaseline({ kind: 'rolling', duration: 'P30D', offset: 'P7D' }),
    ).toBe('the 30 days that ended 7 days before');
    expect(
      describeBaseline({ kind: 'fixed', from: '2026-01-01', to: '2026-02-01' }),
    ).toBe('a fixed period');
    expect(
      describeBaseline({ kind: 'upload', upload: 2, label: 'train.csv' }),
    ).toBe('uploaded reference train.csv');
    expect(describeBaseline(null)).toBe('the baseline');
  });
});

describe('describeWindow', () => {
  it('gives dates and rows', () => {
    expect(
      describeWindow(
        {
          from: '2026-11-03T10:00:00Z',
          to: '2026-11-10T10:00:00Z',
          rows: 31204,
          hours: 168,
        },
        Date.parse('2026-11-10T10:00:00Z'),
      ),
    ).toBe('3 Nov 10:00 – 10 Nov 10:00 UTC, 31\u202f204 rows');
  });
});
