import {
  asSentence,
  delayWords,
  describeCoverage,
  formatFairness,
  formatPerformance,
} from './format';

const delays = [
  { upToHours: 6, rows: 10 },
  { upToHours: 168, rows: 60 },
  { upToHours: null, rows: 30 },
];

describe('figures', () => {
  it('writes ratios as they are and differences in percentage points with their sign', () => {
    expect(formatFairness('disparate-impact', 0.7149)).toBe('0.71');
    expect(formatFairness('equal-opportunity', -0.0623)).toBe('−6.2\u202fpp');
    expect(formatFairness('fpr-parity', 0.1)).toBe('+10.0\u202fpp');
    expect(formatFairness('fpr-parity', -0.0001)).toBe('0.0\u202fpp');
    expect(formatFairness('fpr-parity', null)).toBe('–');
  });

  it('writes performance in the unit of the metric', () => {
    expect(formatPerformance('accuracy', 0.8461)).toBe('84.6\u202f%');
    expect(formatPerformance('auc', 0.87512)).toBe('0.875');
    expect(formatPerformance('bias', -12.3456)).toBe('−12.35');
    expect(formatPerformance('r2', null)).toBe('–');
  });
});

describe('asSentence', () => {
  it('names metrics, begins with a capital and ends with a full stop', () => {
    expect(asSentence('auc is 0.8')).toBe('AUC is 0.8.');
    expect(asSentence('women are approved')).toBe('Women are approved.');
    expect(asSentence('aucune')).toBe('Aucune.');
    expect(asSentence('No limit is set.')).toBe('No limit is set.');
  });
});

describe('describeCoverage', () => {
  it('says how many have labels and when half of them had come', () => {
    expect(
      describeCoverage({ decided: 200, labelled: 100, share: 0.5, delays }),
    ).toBe(
      '100 labelled decisions of 200 decisions (50.0\u202f%); half of the labels came within 7 days of the decision.',
    );
  });

  it('does not claim a time that is not known', () => {
    expect(
      describeCoverage({
        decided: 200,
        labelled: 100,
        share: 0.5,
        delays: [delays[1], { upToHours: null, rows: 90 }],
      }),
    ).toMatch(/half of the labels took more than 7 days\.$/);
    expect(
      describeCoverage({ decided: 2, labelled: 1, share: 0.5, delays: [] }),
    ).toBe('1 labelled decision of 2 decisions (50.0\u202f%).');
    expect(
      describeCoverage({ decided: 2, labelled: 0, share: 0, delays }),
    ).toBe('None of 2 decisions has a label yet.');
    expect(
      describeCoverage({ decided: 0, labelled: 0, share: null, delays: [] }),
    ).toBe('There are no decisions in the window.');
  });

  it('names bins of delays', () => {
    expect(delays.map((_, i) => delayWords(delays, i))).toEqual([
      'up to 6 hours',
      'up to 7 days',
      'more than 7 days',
    ]);
  });
});
