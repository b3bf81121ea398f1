import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fixtureAlerts } from '../../../dev/fixtures/alerts';
import { ALERTING, renderAlerts } from '../../__testUtils__/renderAlerts';

const alerts = fixtureAlerts(ALERTING, Date.now());
const told = alerts.find(
  ({ state, notifiedAt, acknowledgement, severity }) =>
    state === 'firing' &&
    notifiedAt &&
    !acknowledgement &&
    severity === 'critical',
)!;
const held = alerts.find(({ suppression }) => suppression?.by === 'silence')!;

/** The open alert, once it is there. */
async function drawer(title: string) {
  return within(
    await screen.findByRole('dialog', { name: new RegExp(`^${title}, `) }),
  );
}

describe('AlertDrawer', () => {
  it('says why an alert was told: route, group, timers, escalation, deliveries', async () => {
    renderAlerts(`?alert=${told.id}`);
    const open = await drawer(told.title);
    expect(
      await open.findByText(/^People were told through 2 destinations/),
    ).toBeInTheDocument();
    expect(
      open.getByText(/Route “root \/ owners” takes it, because owner != ""/),
    ).toBeInTheDocument();
    expect(
      open.getByText(
        /^Last decision, .* UTC: Told, because nobody knew of this group/,
      ),
    ).toBeInTheDocument();
    expect(
      open.getByText(
        /Escalation “on-call”: step 1 of 3 done in round 1 of 5; the next is due/,
      ),
    ).toBeInTheDocument();
    expect(
      open.getByText(/waits 30 seconds .* looks every 5 minutes/),
    ).toBeInTheDocument();
    expect(open.getByText(/Slack answered 429/)).toBeInTheDocument();
    expect(
      open.getByText('rule “Large shifts are critical”, version 2'),
    ).toBeInTheDocument();
  });

  it('says why an alert was not told', async () => {
    renderAlerts(`?alert=${held.id}`);
    const open = await drawer(held.title);
    expect(await open.findByText(/^Last decision, /)).toHaveTextContent(
      'Held back by a silence.',
    );
    expect(open.getByRole('alert')).toHaveTextContent(
      /Silenced: Silenced by user:default\/maria/,
    );
  });

  it('takes an alert on with a reason, which stands in its timeline', async () => {
    const { client } = renderAlerts(`?alert=${told.id}`);
    const open = await drawer(told.title);
    await userEvent.click(
      await open.findByRole('button', { name: 'Acknowledge…' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: /^Acknowledge: / }),
    );
    await userEvent.type(dialog.getByRole('textbox'), 'looking at it');
    await userEvent.click(dialog.getByRole('button', { name: 'Acknowledge' }));
    await waitFor(async () =>
      expect((await client.getAlert(told.id)).acknowledgement?.by).toBe(
        'user:default/guest',
      ),
    );
    expect(await open.findByText(/looking at it/)).toBeInTheDocument();
    expect(
      await open.findByRole('button', { name: 'Give back…' }),
    ).toBeInTheDocument();
  });

  it('does not end an alert by hand without a reason', async () => {
    const { client } = renderAlerts(`?alert=${told.id}`);
    const open = await drawer(told.title);
    await userEvent.click(
      await open.findByRole('button', { name: 'Resolve…' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: /^Resolve by hand: / }),
    );
    expect(dialog.getByRole('button', { name: 'Resolve' })).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox'), 'wrong data');
    await userEvent.click(dialog.getByRole('button', { name: 'Resolve' }));
    await waitFor(async () =>
      expect((await client.getAlert(told.id)).state).toBe('resolved'),
    );
  });

  it('says why a change was refused', async () => {
    renderAlerts(`?alert=${told.id}`, {
      prepare: client => {
        jest
          .spyOn(client, 'changeAlert')
          .mockRejectedValue(new Error('It has ended meanwhile'));
      },
    });
    const open = await drawer(told.title);
    await userEvent.click(
      await open.findByRole('button', { name: 'Acknowledge…' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Acknowledge' }),
    );
    expect(
      await screen.findByText(
        'The alert was not changed: It has ended meanwhile',
      ),
    ).toBeInTheDocument();
  });

  it('offers no change to who may not make it', async () => {
    renderAlerts(`?alert=${told.id}`, { authorize: AuthorizeResult.DENY });
    const open = await drawer(told.title);
    expect(
      await open.findByText('ai-governance.alert.acknowledge'),
    ).toBeInTheDocument();
    expect(
      open.queryByRole('button', { name: 'Acknowledge…' }),
    ).not.toBeInTheDocument();
  });

  it('says that an alert is not there, and closes', async () => {
    renderAlerts('?alert=gone');
    expect(
      await screen.findByText('There is no such alert, or you may not see it.'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Close the alert' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });
});
