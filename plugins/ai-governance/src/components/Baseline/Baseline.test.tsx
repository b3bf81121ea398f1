import {
  InputError,
  NotAllowedError,
  ResponseError,
  serializeError,
} from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { scenarios } from '../../../dev/fixtures';
import {
  SHORT_RUN,
  renderTab,
  verdict,
} from '../DriftTab/__testUtils__/renderTab';

const all = scenarios(Date.parse('2026-11-10T10:00:00Z'));

/** The error that the client throws when the backend answers with one. */
function answered(status: number, error: Error) {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: serializeError(error),
        request: { method: 'POST', url: '/' },
        response: { statusCode: status },
      }),
      { status, headers: { 'content-type': 'application/json' } },
    ),
  );
}

async function openDialog() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Baseline…' }),
  );
  const dialog = await screen.findByRole('dialog', { name: 'Baseline' });
  await within(dialog).findByRole('heading', { name: 'So far' });
  return within(dialog);
}

async function giveReason(dialog: ReturnType<typeof within>, reason: string) {
  await userEvent.type(dialog.getByLabelText(/^Reason/), reason);
}

async function submit(dialog: ReturnType<typeof within>) {
  await userEvent.click(dialog.getByRole('button', { name: 'Set baseline' }));
}

describe('Baseline', () => {
  it('sets a fixed period, follows the run and shows what it compared with', async () => {
    const client = renderTab({ ...all.drift, runStates: SHORT_RUN });
    const setBaseline = jest.spyOn(client, 'setBaseline');
    const dialog = await openDialog();
    fireEvent.change(dialog.getByLabelText(/^From \(UTC\)/), {
      target: { value: '2026-10-12T00:00' },
    });
    fireEvent.change(dialog.getByLabelText(/^To \(UTC\)/), {
      target: { value: '2026-10-19T06:00' },
    });
    await submit(dialog);
    expect(setBaseline).not.toHaveBeenCalled();

    await giveReason(dialog, ' before the campaign ');
    await submit(dialog);

    expect(setBaseline).toHaveBeenCalledWith('default.credit-risk', {
      kind: 'fixed',
      from: '2026-10-12T00:00:00.000Z',
      to: '2026-10-19T06:00:00.000Z',
      reason: 'before the campaign',
    });
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(
      await screen.findByText('Counting logged rows: 2 of 5 log objects'),
    ).toBeInTheDocument();
    const line = await within(await verdict()).findByText(
      /against a fixed period/,
    );
    expect(line).toHaveTextContent(
      'against a fixed period (12 Oct 00:00 – 19 Oct 06:00 UTC, 62 496 rows).',
    );
  });

  it.each([
    [
      'The first days of its logs',
      { Days: '10' },
      { kind: 'first', duration: 'P10D' },
    ],
    [
      'A rolling period of its logs',
      { Days: '30', 'Ending days ago': '5' },
      { kind: 'rolling', duration: 'P30D', offset: 'P5D' },
    ],
  ])('sets "%s"', async (choice, fields, request) => {
    const client = renderTab(all.drift);
    const setBaseline = jest.spyOn(client, 'setBaseline');
    const dialog = await openDialog();
    await userEvent.click(dialog.getByRole('radio', { name: choice }));
    for (const [label, value] of Object.entries(fields)) {
      fireEvent.change(dialog.getByLabelText(new RegExp(`^${label}`)), {
        target: { value },
      });
    }
    await giveReason(dialog, 'new normal');
    await submit(dialog);
    expect(setBaseline).toHaveBeenCalledWith('default.credit-risk', {
      ...request,
      reason: 'new normal',
    });
  });

  it('uploads a reference in the format of its name', async () => {
    const client = renderTab({ ...all.drift, runStates: SHORT_RUN });
    const uploadBaseline = jest.spyOn(client, 'uploadBaseline');
    const dialog = await openDialog();
    await userEvent.click(
      dialog.getByRole('radio', { name: /^An uploaded reference/ }),
    );
    const file = new File(['{}'], 'statistics.json');
    const input = dialog.getByLabelText<HTMLInputElement>(/^File/);
    await userEvent.upload(input, file);
    await giveReason(dialog, 'training data');
    // jsdom takes a file that a test chooses for none, so its own check of required fields would not let it pass.
    fireEvent.submit(input.form!);
    expect(uploadBaseline).toHaveBeenCalledWith('default.credit-risk', file, {
      format: 'sagemaker-statistics',
      label: 'statistics.json',
      reason: 'training data',
    });
    expect(
      await within(await verdict()).findByText(/against uploaded reference/),
    ).toHaveTextContent('uploaded reference statistics.json, 62 496 rows.');
  });

  it("shows the server's error and keeps what was filled in", async () => {
    const client = renderTab(all.drift);
    jest
      .spyOn(client, 'setBaseline')
      .mockRejectedValue(
        await answered(400, new InputError('`from` must be before `to`')),
      );
    const dialog = await openDialog();
    await userEvent.click(
      dialog.getByRole('radio', { name: 'The first days of its logs' }),
    );
    await giveReason(dialog, 'a try');
    await submit(dialog);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /^The baseline was not changed: `from` must be before `to`$/,
    );
    expect(dialog.getByLabelText(/^Reason/)).toHaveValue('a try');
    expect(dialog.getByRole('button', { name: 'Set baseline' })).toBeEnabled();
  });

  it('puts a refusal of the server in words', async () => {
    const client = renderTab(all.drift);
    jest
      .spyOn(client, 'setBaseline')
      .mockRejectedValue(await answered(403, new NotAllowedError('Nope')));
    const dialog = await openDialog();
    await userEvent.click(
      dialog.getByRole('radio', { name: 'The first days of its logs' }),
    );
    await giveReason(dialog, 'a try');
    await submit(dialog);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'needs the permission ai-governance.model.configure',
    );
  });

  it('shows the history and uses a version of it again', async () => {
    const client = renderTab(all.uploaded);
    const setBaseline = jest.spyOn(client, 'setBaseline');
    const dialog = await openDialog();
    const [inUse, configured] = dialog.getAllByRole('listitem');
    expect(inUse).toHaveTextContent(
      /^Version 1, in use: uploaded reference train-2026-q3\.csv, 62 496 rows\s?By guest, .*: The data the model was trained on$/,
    );
    expect(within(inUse).queryByRole('button')).not.toBeInTheDocument();
    expect(configured).toHaveTextContent(
      /^Version 0: the first 14 days, 62 496 rows\s?By the configuration: The configuration/,
    );

    await userEvent.click(
      within(configured).getByRole('button', { name: /^Use again/ }),
    );
    expect(dialog.getByLabelText(/^Reason/)).toHaveFocus();
    expect(
      dialog.getByRole('radio', { name: 'Version 0 again' }),
    ).toBeChecked();
    await userEvent.keyboard('the upload was wrong{Enter}');
    expect(setBaseline).toHaveBeenCalledWith('default.income-estimate', {
      kind: 'version',
      version: 0,
      reason: 'the upload was wrong',
    });
  });

  it('lets those who may only look see the history and why they cannot change it', async () => {
    renderTab(all.uploaded, { run: AuthorizeResult.DENY });
    const dialog = await openDialog();
    expect(
      await dialog.findByText(/You may look, but not change/),
    ).toBeInTheDocument();
    expect(dialog.getAllByRole('listitem')).toHaveLength(2);
    expect(
      dialog.queryByRole('button', { name: /Use again|Set baseline/ }),
    ).not.toBeInTheDocument();
  });

  it('names the uploaded reference in the compared line', async () => {
    renderTab(all.uploaded);
    expect(
      within(await verdict()).getByText(/against uploaded reference/),
    ).toHaveTextContent(
      'against uploaded reference train-2026-q3.csv, 62 496 rows.',
    );
  });

  it('does not claim that a run compared with a baseline that was chosen after it', async () => {
    const { monitor } = all.uploaded.model;
    renderTab({ ...all.drift, model: { ...all.drift.model, monitor } });
    expect(
      within(await verdict()).getByText(/^Compared:/).parentElement,
    ).toHaveTextContent('against the baseline (11 Oct 10:00');
  });
});
