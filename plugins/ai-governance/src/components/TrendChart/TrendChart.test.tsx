import { render, screen } from '@testing-library/react';
import type {
  DriftHistoryPoint,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { TrendChart } from './TrendChart';
import { describeTrend } from './describeTrend';

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
        onset={null}
        events={[]}
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

  it('marks since when the column differs and what happened then', () => {
    const { container } = render(
      <TrendChart
        column="income"
        method="ks"
        points={points([0.02, 0.05, 0.15, 0.12])}
        onset={{
          kind: 'sudden',
          at: '2026-11-04T12:00:00Z',
          earliest: '2026-11-04T11:00:00Z',
          latest: '2026-11-04T13:00:00Z',
        }}
        events={[
          {
            at: '2026-11-04T11:40:00Z',
            kind: 'deployment',
            title: 'v8 deployed',
            detail: '',
          },
          {
            at: '2026-10-01T00:00:00Z',
            kind: 'deployment',
            title: 'v7 deployed',
            detail: '',
          },
        ]}
      />,
    );
    expect(screen.getByText('began to differ')).toBeInTheDocument();
    expect(screen.getByText('v8 deployed')).toBeInTheDocument();
    expect(
      container.querySelector('.recharts-reference-area'),
    ).toBeInTheDocument();
    expect(container.querySelectorAll('.recharts-reference-line')).toHaveLength(
      1,
    );
  });

  it('leaves a gap where nothing could be measured, and counts it', () => {
    render(
      <TrendChart
        column="income"
        method="ks"
        onset={null}
        events={[]}
        points={points([0.02, null, 0.03])}
      />,
    );
    expect(
      screen.getByText('1 run could not measure it and left a gap.'),
    ).toBeInTheDocument();
  });

  it('says that there is no history', () => {
    render(
      <TrendChart
        column="income"
        method="ks"
        points={[]}
        onset={null}
        events={[]}
      />,
    );
    expect(screen.getByText(/No history by this test/)).toBeInTheDocument();
  });
});

describe('describeTrend', () => {
  it('names latest, limit, peak and how often it was above', () => {
    expect(describeTrend(points([0.02, 0.15, 0.12, null]))).toMatch(
      /^3 measurements from 3 Nov.* to 5 Nov.*Latest 0\.120, limit 0\.100; highest 0\.150 on 4 Nov.*; drift found 2 times\.$/,
    );
  });

  it('does not call an unmeasured period quiet', () => {
    expect(describeTrend(points([null, null]))).toBe(
      'No run of this period could measure it.',
    );
  });
});
