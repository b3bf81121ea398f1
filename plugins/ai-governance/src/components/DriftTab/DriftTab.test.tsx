import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FixtureClient, scenarios } from '../../../dev/fixtures';
import { SHORT_RUN, renderTab, verdict } from './__testUtils__/renderTab';

const all = scenarios(Date.parse('2026-11-10T10:00:00Z'));

const notice = (name: string) => screen.findByRole('region', { name });

describe('DriftTab', () => {
  it('is on the pages of model endpoints only', async () => {
    renderTab(all.drift, { type: 'service' });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
    expect(screen.queryByText('Drift found')).not.toBeInTheDocument();
  });

  it('says first whether the model drifts, why, and in which columns', async () => {
    renderTab(all.drift);
    const summary = within(await verdict());
    expect(
      summary.getByRole('heading', { name: 'Drift found' }),
    ).toBeInTheDocument();
    expect(
      summary.getByText(all.drift.results[0].run.summary),
    ).toBeInTheDocument();
    const drifting = summary.getByRole('group', { name: 'Drifting columns' });
    expect(
      within(drifting)
        .getAllByRole('button')
        .map(chip => chip.textContent),
    ).toEqual(['annual_income', 'applicant_state', 'debt_to_income']);
    expect(summary.getByText(/last 7 days \(3 Nov 10:00/)).toHaveTextContent(
      'Compared: last 7 days (3 Nov 10:00 – 10 Nov 10:00 UTC, 31 204 rows) against the first 14 days (11 Oct 10:00 – 25 Oct 10:00 UTC, 62 496 rows).',
    );
    expect(summary.getByText(/720 log objects/)).toHaveTextContent(
      '12 records delivered twice, counted once; 3 lines rejected: 2 are not JSON, 1 has another number of columns.',
    );
  });

  it('starts with the charts of the worst column and follows the selection', async () => {
    renderTab(all.drift);
    expect(
      await screen.findByRole('region', { name: 'annual_income over time' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('img', {
        name: /^Kolmogorov–Smirnov of annual_income over time\. .*drift found/,
      }),
    ).toBeInTheDocument();

    const row = await screen.findByRole('button', {
      name: 'purpose: show charts',
    });
    act(() => row.focus());
    await userEvent.keyboard('{Enter}');

    const panel = await screen.findByRole('region', {
      name: 'purpose: baseline and now',
    });
    const table = within(
      await within(panel).findByRole('table', { name: /share of rows/ }),
    );
    expect(
      table.getByRole('rowheader', { name: 'debt_consolidation' }),
    ).toBeInTheDocument();
    expect(row).toHaveAttribute('aria-pressed', 'true');
  });

  it('keeps the rest when what changed could not be worked out', async () => {
    const client = new FixtureClient([all.drift]);
    jest
      .spyOn(client, 'getRootCause')
      .mockRejectedValue(new Error('the hourly series is not stored'));
    renderTab(all.drift, { client });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'What changed could not be worked out: the hourly series is not stored',
    );
    expect(await verdict()).toBeInTheDocument();
  });

  it('shows the variant that needs attention first, and the others on request', async () => {
    renderTab(all.variants);
    expect(
      within(await verdict()).getByText('Drift found'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /^Variant/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'blue: No drift' }),
    );
    expect(
      within(await verdict()).getByRole('heading', { name: 'No drift' }),
    ).toBeInTheDocument();
  });

  it('does not take too little data for no drift', async () => {
    renderTab(all.littleTraffic);
    const summary = within(await verdict());
    expect(summary.getByText('Too little data to judge')).toBeInTheDocument();
    expect(summary.getByText(/hold 214 rows/)).toBeInTheDocument();
    expect(screen.queryByText('No drift')).not.toBeInTheDocument();
  });

  it('keeps the last good results below the error of the last run', async () => {
    renderTab(all.failedRun);
    expect(
      await screen.findByText(/The last run failed .*10 Nov 10:05 UTC/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Below is what was last measured/),
    ).toHaveTextContent('last measured, 10 Nov 09:05 UTC.');
    expect(screen.getByText(/credentials of account/)).toHaveTextContent(
      /^ServiceUnavailableError: Could not list/,
    );
    expect(
      within(await verdict()).getByText('Drift found'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('1 log object could not be read'),
    ).toBeInTheDocument();
  });

  it('starts the first run, shows how far it is, and then its results', async () => {
    const client = renderTab({ ...all.firstRun, runStates: SHORT_RUN });
    const startRun = jest.spyOn(client, 'startRun');
    const waiting = await notice('Nothing measured yet');
    expect(waiting).toHaveTextContent(
      'It compares the last 7 days with the first 14 days, as soon as each side has 1000 rows.',
    );

    await userEvent.click(
      await within(waiting).findByRole('button', { name: 'Run now' }),
    );

    expect(startRun).toHaveBeenCalledWith('default.late-payment');
    expect(
      await screen.findByText('Counting logged rows: 2 of 5 log objects'),
    ).toBeInTheDocument();
    expect(screen.getByRole('progressbar')).toHaveAttribute(
      'aria-valuenow',
      '40',
    );
    expect(screen.getByRole('button', { name: 'Running…' })).toBeDisabled();
    expect(
      within(await verdict()).getByRole('heading', { name: 'No drift' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Run now' })).toBeEnabled();
  });

  it('follows a run that is already under way', async () => {
    const { lastRun } = all.stable.model;
    renderTab({
      ...all.stable,
      runStates: SHORT_RUN,
      model: {
        ...all.stable.model,
        lastRun: lastRun && { ...lastRun, state: 'running', phase: 'listing' },
      },
    });
    expect(
      await screen.findByText(/Looking for new inference logs/),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Run now' }),
    ).toBeEnabled();
  });

  it('says why a run could not be started', async () => {
    const client = renderTab(all.stable);
    jest
      .spyOn(client, 'startRun')
      .mockRejectedValue(new Error('the queue is full'));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Run now' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The run could not be started or followed: the queue is full',
    );
  });

  it('offers no run to those who may only look', async () => {
    renderTab(all.drift, { run: AuthorizeResult.DENY });
    expect(
      await screen.findByText(/not start runs on this endpoint/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Run now' }),
    ).not.toBeInTheDocument();
  });

  it('tells of a check of the run as a whole that does not pass', async () => {
    const [{ fixture, run }] = all.stable.results;
    const [test] = run.columns[0].tests;
    const volume = {
      ...test,
      method: 'volume',
      verdict: 'warn',
      reason: 'Three times as many rows an hour as in the baseline.',
    } as const;
    renderTab({
      ...all.stable,
      results: [{ fixture, run: { ...run, checks: [volume] } }],
    });
    expect(
      within(await verdict()).getByText(/Three times as many rows/),
    ).toHaveTextContent(/^Volume: Warning Three times/);
  });

  it('explains an endpoint without inference logs and how to get them', async () => {
    renderTab(all.captureOff);
    const message = await notice('This endpoint writes no inference logs');
    expect(message).toHaveTextContent('"EnableCapture": true');
    expect(message).toHaveTextContent(
      'that says nothing about whether the model drifts',
    );
  });

  it('explains an endpoint without a monitor', async () => {
    renderTab(all.notMonitored);
    expect(await notice('This endpoint is not monitored')).toHaveTextContent(
      'It has no monitor',
    );
  });

  it('explains a missing permission', async () => {
    renderTab(all.notAllowed);
    expect(
      await notice('You may not see these measurements'),
    ).toHaveTextContent('ai-governance.model.read');
  });

  it('explains an endpoint that governance does not know', async () => {
    renderTab(all.drift, { client: new FixtureClient([]) });
    expect(
      await notice('No measurements of this endpoint to show'),
    ).toBeInTheDocument();
  });

  it('shows any other error and tries again on request', async () => {
    const client = renderTab(all.broken);
    expect(
      await screen.findByText(/The measurements could not be loaded/),
    ).toBeInTheDocument();
    jest.spyOn(client, 'getModel').mockResolvedValue(all.stable.model);
    jest
      .spyOn(client, 'getDrift')
      .mockResolvedValue({ runs: [all.stable.results[0].run] });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(async () =>
      expect(within(await verdict()).getByText('No drift')).toBeVisible(),
    );
  });
});
