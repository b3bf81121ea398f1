import {
  ANNOTATION_DISCOVERY_ERROR,
  ANNOTATION_DISCOVERY_ERROR_SINCE,
} from '@ai-governance/plugin-ai-governance-common';
import { screen, within } from '@testing-library/react';
import { fleet } from '../../../dev/fixtures';
import { deploymentOf } from '../../../dev/fixtures/fleet';
import { END, renderEndpoint } from '../../__testUtils__/renderFleet';

const endpoint = fleet(100, END).find(
  candidate => deploymentOf(candidate).variants.length === 2,
)!;

describe('DeploymentTab', () => {
  it('shows variants with their traffic, model versions and approval', async () => {
    renderEndpoint('deployment', endpoint);
    const [main, canary] = deploymentOf(endpoint).variants;
    const region = within(
      await screen.findByRole('region', { name: 'Variants and their models' }),
    );
    expect(await region.findByText('Approved')).toBeInTheDocument();
    const [, first, second] = region.getAllByRole('row');
    expect(first).toHaveTextContent(main.name);
    expect(first).toHaveTextContent('90.0 % of requests');
    expect(
      within(first).getByRole('link', {
        name: `${main.models[0].name} version ${main.models[0].version}`,
      }),
    ).toBeInTheDocument();
    expect(second).toHaveTextContent(canary.name);
    expect(second).toHaveTextContent('Approval pending');
  });

  it('draws where it runs, with a list beside it', async () => {
    renderEndpoint('deployment', endpoint);
    const graph = within(
      await screen.findByRole('region', { name: 'Deployment graph' }),
    );
    expect(graph.getByText(endpoint.model.title)).toBeInTheDocument();
    expect(graph.getByText('10.0 % of requests')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'List' })).toBeInTheDocument();
  });

  it('tells which versions it served', async () => {
    renderEndpoint('deployment', endpoint);
    const list = within(
      await screen.findByRole('list', { name: 'Versions by day (UTC)' }),
    );
    expect(list.getAllByText('in use')).toHaveLength(2);
    expect(
      list.getAllByText('The first one seen behind this variant'),
    ).toHaveLength(2);
  });

  it('says that the last look at the cloud failed', async () => {
    renderEndpoint('deployment', {
      ...endpoint,
      entity: {
        ...endpoint.entity,
        metadata: {
          ...endpoint.entity.metadata,
          annotations: {
            [ANNOTATION_DISCOVERY_ERROR]: 'the credentials have expired',
            [ANNOTATION_DISCOVERY_ERROR_SINCE]: '2026-11-10T10:00:00Z',
          },
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /failed, as every one since 10 Nov.* 10:00 UTC, so this may be out of date: the credentials have expired/,
    );
  });

  it('does not invent a deployment that nobody has seen', async () => {
    renderEndpoint(
      'deployment',
      {
        ...endpoint,
        entity: {
          ...endpoint.entity,
          spec: { type: 'model-endpoint', owner: 'group:default/a' },
        },
      },
      {
        prepare: client =>
          jest
            .spyOn(client, 'getVersions')
            .mockResolvedValue({ versions: [], nextCursor: null }),
      },
    );
    expect(
      await screen.findByRole('region', { name: 'Not known what runs here' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('No version has been seen yet.'),
    ).toBeInTheDocument();
  });
});
