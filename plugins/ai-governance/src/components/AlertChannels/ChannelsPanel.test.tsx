import { NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderAlerts } from '../../__testUtils__/renderAlerts';

/** A channel's row, once it is there. */
async function channel(name: string) {
  const list = await screen.findByRole('list', { name: 'Channels' });
  return within(list)
    .getAllByRole('listitem')
    .find(item => within(item).queryByRole('heading', { name }))!;
}

describe('ChannelsPanel', () => {
  it('says of each channel whether it works, and does not call one that was never tried good', async () => {
    renderAlerts('/channels');
    expect(await channel('Slack Works')).toHaveTextContent(
      '2 messages waiting',
    );
    expect(await channel('E-mail Fails')).toHaveTextContent(
      /Last error, .* UTC: 550 5\.1\.1 no such mailbox/,
    );
    expect(await channel('PagerDuty Not tried yet')).toHaveTextContent(
      'No message has arrived yet.',
    );
  });

  it('sends a test to the default destination', async () => {
    const { client } = renderAlerts('/channels');
    const testChannel = jest.spyOn(client, 'testChannel');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Send test: Slack' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Send test' }),
    );
    expect(
      await screen.findByText('#ml-alerts got the test.'),
    ).toBeInTheDocument();
    expect(testChannel).toHaveBeenCalledWith('slack', {});
  });

  it('says why a test did not arrive', async () => {
    renderAlerts('/channels');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Send test: E-mail' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Send test' })).toBeDisabled();
    await userEvent.type(
      dialog.getByLabelText(/^Entity/),
      'component:default/x',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Send test' }));
    expect(
      await dialog.findByText(
        'component:default/x did not get the test: 550 5.1.1 no such mailbox',
      ),
    ).toBeInTheDocument();
  });

  it('tries a dead letter again', async () => {
    const { client } = renderAlerts('/channels');
    const { items } = await client.listDeliveries({ state: ['dead'] });
    const name = `Try again: ${items[0].title}`;
    await userEvent.click(await screen.findByRole('button', { name }));
    await waitFor(() =>
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument(),
    );
    expect(
      (await client.listDeliveries({ state: ['pending'] })).items[0].id,
    ).toBe(items[0].id);
  });

  it('shows deliveries in another state, which cannot be tried again', async () => {
    renderAlerts('/channels?state=sent');
    const list = await screen.findByRole('list', { name: 'Deliveries' });
    expect(within(list).getAllByText('Sent')).not.toHaveLength(0);
    expect(within(list).queryByRole('button')).not.toBeInTheDocument();
  });

  it('says which permission is missing', async () => {
    renderAlerts('/channels', {
      prepare: client => {
        jest
          .spyOn(client, 'listChannels')
          .mockRejectedValue(new NotAllowedError('not for you'));
      },
    });
    expect(
      await screen.findByText('ai-governance.alert.administer'),
    ).toBeInTheDocument();
  });
});
