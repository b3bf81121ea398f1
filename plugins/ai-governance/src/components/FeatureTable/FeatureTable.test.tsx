import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { DriftRun } from '@ai-governance/plugin-ai-governance-common';
import { scenarios } from '../../../dev/fixtures';
import { FeatureTable } from './FeatureTable';

const { run } = scenarios(Date.parse('2026-11-10T10:00:00Z')).drift.results[0];

function renderTable(shown: DriftRun = run) {
  const onSelect = jest.fn();
  renderInTestApp(
    <FeatureTable
      run={shown}
      correction="benjamini-hochberg"
      history={[]}
      historyDays={7}
      selected={undefined}
      onSelect={onSelect}
    />,
  );
  return onSelect;
}

async function names() {
  const table = await screen.findByRole('table');
  return within(table)
    .getAllByRole('button', { name: /: show charts$/ })
    .map(button => button.getAttribute('aria-label')?.split(':')[0]);
}

describe('FeatureTable', () => {
  it('has the worst column first, too little data before no drift', async () => {
    renderTable();
    const order = await names();
    expect(order).toHaveLength(13);
    expect(order.slice(0, 4)).toEqual([
      'annual_income',
      'applicant_state',
      'debt_to_income',
      'co_applicant_income',
    ]);
  });

  it('shows what each test said', async () => {
    renderTable();
    const cells = within(await screen.findByRole('table'))
      .getAllByRole('row')[1]
      .querySelectorAll('td');
    const texts = [...cells].map(cell => cell.textContent);
    const [ks, psi] = run.columns[0].tests;
    expect(texts[0]).toBe('Driftseverity high');
    expect(texts[2]).toContain(`D ${ks.statistic?.toFixed(3)}`);
    expect(texts[3]).toBe('< 1e-300');
    expect(texts[5]).toBe(psi.statistic?.toFixed(3));
    expect(texts[6]).toMatch(/^31\u202f\d{3}vs 62\u202f\d{3}$/);
  });

  it('shows the drifting columns alone, and finds a column by name', async () => {
    renderTable();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Drifting 3' }),
    );
    expect(await names()).toHaveLength(3);
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Search columns' }),
      'INCOME',
    );
    expect(await names()).toEqual(['annual_income', 'debt_to_income']);
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Search columns' }),
      'zzz',
    );
    expect(screen.getByText('No column matches.')).toBeInTheDocument();
  });

  it('sorts by a header and back, those without a number last', async () => {
    renderTable();
    const header = await screen.findByRole('button', { name: 'PSI' });
    await userEvent.click(header);
    const byPsi = await names();
    expect(byPsi[0]).toBe('annual_income');
    expect(byPsi[byPsi.length - 1]).toBe('co_applicant_income');
    await userEvent.click(screen.getByRole('button', { name: 'Column' }));
    expect((await names())[0]).toBe('age');
    await userEvent.click(screen.getByRole('button', { name: 'Column' }));
    expect((await names())[0]).toBe('revolving_utilisation');
  });

  it('explains its numbers in plain language', async () => {
    renderTable();
    const header = await screen.findByRole('button', { name: 'Adjusted p' });
    expect(header).toHaveAttribute(
      'title',
      expect.stringContaining('after allowing for the number of columns'),
    );
    expect(screen.getByText('What the numbers mean')).toBeInTheDocument();
  });

  it('selects a column by a click anywhere in its row, once', async () => {
    const onSelect = renderTable();
    const [, firstRow] = within(await screen.findByRole('table')).getAllByRole(
      'row',
    );
    await userEvent.click(within(firstRow).getByText('Drift'));
    await userEvent.click(
      within(firstRow).getByRole('button', { name: /annual_income/ }),
    );
    expect(onSelect.mock.calls).toEqual([['annual_income'], ['annual_income']]);
  });

  it('shows hostile names as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    renderTable({
      ...run,
      columns: [{ ...run.columns[0], column: hostile }],
    });
    expect(
      await screen.findByRole('button', { name: `${hostile}: show charts` }),
    ).toHaveTextContent(hostile);
    expect(document.querySelector('img[src="x"]')).toBeNull();
  });

  it('pages through many columns', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      ...run.columns[5],
      column: `feature_${String(index).padStart(2, '0')}`,
    }));
    renderTable({ ...run, columns: many });
    expect(await names()).toHaveLength(25);
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect((await names())[0]).toBe('feature_25');
  });

  it('hands over the run as CSV', async () => {
    const blobs: Blob[] = [];
    const createObjectURL = jest.fn((blob: Blob) => {
      blobs.push(blob);
      return 'blob:csv';
    });
    Object.assign(URL, { createObjectURL, revokeObjectURL: jest.fn() });
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => {});
    renderTable();
    await userEvent.click(await screen.findByRole('button', { name: 'CSV' }));
    expect(click).toHaveBeenCalledTimes(1);
    expect(click.mock.contexts[0]).toHaveProperty(
      'download',
      'drift-default-credit-risk-AllTraffic-2026-11-10T10-05.csv',
    );
    expect(blobs[0].type).toBe('text/csv;charset=utf-8');
    expect(blobs[0].size).toBeGreaterThan(1000);
    click.mockRestore();
  });
});
