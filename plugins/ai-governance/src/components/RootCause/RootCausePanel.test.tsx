import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RootCause } from '@ai-governance/plugin-ai-governance-common';
import { scenarios } from '../../../dev/fixtures';
import { rootCause } from '../../../dev/fixtures/rootCause';
import { RootCausePanel } from './RootCausePanel';

const { run } = scenarios(Date.parse('2026-11-10T10:00:00Z')).drift.results[0];

function renderPanel(changes: Partial<RootCause> = {}) {
  const known = rootCause(run);
  if (!known) {
    throw new Error('the fixture has no root cause');
  }
  const onSelectColumn = jest.fn();
  render(
    <RootCausePanel
      rootCause={{ ...known, ...changes }}
      onSelectColumn={onSelectColumn}
    />,
  );
  return onSelectColumn;
}

const panel = () => screen.getByRole('region', { name: 'What changed' });

describe('RootCausePanel', () => {
  it('says which columns changed and since when, and leads to them', async () => {
    const onSelectColumn = renderPanel();
    expect(panel()).toHaveTextContent('not proof');
    expect(panel()).toHaveTextContent(
      /annual_income \(D 0\.\d{3}\): suddenly at 7 Nov 12:00 UTC \(between 7 Nov 11:00 UTC and 7 Nov 13:00 UTC\)goes with 62\.0 %/,
    );
    expect(panel()).toHaveTextContent(
      /debt_to_income \(D 0\.\d{3}\): gradually from 6 Nov 06:00 UTC on/,
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'debt_to_income' }),
    );
    expect(onSelectColumn).toHaveBeenCalledWith('debt_to_income');
  });

  it('says in which slice and what happened then', () => {
    renderPanel();
    expect(panel()).toHaveTextContent(
      'applicant_state = LA carries 71.0 % of the shift of annual_income in 11.0 % of the rows',
    );
    expect(panel()).toHaveTextContent(
      'Model credit-risk-v8 deployed, 7 Nov 11:30 UTC',
    );
  });

  it('says what it does not know', () => {
    const [first] = rootCause(run)?.columns ?? [];
    renderPanel({
      columns: [{ ...first, onset: null }],
      segments: [],
      segmentsNote: 'No column is coarse enough to slice by.',
      events: [],
    });
    expect(panel()).toHaveTextContent('no point in time stands out');
    expect(panel()).toHaveTextContent(
      'No column is coarse enough to slice by.',
    );
    expect(panel()).toHaveTextContent('Nothing is recorded of this endpoint');
  });
});
