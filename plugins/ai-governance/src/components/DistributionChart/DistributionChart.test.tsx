import { render, screen, within } from '@testing-library/react';
import { scenarios } from '../../../dev/fixtures';
import { driftDistribution } from '../../../dev/fixtures/drift';
import { DistributionChart } from './DistributionChart';

const { fixture, run } = scenarios(Date.parse('2026-11-10T10:00:00Z')).drift
  .results[0];

function distribution(column: string) {
  const found = driftDistribution(fixture, run, column);
  if (!found) {
    throw new Error(`the fixture has no column ${column}`);
  }
  return found;
}

function rows() {
  const [, body] = within(screen.getByRole('table')).getAllByRole('rowgroup');
  return within(body).getAllByRole('row');
}

describe('DistributionChart', () => {
  it('draws a heavy tail in about thirty bars a side, with the numbers of both sides', () => {
    const { container } = render(
      <DistributionChart distribution={distribution('annual_income')} judged />,
    );
    expect(screen.getByText(/^Largest change: .* of rows\.$/)).toBeVisible();
    const legend = screen.getAllByRole('listitem').map(li => li.textContent);
    expect(legend[0]).toMatch(/^Baseline \(62\u202f\d{3} values\)$/);
    expect(legend[1]).toMatch(/^Now \(31\u202f\d{3} values\)$/);
    const bars = container.querySelectorAll('.recharts-bar-rectangle');
    expect(bars.length).toBe(rows().length * 2);
    expect(rows().length).toBeGreaterThan(20);
    expect(rows().length).toBeLessThanOrEqual(31);
  });

  it('draws many categories as the top twelve and the rest', () => {
    render(
      <DistributionChart
        distribution={distribution('applicant_state')}
        judged
      />,
    );
    expect(rows()).toHaveLength(13);
    expect(rows()[12]).toHaveTextContent('13 other categories');
  });

  it('shows missing values as a bar of their own', () => {
    render(
      <DistributionChart
        distribution={distribution('months_since_last_delinquency')}
        judged
      />,
    );
    expect(rows()[rows().length - 1]).toHaveTextContent(/^missing41\.0/);
  });

  it('speaks of no change where there is too little data', () => {
    render(
      <DistributionChart
        distribution={distribution('co_applicant_income')}
        judged={false}
      />,
    );
    expect(screen.queryByText(/Largest change/)).not.toBeInTheDocument();
  });

  it('says that there are no rows', () => {
    const empty = distribution('age');
    render(
      <DistributionChart
        judged={false}
        distribution={{
          ...empty,
          bins: [],
          baseline: { ...empty.baseline, n: 0 },
          current: { ...empty.current, n: 0 },
        }}
      />,
    );
    expect(screen.getByText('No rows in either window.')).toBeInTheDocument();
  });
});
