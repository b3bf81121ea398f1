import { NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fixtureAlerts } from '../../../dev/fixtures/alerts';
import { ALERTING, renderAlertsOf } from '../../__testUtils__/renderAlerts';

const alerts = fixtureAlerts(ALERTING, Date.now());
const firing = ALERTING[0];
const calm = ALERTING[alerts.findIndex(({ state }) => state === 'resolved')];

describe('AlertsTab', () => {
  it('shows the alerts of its endpoint and of no other', async () => {
    renderAlertsOf('alerts', firing);
    const list = await screen.findByRole('list', { name: 'Alerts' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(1);
    expect(within(list).getByRole('listitem')).toHaveTextContent(
      alerts[0].detail,
    );
    expect(
      screen.getByText('1 alert fires: 1 that nobody has taken on.'),
    ).toBeInTheDocument();
    await userEvent.click(
      within(list).getByRole('button', { name: alerts[0].title }),
    );
    expect(
      await screen.findByRole('dialog', {
        name: `${alerts[0].title}, ${alerts[0].entityTitle}`,
      }),
    ).toBeInTheDocument();
  });

  it('says that nothing fires, and still finds what has ended', async () => {
    renderAlertsOf('alerts', calm);
    expect(
      await screen.findByRole('region', { name: 'Nothing fires' }),
    ).toHaveTextContent('No check of this endpoint');
    await userEvent.selectOptions(screen.getByLabelText('State'), 'resolved');
    await waitFor(() =>
      expect(
        within(screen.getByRole('list', { name: 'Alerts' })).getAllByRole(
          'listitem',
        ),
      ).toHaveLength(1),
    );
  });
});

describe('AlertsCard', () => {
  it('counts what fires and leads to it', async () => {
    renderAlertsOf('alerts-card', firing);
    const list = await screen.findByRole('list', { name: 'Gravest alerts' });
    expect(within(list).getByText('Critical')).toBeInTheDocument();
    expect(
      within(list).getByRole('link', { name: alerts[0].title }),
    ).toHaveAttribute(
      'href',
      expect.stringMatching(new RegExp(`/alerts\\?alert=${alerts[0].id}$`)),
    );
    expect(screen.getByText('1')).toBeInTheDocument();
  });

  it('says that nothing fires', async () => {
    renderAlertsOf('alerts-card', calm);
    expect(await screen.findByText('Nothing fires.')).toBeInTheDocument();
  });

  it('does not take alerts that may not be seen for none', async () => {
    renderAlertsOf('alerts-card', firing, {
      prepare: client => {
        jest
          .spyOn(client, 'getSummary')
          .mockRejectedValue(new NotAllowedError('not for you'));
      },
    });
    expect(
      await screen.findByText('You may not see the alerts of this endpoint.'),
    ).toBeInTheDocument();
    expect(screen.queryByText('Nothing fires.')).not.toBeInTheDocument();
  });
});
