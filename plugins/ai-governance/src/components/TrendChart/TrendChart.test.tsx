import { render, screen } from '@testing-library/react';
import type {
  DriftHistoryPoint,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { TrendChart, describeTrend } from './TrendChart';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-03T10:00:00Z');

function verdictOf(effectSize: number | null): Verdict {
  if (effectSize === null) {
    return 'insufficient-data';
  }
  return effectSize > 0.1 ? 'fail' : 'pass';
}

function points(effects: (number | null)[]): DriftHistoryPoint[] {
  return effects.map((effectSize, index) => ({
    runId: `r${index}`,
    at: new Date(START + index * 24 * HOUR).toISOString(),
    column: 'income',
    method: 'ks',
    effectSize,
    errorBound: effectSize === null ? null : 0.01,
    threshold: 0.1,
    verdict: verdictOf(effectSize),
    severity: 'low',
    baselineN: 1000,
    currentN: 1000,
  }));
}

describe('TrendChart', () => {
  it('draws the effect, its uncertainty and the limit, and says so in words', () => {
    const { container } = render(
      <TrendChart
        column="income"
        method="ks"
        points={points([0.02, 0.05, 0.15, 0.12])}
      />,
    );
    expect(
      screen.getByRole('img', { name: /of income over time\. 4 measurements/ }),
    ).toBeInTheDocument();
    expect(container.querySelectorAll('.recharts-line-curve')).toHaveLength(2);
    expect(container.querySelector('.recharts-area-area')).toBeInTheDocument();
    expect(screen.getByText('may be as high as')).toBeInTheDocument();
    expect(screen.getByText(/\(UTC\)/)).toBeInTheDocument();
  });

  it('leaves a gap where nothing could be measured, and counts it', () => {
    render(
      <TrendChart
        column="income"
        method="ks"
        points={points([0.02, null, 0.03])}
      />,
    );
    expect(
      screen.getByText('1 run could not measure it and left a gap.'),
    ).toBeInTheDocument();
  });

  it('says that there is no history', () => {
    render(<TrendChart column="income" method="ks" points={[]} />);
    expect(screen.getByText(/No history by this test/)).toBeInTheDocument();
  });
});

describe('describeTrend', () => {
  it('names latest, limit, peak and how often it was above', () => {
    expect(describeTrend(points([0.02, 0.15, 0.12, null]))).toMatch(
      /^3 measurements from 3 Nov.* to 5 Nov.*Latest 0\.120, limit 0\.100; highest 0\.150 on 4 Nov.*; above the limit 2 times\.$/,
    );
  });

  it('does not call an unmeasured period quiet', () => {
    expect(describeTrend(points([null, null]))).toBe(
      'No run of this period could measure it.',
    );
  });
});
