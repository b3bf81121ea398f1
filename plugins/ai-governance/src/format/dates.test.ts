import {
  formatDay,
  formatDuration,
  formatInstant,
  formatPeriod,
  formatRelative,
} from './dates';

const NOW = Date.parse('2026-11-10T10:12:00Z');

describe('dates', () => {
  it('are in UTC and name the year only when it is another one', () => {
    expect(formatDay('2026-11-03T23:59:00Z', NOW)).toBe('3 Nov');
    expect(formatDay('2025-12-31T23:59:00Z', NOW)).toBe('31 Dec 2025');
    expect(formatInstant('2026-11-03T01:05:00+02:00', NOW)).toBe(
      '2 Nov 23:05 UTC',
    );
    expect(formatInstant(null, NOW)).toBe('–');
    expect(
      formatPeriod('2026-11-03T10:00:00Z', '2026-11-10T10:00:00Z', NOW),
    ).toBe('3 Nov 10:00 – 10 Nov 10:00 UTC');
  });
});

describe('formatRelative', () => {
  it.each([
    ['2026-11-10T10:12:00Z', 'just now'],
    ['2026-11-10T10:11:00Z', '1 minute ago'],
    ['2026-11-10T10:00:00Z', '12 minutes ago'],
    ['2026-11-10T07:12:00Z', '3 hours ago'],
    ['2026-11-07T10:12:00Z', '3 days ago'],
    ['2026-11-10T10:12:30Z', 'in less than a minute'],
    ['2026-11-10T11:05:00Z', 'in 53 minutes'],
  ])('says how far %p is', (instant, text) => {
    expect(formatRelative(instant, NOW)).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    ['P14D', '14 days'],
    ['P1D', '1 day'],
    ['PT6H', '6 hours'],
    ['P1DT12H', '1 day 12 hours'],
    ['P2W', '2 weeks'],
    ['fortnight', 'fortnight'],
  ])('puts %p in words', (duration, text) => {
    expect(formatDuration(duration)).toBe(text);
  });
});
