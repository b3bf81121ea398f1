import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fleet } from '../../../dev/fixtures';
import { END, renderPage } from '../../__testUtils__/renderFleet';

const endpoints = fleet(400, END);

/** Rows of findings once the table has settled. */
async function findings() {
  const region = await screen.findByRole('region', {
    name: 'Inventory findings',
  });
  await waitFor(() => expect(region).toHaveAttribute('aria-busy', 'false'));
  return within(region).getAllByRole('row').slice(1);
}

describe('InventoryPage', () => {
  it('counts each issue and says what is wrong, since when, and what to do', async () => {
    const { client } = renderPage('inventory', { endpoints });
    const { counts, items } = await client.getInventory({ limit: 25 });
    expect(
      await screen.findByRole('button', { name: /^Not registered: / }),
    ).toHaveAccessibleName(
      `Not registered: ${counts.unregistered}. Runs in a cloud, but no catalog file registers it.`,
    );
    const rows = await findings();
    expect(rows).toHaveLength(25);
    const index = items.findIndex(({ issue }) => issue === 'unregistered');
    expect(rows[index]).toHaveTextContent(items[index].detail);
    expect(
      within(rows[index]).getByRole('link', { name: 'Register it' }),
    ).toHaveAttribute('href', '/create');
    const unlinked = items.findIndex(({ fix }) => fix.url === null);
    expect(rows[unlinked]).toHaveTextContent(items[unlinked].fix.label);
  });

  it('shows one issue when its count is pressed, also from a shared address', async () => {
    const { client } = renderPage('inventory?issue=no-owner', { endpoints });
    const { counts } = await client.getInventory();
    await waitFor(async () =>
      expect(await findings()).toHaveLength(counts['no-owner']),
    );
    const getInventory = jest.spyOn(client, 'getInventory');
    await userEvent.click(screen.getByRole('button', { name: /^Gone: / }));
    await waitFor(() =>
      expect(getInventory).toHaveBeenLastCalledWith(
        expect.objectContaining({ issue: ['gone'] }),
      ),
    );
    await waitFor(async () =>
      expect(await findings()).toHaveLength(counts.gone),
    );
  });

  it('turns pages', async () => {
    const { client } = renderPage('inventory', { endpoints });
    const { counts } = await client.getInventory();
    const total = Object.values(counts).reduce((sum, count) => sum + count);
    expect(
      await screen.findByText(`1–25 of ${total} findings`),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(
      await screen.findByText(`26–${Math.min(50, total)} of ${total} findings`),
    ).toBeInTheDocument();
  });

  it('says so when everything is in order', async () => {
    renderPage('inventory', {
      endpoints: endpoints.slice(0, 5).map(endpoint => ({
        ...endpoint,
        captureOff: false,
      })),
    });
    expect(
      await screen.findByRole('region', { name: 'Nothing to put in order' }),
    ).toBeInTheDocument();
  });

  it('does not call a filter that lets nothing through order', async () => {
    renderPage('inventory?search=nothing-is-called-so', { endpoints });
    expect(
      await screen.findByRole('region', { name: 'No finding matches' }),
    ).toBeInTheDocument();
  });

  it('says why it could not be loaded', async () => {
    renderPage('inventory', {
      endpoints,
      prepare: client =>
        jest
          .spyOn(client, 'getInventory')
          .mockRejectedValue(new Error('the reconciliation is not through')),
    });
    expect(
      await screen.findByText('the reconciliation is not through'),
    ).toBeInTheDocument();
  });
});
