import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fleet } from '../../../dev/fixtures';
import { END, renderPage } from '../../__testUtils__/renderFleet';
import { describeVerdicts } from './VerdictTrend';
import { describeFleet } from './FleetHeadline';

const table = () => screen.getByRole('region', { name: 'List of endpoints' });

/** Waits until the table has settled. @returns the names of its endpoints */
async function shownEndpoints(
  check: (names: (string | null)[]) => void = names =>
    expect(names).not.toHaveLength(0),
): Promise<(string | null)[]> {
  return waitFor(() => {
    expect(table()).toHaveAttribute('aria-busy', 'false');
    const names = within(table())
      .queryAllByRole('rowheader')
      .map(cell => within(cell).getByRole('link').textContent);
    check(names);
    return names;
  });
}

const tile = (name: RegExp) => screen.findByRole('button', { name });

describe('FleetPage', () => {
  it('says first how the fleet does, then shows the worst endpoints', async () => {
    const { client } = renderPage('endpoints');
    const summary = await client.getFleet();
    expect(
      await screen.findByRole('heading', { name: describeFleet(summary) }),
    ).toBeInTheDocument();
    const listModels = jest.spyOn(client, 'listModels');
    const names = await shownEndpoints();
    expect(names).toHaveLength(25);
    const { items } = await client.listModels({ order: 'verdict', limit: 25 });
    expect(names).toEqual(items.map(({ title }) => title));
    expect(listModels).not.toHaveBeenCalledWith(
      expect.objectContaining({ limit: 60 }),
    );
    const [first] = within(table()).getAllByRole('row').slice(1);
    expect(first).toHaveTextContent(items[0].summary);
    expect(
      within(first).getByRole('img', {
        name: /^Last 14 days \(UTC\): .*drift/,
      }),
    ).toBeInTheDocument();
    expect(
      within(first).getByRole('link', { name: items[0].title }),
    ).toHaveAttribute('href', `/catalog/default/component/${items[0].title}`);
  });

  it('filters by a card, and shows everything again when it is pressed once more', async () => {
    const { endpoints } = renderPage('endpoints');
    const drifting = endpoints
      .filter(({ model }) => model.verdict === 'fail')
      .map(({ model }) => model.title);
    const card = await tile(/^Drift: /);
    expect(card).toHaveAccessibleName(
      `Drift: ${drifting.length}. Show only these endpoints`,
    );
    await userEvent.click(card);
    expect(card).toHaveAttribute('aria-pressed', 'true');
    await shownEndpoints(names =>
      expect(names.sort()).toEqual(drifting.sort()),
    );
    await userEvent.click(card);
    await shownEndpoints(names => expect(names).toHaveLength(25));
  });

  it('shows what a shared address names', async () => {
    const { endpoints } = renderPage(
      'endpoints?verdict=fail&verdict=warn&order=title&direction=desc',
    );
    const wanted = endpoints
      .map(({ model }) => model)
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
      .map(({ title }) => title)
      .sort()
      .reverse();
    expect(await shownEndpoints()).toEqual(wanted);
    expect(await tile(/^Open findings: /)).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    expect(
      screen.getByRole('columnheader', { name: 'Endpoint' }),
    ).toHaveAttribute('aria-sort', 'descending');
  });

  it('filters by owner and by words', async () => {
    const { endpoints } = renderPage('endpoints');
    await shownEndpoints();
    const [{ model }] = endpoints;
    const owner = model.owner.replace('group:default/', '');
    await userEvent.click(screen.getByRole('textbox', { name: 'Owner' }));
    await userEvent.click(
      await screen.findByRole('option', { name: new RegExp(`^${owner}`) }),
    );
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search endpoints' }),
      model.title,
    );
    await shownEndpoints(names => expect(names).toEqual([model.title]));
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await shownEndpoints(names => expect(names).toHaveLength(25));
  });

  it('turns pages with the cursors of the server', async () => {
    renderPage('endpoints?order=title');
    const first = await shownEndpoints();
    expect(await screen.findByText('1–25 of 60 endpoints')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Previous' })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(
      await screen.findByText('26–50 of 60 endpoints'),
    ).toBeInTheDocument();
    const second = await shownEndpoints();
    expect(second.filter(name => first.includes(name))).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(
      await screen.findByText('51–60 of 60 endpoints'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Previous' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Previous' }),
    );
    await shownEndpoints(names => expect(names).toEqual(first));
  });

  it('sorts by a column, and the other way round on a second press', async () => {
    const { client } = renderPage('endpoints');
    await shownEndpoints();
    const listModels = jest.spyOn(client, 'listModels');
    const header = screen.getByRole('button', { name: 'Health' });
    await userEvent.click(header);
    await waitFor(() =>
      expect(listModels).toHaveBeenLastCalledWith(
        expect.objectContaining({ order: 'health', direction: 'asc' }),
      ),
    );
    await userEvent.click(header);
    await waitFor(() =>
      expect(listModels).toHaveBeenLastCalledWith(
        expect.objectContaining({ order: 'health', direction: 'desc' }),
      ),
    );
  });

  it('runs the checks of an endpoint from its row and shows how far they are', async () => {
    const { client } = renderPage('endpoints');
    const [name] = await shownEndpoints();
    const startRun = jest.spyOn(client, 'startRun');
    await userEvent.click(
      screen.getByRole('button', { name: `Actions for ${name}` }),
    );
    expect(
      await screen.findByRole('menuitem', { name: 'Open Drift' }),
    ).toHaveAttribute('href', `/catalog/default/component/${name}/drift`);
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Run checks now' }),
    );
    expect(startRun).toHaveBeenCalledWith(`default.${name}`);
    expect(
      await screen.findByText('Counting logged rows: 2 of 5 log objects'),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(screen.queryByRole('progressbar')).not.toBeInTheDocument(),
    );
  });

  it('starts no runs for those who may not', async () => {
    renderPage('endpoints', { authorize: AuthorizeResult.DENY });
    const [name] = await shownEndpoints();
    await userEvent.click(
      screen.getByRole('button', { name: `Actions for ${name}` }),
    );
    expect(
      await screen.findByRole('menuitem', {
        name: 'You may not start runs on it',
      }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('says what to do when nothing was discovered yet', async () => {
    renderPage('endpoints', { endpoints: [] });
    const notice = await screen.findByRole('region', {
      name: 'No model endpoint to show yet',
    });
    expect(notice).toHaveTextContent('catalog: providers: sagemaker:');
  });

  it('says that nothing passes the filters', async () => {
    renderPage('endpoints?search=nothing-is-called-so');
    expect(
      await screen.findByRole('region', { name: 'No endpoint matches' }),
    ).toBeInTheDocument();
  });

  it('says what the server said when it failed, and tries again', async () => {
    const { client } = renderPage('endpoints', {
      prepare: fixture =>
        jest
          .spyOn(fixture, 'listModels')
          .mockRejectedValue(new Error('the database is not reachable')),
    });
    expect(
      await screen.findByText('the database is not reachable'),
    ).toBeInTheDocument();
    jest.spyOn(client, 'listModels').mockRestore();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await shownEndpoints()).toHaveLength(25);
  });

  it('explains a missing permission', async () => {
    renderPage('endpoints', {
      prepare: fixture =>
        jest
          .spyOn(fixture, 'getFleet')
          .mockRejectedValue(new NotAllowedError('not for you')),
    });
    expect(
      await screen.findByRole('region', {
        name: 'You may not see these measurements',
      }),
    ).toBeInTheDocument();
  });

  it('draws what runs where, closed when there is much of it', async () => {
    renderPage('endpoints?view=topology', { endpoints: fleet(60, END) });
    expect(await screen.findByText('60 endpoints')).toBeInTheDocument();
    const graph = within(
      await screen.findByRole('region', { name: 'Deployment graph' }),
    );
    expect(graph.queryByText('Model version')).not.toBeInTheDocument();
    const [place] = graph.getAllByRole('button', { name: /^Endpoints of / });
    expect(place).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(place);
    expect(await graph.findByText('Model version')).toBeInTheDocument();
    expect(place).toHaveAttribute('aria-expanded', 'true');
  });

  it('lists what runs where for those who do not see the graph', async () => {
    const { endpoints } = renderPage('endpoints?view=topology', {
      endpoints: fleet(5, END),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'List' }));
    const list = within(
      await screen.findByRole('list', { name: 'What runs where' }),
    );
    endpoints.forEach(({ model }) =>
      expect(list.getByRole('link', { name: model.title })).toHaveAttribute(
        'href',
        `/catalog/default/component/${model.title}`,
      ),
    );
  });
});

describe('describeVerdicts', () => {
  it('tells stretches of days', () => {
    expect(
      describeVerdicts(['pass', 'pass', null, 'warn', 'fail', 'fail']),
    ).toBe('2 days no drift, 1 day no run, 1 day warning, 2 days drift');
  });
});

describe('describeFleet', () => {
  it('does not call a fleet well that was never measured', async () => {
    const { client } = renderPage('endpoints', { endpoints: [] });
    const nothing = await client.getFleet();
    expect(
      describeFleet({
        ...nothing,
        total: 3,
        verdicts: { ...nothing.verdicts, none: 3 },
      }),
    ).toBe('None of 3 endpoints has been measured yet.');
  });
});
