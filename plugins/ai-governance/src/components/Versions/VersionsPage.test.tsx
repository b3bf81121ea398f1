import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../__testUtils__/renderFleet';

const timeline = () =>
  screen.findByRole('list', { name: 'Versions by day (UTC)' });

describe('VersionsPage', () => {
  it('tells across all clouds which version was first seen when, and what it changed', async () => {
    const { client } = renderPage('versions');
    const { items } = await client.listVersions({ limit: 25 });
    const list = within(await timeline());
    const [first] = items;
    const link = list.getByRole('link', { name: first.title });
    const item = link.closest('li') as HTMLElement;
    expect(item).toHaveTextContent(`version ${first.model.version}`);
    expect(item).toHaveTextContent('in use');
    expect(item).toHaveTextContent('Approved');
    expect(
      within(item).getByRole('list', { name: 'What changed' }),
    ).toHaveTextContent(
      `version ${Number(first.model.version) - 1} → ${first.model.version}`,
    );
    expect(item).toHaveTextContent(/first seen .* UTC/);
  });

  it('looks further back on request and turns pages', async () => {
    const { client } = renderPage('versions');
    await timeline();
    const listVersions = jest.spyOn(client, 'listVersions');
    await userEvent.click(screen.getByRole('button', { name: '90 days' }));
    await waitFor(() => expect(listVersions).toHaveBeenCalled());
    const [{ since } = { since: undefined }] = listVersions.mock.calls[0];
    const days = (Date.now() - Date.parse(since ?? '')) / 86_400_000;
    expect(Math.round(days)).toBe(90);
    expect(await screen.findByText('1–25')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByText('26–50')).toBeInTheDocument();
  });

  it('says so when nothing was deployed', async () => {
    renderPage('versions?days=7', { endpoints: [] });
    expect(
      await screen.findByRole('region', {
        name: 'No new version in this period',
      }),
    ).toBeInTheDocument();
  });
});
