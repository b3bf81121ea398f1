import { InvalidInputError, severityFromKs, severityFromPsi } from '..';

describe('severityFromKs', () => {
  it.each([
    [0, 'low'],
    [0.0999, 'low'],
    [0.1, 'medium'],
    [0.2, 'high'],
    [0.3, 'critical'],
    [1, 'critical'],
  ])('of %p is %s', (d, severity) => {
    expect(severityFromKs(d)).toBe(severity);
  });

  it.each([NaN, -0.1, 1.1])('refuses %p', d => {
    expect(() => severityFromKs(d)).toThrow(InvalidInputError);
  });
});

describe('severityFromPsi', () => {
  it.each([
    [0, 'none'],
    [0.05, 'low'],
    [0.1, 'medium'],
    [0.15, 'high'],
    [0.25, 'critical'],
    [9, 'critical'],
  ])('of %p is %s', (psi, severity) => {
    expect(severityFromPsi(psi)).toBe(severity);
  });

  it('uses the levels that are configured', () => {
    const levels = { low: 0.1, medium: 0.2, high: 0.3, critical: 0.4 };
    expect(severityFromPsi(0.15, levels)).toBe('low');
    expect(() => severityFromPsi(0.15, { ...levels, high: 0.1 })).toThrow(
      InvalidInputError,
    );
  });

  it('is none where no drift gives as much', () => {
    expect(severityFromPsi(0.3, undefined, 0.31)).toBe('none');
    expect(severityFromPsi(0.3, undefined, 0.3)).toBe('critical');
  });
});
