import { NotAllowedError } from '@backstage/errors';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderAlerts } from '../../__testUtils__/renderAlerts';

/** The alerts that are listed, once they are. */
async function listed() {
  return within(
    await screen.findByRole('list', { name: 'Alerts' }),
  ).getAllByRole('listitem');
}

describe('AlertsPage', () => {
  it('says how many fire, and lists the gravest first with severity in a word', async () => {
    const { client } = renderAlerts();
    const summary = await client.getSummary();
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: new RegExp(`^${summary.firing} alerts fire: `),
      }),
    ).toBeInTheDocument();
    const items = await listed();
    expect(items).toHaveLength(25);
    const { items: alerts } = await client.listAlerts({
      state: ['firing'],
      limit: 25,
    });
    expect(items[0]).toHaveTextContent('Critical');
    expect(items[0]).toHaveTextContent(alerts[0].detail);
    items.forEach((item, index) =>
      expect(item).toHaveTextContent(alerts[index].entityTitle),
    );
  });

  it('takes filters from a shared address, and clears them', async () => {
    const { client } = renderAlerts('?state=resolved&type=drift');
    const expected = await client.listAlerts({
      state: ['resolved'],
      type: ['drift'],
    });
    await waitFor(async () =>
      expect(await listed()).toHaveLength(expected.items.length),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(async () => expect(await listed()).toHaveLength(25));
  });

  it('shows one severity when its count is pressed', async () => {
    const { client } = renderAlerts();
    const { bySeverity } = await client.getSummary();
    await userEvent.click(
      await screen.findByRole('button', { name: /^Critical: / }),
    );
    await waitFor(async () =>
      expect(await listed()).toHaveLength(bySeverity.critical),
    );
    expect(screen.getByRole('button', { name: /^Critical: / })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  it('puts the alerts of a page together by type', async () => {
    renderAlerts('?group=type');
    expect(
      await screen.findByRole('list', { name: /^Drift/ }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('list', { name: /^Failed check/ }),
    ).toBeInTheDocument();
  });

  it('acknowledges the chosen ones, and says which stay as they were', async () => {
    const { client } = renderAlerts('?state=all');
    const items = await listed();
    await userEvent.click(
      screen.getByRole('button', { name: 'Choose all on this page' }),
    );
    expect(screen.getByText('25 alerts chosen')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Acknowledge' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'Acknowledge: 25 alerts',
    });
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'on it',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Acknowledge' }),
    );
    expect(
      await screen.findByText(/It does not fire any more/),
    ).toHaveTextContent(/\d+ alerts changed\. Unchanged: \d+ alerts?: /);
    expect(items).toHaveLength(25);
    const { items: after } = await client.listAlerts({ limit: 25 });
    after
      .filter(({ state }) => state === 'firing')
      .forEach(alert =>
        expect(alert.acknowledgement?.by).toBe('user:default/guest'),
      );
  });

  it('assigns the chosen ones to somebody of the catalog', async () => {
    const { client } = renderAlerts();
    const [first] = (await client.listAlerts({ state: ['firing'] })).items;
    await listed();
    await userEvent.click(
      screen.getAllByRole('checkbox', { name: /^Choose / })[0],
    );
    await userEvent.click(screen.getByRole('button', { name: 'Assign…' }));
    await userEvent.click(
      await screen.findByRole('textbox', { name: /Assign to/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Maria Sol (user)' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Assign' }));
    expect(await screen.findByText('1 alert changed.')).toBeInTheDocument();
    expect((await client.getAlert(first.id)).assignee).toBe(
      'user:default/maria',
    );
  });

  it('asks again when the backend says that alerts have changed', async () => {
    const { client, signals } = renderAlerts();
    await listed();
    const listAlerts = jest.spyOn(client, 'listAlerts');
    act(() => signals.publish());
    await waitFor(() => expect(listAlerts).toHaveBeenCalled());
  });

  it('says that alerts could not be counted, and still lists them', async () => {
    renderAlerts('', {
      prepare: client => {
        jest
          .spyOn(client, 'getSummary')
          .mockRejectedValue(new Error('the count took too long'));
      },
    });
    expect(
      await screen.findByText(
        'The alerts could not be counted: the count took too long',
      ),
    ).toBeInTheDocument();
    expect(await listed()).toHaveLength(25);
  });

  it('says so when nothing fires', async () => {
    renderAlerts('', { alerting: [] });
    expect(
      await screen.findByRole('region', { name: 'Nothing fires' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { level: 1, name: 'Nothing fires.' }),
    ).toBeInTheDocument();
  });

  it('does not take a filter that lets nothing through for nothing that fires', async () => {
    renderAlerts('?search=nothing-is-called-so');
    expect(
      await screen.findByRole('region', { name: 'No alert matches' }),
    ).toBeInTheDocument();
  });

  it('says which permission is missing', async () => {
    renderAlerts('', {
      prepare: client => {
        jest
          .spyOn(client, 'listAlerts')
          .mockRejectedValue(new NotAllowedError('not for you'));
      },
    });
    expect(
      await screen.findByText('ai-governance.alert.read'),
    ).toBeInTheDocument();
  });

  it('says why alerts could not be loaded, and tries again', async () => {
    const { client } = renderAlerts('', {
      prepare: fixture => {
        jest
          .spyOn(fixture, 'listAlerts')
          .mockRejectedValueOnce(new Error('the database is away'));
      },
    });
    expect(await screen.findByText('the database is away')).toBeInTheDocument();
    expect(client.listAlerts).toHaveBeenCalledTimes(1);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await listed()).toHaveLength(25);
  });
});
