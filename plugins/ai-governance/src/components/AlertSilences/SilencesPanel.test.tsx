import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fixtureAlerts } from '../../../dev/fixtures/alerts';
import { ALERTING, renderAlerts } from '../../__testUtils__/renderAlerts';

/** The silences that are listed, once they are. */
async function listed() {
  return within(
    await screen.findByRole('list', { name: 'Silences' }),
  ).getAllByText(/^(Silence|Maintenance), /);
}

describe('SilencesPanel', () => {
  it('lists what is silenced now and later, and what was', async () => {
    renderAlerts('/silences');
    const now = await listed();
    expect(now.map(({ textContent }) => textContent)).toEqual([
      'Maintenance, begins in 20 hours',
      'Silence, ends in 5 hours',
    ]);
    expect(
      screen.getByText('owner =~ group:default/(risk|growth)-ml'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Ended' }));
    expect(
      await screen.findByText('Silence, ended by jo 2 days ago'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /^End now/ }),
    ).not.toBeInTheDocument();
  });

  it('previews what a new one would hold back, and adds it', async () => {
    const { client } = renderAlerts('/silences');
    const matchers = [
      { label: 'type', operator: '=' as const, value: 'drift' },
    ];
    const { total } = await client.previewSilence({ matchers });
    await userEvent.click(
      await screen.findByRole('button', { name: 'New silence…' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'New silence' }),
    );
    expect(dialog.getByRole('button', { name: 'Silence' })).toBeDisabled();
    await userEvent.type(dialog.getByLabelText('Label'), 'type');
    await userEvent.type(dialog.getByLabelText('Value'), 'drift');
    expect(
      await dialog.findByText(
        new RegExp(`^It would hold back ${total} alerts that fire now`),
      ),
    ).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: '1 day' }));
    expect(dialog.getByText('The reason is missing.')).toBeInTheDocument();
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'a sale');
    await userEvent.click(dialog.getByRole('button', { name: 'Silence' }));
    await waitFor(async () => expect(await listed()).toHaveLength(3));
    const { silences } = await client.listSilences({ state: ['active'] });
    const added = silences.find(({ comment }) => comment === 'a sale')!;
    expect(added.matchers).toEqual(matchers);
    expect(Date.parse(added.endsAt) - Date.now()).toBeGreaterThan(
      23.9 * 3_600_000,
    );
  });

  it('does not send an expression that is none', async () => {
    renderAlerts('/silences');
    await userEvent.click(
      await screen.findByRole('button', { name: 'New silence…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText('Label'), 'owner');
    await userEvent.selectOptions(dialog.getByLabelText('Operator'), '=~');
    await userEvent.type(dialog.getByLabelText('Expression'), '(risk');
    expect(dialog.getByText('No regular expression')).toBeInTheDocument();
    expect(
      dialog.getByText('A condition cannot be used as it is.'),
    ).toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Silence' })).toBeDisabled();
  });

  it('ends one after a question', async () => {
    const { client } = renderAlerts('/silences');
    await userEvent.click(
      await screen.findByRole('button', { name: /^End now: Known/ }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'End the silence' }),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'End now' }));
    await waitFor(async () => expect(await listed()).toHaveLength(1));
    const { silences } = await client.listSilences({ state: ['expired'] });
    expect(silences[0].endedBy).toBe('user:default/guest');
  });

  it('offers nothing to change to who may not', async () => {
    renderAlerts('/silences', { authorize: AuthorizeResult.DENY });
    expect(
      await screen.findByText('ai-governance.alert.silence'),
    ).toBeInTheDocument();
    expect(await listed()).toHaveLength(2);
    expect(screen.queryByRole('button', { name: /…$/ })).toBeNull();
  });

  it('silences an alert from its own page, with conditions that mean just it', async () => {
    const alert = fixtureAlerts(ALERTING, Date.now())[0];
    const { client } = renderAlerts(`?alert=${alert.id}`);
    const createSilence = jest.spyOn(client, 'createSilence');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Silence…' }),
    );
    expect(
      await screen.findByText(/^It would hold back 1 alert that fires now/),
    ).toBeInTheDocument();
    const dialog = within(screen.getByRole('dialog', { name: 'New silence' }));
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'known');
    await userEvent.click(dialog.getByRole('button', { name: 'Silence' }));
    await waitFor(() => expect(createSilence).toHaveBeenCalledTimes(1));
    expect(createSilence.mock.calls[0][0].matchers).toContainEqual({
      label: 'entity',
      operator: '=',
      value: alert.entityRef,
    });
  });
});
