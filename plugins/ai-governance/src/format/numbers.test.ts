import {
  formatCount,
  formatCounted,
  formatEffect,
  formatLatency,
  formatNumber,
  formatPValue,
  formatShare,
} from './numbers';

const THIN = '\u202f';

describe('formatCount', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [31204, `31${THIN}204`],
    [1234567, `1${THIN}234${THIN}567`],
    [-4500, `\u22124${THIN}500`],
  ])('groups %p by thousands', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });
});

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [0.012345, '0.0123'],
    [1.5, '1.5'],
    [42, '42'],
    [4532.4, `4${THIN}532`],
    [123456.7, `123${THIN}457`],
    [1.234e9, '1.23e9'],
    [0.00001234, '1.23e-5'],
    [-0.5, '\u22120.5'],
    [null, '–'],
    [NaN, '–'],
    [Infinity, '–'],
  ])('shows %p', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('shows as many digits as asked for', () => {
    expect(formatNumber(30.123456, 5)).toBe('30.123');
  });
});

describe('formatEffect', () => {
  it('has three decimals and a dash for nothing', () => {
    expect(formatEffect(0.2)).toBe('0.200');
    expect(formatEffect(null)).toBe('–');
  });
});

describe('formatPValue', () => {
  it.each([
    [1, '1.000'],
    [0.0432, '0.043'],
    [0.001, '0.001'],
    [3.21e-12, '3.2e-12'],
    [1e-299, '1.0e-299'],
    [1e-301, '< 1e-300'],
    [0, '< 1e-300'],
    [null, '–'],
    [undefined, '–'],
  ])('shows %p', (p, text) => {
    expect(formatPValue(p)).toBe(text);
  });
});

describe('formatShare', () => {
  it('never rounds a small share to nothing', () => {
    expect(formatShare(0, 10)).toBe(`0${THIN}%`);
    expect(formatShare(1, 100_000)).toBe(`< 0.1${THIN}%`);
    expect(formatShare(123, 1000)).toBe(`12.3${THIN}%`);
  });

  it('has no share of nothing', () => {
    expect(formatShare(0, 0)).toBe('–');
  });
});

describe('formatCounted', () => {
  it('puts the noun in number', () => {
    expect(formatCounted(1, 'row')).toBe('1 row');
    expect(formatCounted(2, 'row')).toBe('2 rows');
    expect(formatCounted(3, 'more', 'more')).toBe('3 more');
  });
});

describe('formatLatency', () => {
  it.each([
    [38.2, '38.2\u202fms'],
    [0.42, '0.42\u202fms'],
    [1_420, '1.42\u202fs'],
    [null, '–'],
  ])('%p is %s', (milliseconds, text) => {
    expect(formatLatency(milliseconds)).toBe(text);
  });
});
