import type { IngestionState } from '@ai-governance/plugin-ai-governance-common';
import { render, screen, within } from '@testing-library/react';
import { IngestionLine } from './IngestionLine';

const state: IngestionState = {
  objects: 3,
  rows: 1200,
  duplicates: 0,
  rejected: { 'no-match': 2, 'missing-data': 1 },
  hours: 2,
  firstHour: '2026-11-10T10:00:00Z',
  lastHour: '2026-11-10T11:00:00Z',
  problems: [],
  rejectedLines: [
    { object: 's3://b/<b>x</b>.jsonl', line: 1204, reason: 'no-match' },
    { object: 's3://b/y.jsonl', line: 3, reason: 'missing-data' },
  ],
};

describe('IngestionLine', () => {
  it('lists rejected lines by file and line, with the reason', () => {
    render(<IngestionLine ingestion={state} />);
    expect(
      screen.getByText('Rejected lines, the latest 2'),
    ).toBeInTheDocument();
    const items = within(screen.getByRole('list')).getAllByRole('listitem');
    expect(items.map(item => item.textContent)).toEqual([
      's3://b/<b>x</b>.jsonl, line 1204: is an output without input',
      's3://b/y.jsonl, line 3: points to data that is not there',
    ]);
    expect(screen.getByText(/3 lines rejected/)).toHaveTextContent(
      '2 are outputs without input, 1 points to data that is not there.',
    );
  });

  it('shows no list when there is nothing in it', () => {
    render(
      <IngestionLine
        ingestion={{ ...state, rejected: {}, rejectedLines: [] }}
      />,
    );
    expect(screen.queryByRole('list')).not.toBeInTheDocument();
    expect(screen.getByText(/nothing rejected/)).toBeInTheDocument();
  });
});
