import { InputError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { scenarios } from '../../../dev/fixtures';
import { SHORT_RUN, renderTab } from '../DriftTab/__testUtils__/renderTab';
import { describePlace, describeSample } from './draft';

const all = scenarios(Date.parse('2026-11-10T10:00:00Z'));
const { foundColumns } = all;

const notice = () => screen.findByText(/were found in the payload: 13 columns/);

async function openDialog(button = 'Review…') {
  await userEvent.click(await screen.findByRole('button', { name: button }));
  const dialog = await screen.findByRole('dialog', { name: 'Columns' });
  await within(dialog).findByRole('table', { name: 'Columns' });
  return within(dialog);
}

function type(dialog: ReturnType<typeof within>, label: string, text: string) {
  fireEvent.change(dialog.getByLabelText(label), { target: { value: text } });
}

describe('Columns', () => {
  it('are confirmed as they were found, and the notice goes', async () => {
    const client = renderTab(foundColumns);
    const setColumns = jest.spyOn(client, 'setColumns');
    await notice();
    const dialog = await openDialog();
    expect(dialog.getByText(/Nobody has looked at them yet/)).toBeVisible();
    const row = within(
      dialog.getByText('Input, position 9').closest('tr') as HTMLElement,
    );
    expect(
      row.getByText(/^mortgage 49\.0.%, rent 40\.0.%, own 10\.0.%/),
    ).toBeVisible();
    const confirm = dialog.getByRole('button', { name: 'Confirm columns' });
    expect(confirm).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/^Reason/), ' checked ');
    await userEvent.click(confirm);
    expect(setColumns).toHaveBeenCalledWith('default.card-limits', {
      columns: foundColumns.columns!.map(({ sample: _, ...column }) => column),
      reason: 'checked',
    });
    await waitFor(() =>
      expect(
        screen.queryByText(/were found in the payload/),
      ).not.toBeInTheDocument(),
    );
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('are named, typed and left out, and the run is followed', async () => {
    const client = renderTab({ ...foundColumns, runStates: SHORT_RUN });
    const setColumns = jest.spyOn(client, 'setColumns');
    const dialog = await openDialog();
    type(dialog, 'Name of Input, position 0', ' annual income ');
    type(dialog, 'Type of Input, position 3', 'categorical');
    await userEvent.click(dialog.getByLabelText('Watch Input, position 1'));
    expect(dialog.getByText(/The logs are counted anew/)).toBeVisible();
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'names');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Change columns' }),
    );
    const [, { columns }] = setColumns.mock.calls[0];
    expect(columns).toHaveLength(12);
    expect(columns.slice(0, 3)).toEqual([
      { name: 'annual income', type: 'numeric', role: 'feature', at: 0 },
      { name: 'column_2', type: 'categorical', role: 'feature', at: 2 },
      { name: 'column_3', type: 'categorical', role: 'feature', at: 3 },
    ]);
    expect(
      await screen.findByText('Counting logged rows: 2 of 5 log objects'),
    ).toBeInTheDocument();
  });

  it('need a name of their own each', async () => {
    renderTab(foundColumns);
    const dialog = await openDialog();
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'names');
    const button = () => dialog.getByRole('button', { name: 'Change columns' });
    type(dialog, 'Name of Input, position 0', 'column_1');
    expect(dialog.getAllByText('Another column has this name')).toHaveLength(2);
    expect(button()).toBeDisabled();
    type(dialog, 'Name of Input, position 0', ' ');
    expect(dialog.getByText('A name is needed')).toBeVisible();
    expect(button()).toBeDisabled();
    await userEvent.click(dialog.getByLabelText('Watch Input, position 0'));
    expect(button()).toBeEnabled();
  });

  it('say why they were not changed', async () => {
    const client = renderTab(foundColumns);
    jest
      .spyOn(client, 'setColumns')
      .mockRejectedValue(new InputError('columns.0.name: too long'));
    const dialog = await openDialog('Columns…');
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'x');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Confirm columns' }),
    );
    expect(
      await dialog.findByText(/were not changed: .*columns\.0\.name: too long/),
    ).toBeVisible();
  });

  it('are only shown to who may not change them', async () => {
    renderTab(foundColumns, { run: AuthorizeResult.DENY });
    const dialog = await openDialog();
    expect(
      await dialog.findByText('ai-governance.model.configure'),
    ).toBeVisible();
    expect(dialog.getByLabelText('Name of Input, position 0')).toBeDisabled();
    expect(dialog.queryByLabelText(/^Reason/)).not.toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Close' })).toBeEnabled();
  });

  it('are not announced when they are configured', async () => {
    renderTab(all.drift);
    await screen.findByRole('button', { name: 'Columns…' });
    expect(
      screen.queryByText(/were found in the payload/),
    ).not.toBeInTheDocument();
  });
});

describe('words', () => {
  it('say where a value stands', () => {
    const column = { name: 'x', type: 'numeric' as const };
    expect(describePlace({ ...column, role: 'feature', at: 0 })).toBe(
      'Input, position 0',
    );
    expect(describePlace({ ...column, role: 'prediction', at: 'a.b' })).toBe(
      'Output, a.b',
    );
  });

  it('say what values are like', () => {
    expect(describeSample(null)).toBe('Nothing was counted yet');
    const sample = { rows: 200, missing: 0, numbers: null, values: [] };
    expect(describeSample(sample)).toBe('no value');
    expect(
      describeSample({
        ...sample,
        missing: 100,
        numbers: { min: 1, max: 3, mean: 2 },
      }),
    ).toMatch(/^1 to 3, mean 2; 50\.0.% missing$/);
    expect(
      describeSample({
        ...sample,
        missing: 100,
        values: [{ value: '<b>', rows: 25 }],
      }),
    ).toMatch(/^<b> 25\.0.%; 50\.0.% missing$/);
  });
});
