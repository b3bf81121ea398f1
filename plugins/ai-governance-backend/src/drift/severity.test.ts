import type { DriftMethod } from '@ai-governance/plugin-ai-governance-common';
import { severityLevelsSchema } from '../monitors/severityLevels';
import { severityOf } from './severity';

const configured = severityLevelsSchema.parse({
  critical: ['psi > 0.25', 'cramers_v >= 0.4', 'missing_rate > .5'],
  high: ' psi>=0.2 ',
  low: 'psi > 0.01',
});

describe('severityOf', () => {
  it.each<[DriftMethod, number, string]>([
    // `>` leaves the number itself out, `>=` does not.
    ['psi', 0.2500001, 'critical'],
    ['psi', 0.25, 'high'],
    ['psi', 0.2, 'high'],
    ['psi', 0.19, 'low'],
    ['psi', 0.001, 'low'],
    ['chi-square', 0.4, 'critical'],
    ['chi-square', 0.39, 'low'],
    ['missing-rate', 0.6, 'critical'],
    // Measures that are not configured have their own levels.
    ['ks', 0.09, 'low'],
    ['ks', 0.1, 'medium'],
    ['ks', 0.2, 'high'],
    ['ks', 0.3, 'critical'],
    ['wasserstein', 0.3, 'medium'],
    ['unseen-rate', 0.02, 'low'],
    ['volume', 2.5, 'low'],
    ['volume', 10, 'critical'],
  ])('%s of %d is %s', (method, effect, severity) => {
    expect(severityOf(method, effect, configured)).toBe(severity);
  });

  it('has its own levels of PSI', () => {
    expect(
      [0.02, 0.05, 0.1, 0.15, 0.25].map(psi => severityOf('psi', psi, {})),
    ).toEqual(['low', 'low', 'medium', 'high', 'critical']);
  });
});
