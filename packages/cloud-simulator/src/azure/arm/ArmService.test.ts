import { AzureMachineLearningWorkspaces } from '@azure/arm-machinelearning';
import {
  bearerTokenAuthenticationPolicyName,
  type PipelinePolicy,
} from '@azure/core-rest-pipeline';
import { CloudSimulator } from '../../CloudSimulator';
import { DEMO_SUBSCRIPTION } from '../../fleet/azure/demoAzure';
import { demoFleet } from '../../fleet/demoFleet';
import type { SimulatedAzure } from '../../fleet/azureTypes';
import type { SimulatedFleet } from '../../fleet/types';

const GROUP = 'rg-ml-production';
const WORKSPACE = 'ml-production';
const ANCHOR = new Date('2026-03-31T12:00:00Z');

/** The SDK's client; over http it sends no token by itself. */
function clientOf(simulator: CloudSimulator, subscription = DEMO_SUBSCRIPTION) {
  const headers: Record<string, string>[] = [];
  const token: PipelinePolicy = {
    name: 'token',
    async sendRequest(request, next) {
      request.headers.set('authorization', 'Bearer test');
      const response = await next(request);
      headers.push(response.headers.toJSON());
      return response;
    },
  };
  const client = new AzureMachineLearningWorkspaces(
    { getToken: async () => null },
    subscription,
    {
      endpoint: simulator.armUrl,
      allowInsecureConnection: true,
      apiVersion: '2024-04-01',
      retryOptions: { retryDelayInMs: 5 },
    },
  );
  client.pipeline.removePolicy({ name: bearerTokenAuthenticationPolicyName });
  client.pipeline.addPolicy(token);
  return { client, headers };
}

async function pages<T>(list: {
  byPage(): AsyncIterableIterator<T[]>;
}): Promise<T[][]> {
  const all: T[][] = [];
  for await (const page of list.byPage()) {
    all.push([...page]);
  }
  return all;
}

describe('ArmService', () => {
  let simulator: CloudSimulator;
  let azure: SimulatedAzure;
  let fleet: SimulatedFleet;

  beforeEach(async () => {
    fleet = structuredClone(demoFleet);
    azure = fleet.azure!;
    simulator = await CloudSimulator.start({ fleet, anchor: ANCHOR });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it('lists workspaces, endpoints and deployments', async () => {
    const { client } = clientOf(simulator);
    const [workspaces] = await pages(client.workspaces.listBySubscription());
    expect(workspaces.map(({ name, location }) => [name, location])).toEqual([
      ['ml-production', 'westeurope'],
      ['ml-lab', 'northeurope'],
    ]);
    const [endpoints] = await pages(
      // Names in ids are compared without regard to case.
      client.onlineEndpoints.list(GROUP.toUpperCase(), WORKSPACE),
    );
    expect(endpoints.map(({ name }) => name)).toEqual([
      'customer-churn',
      'claims-triage',
    ]);
    expect(endpoints[0]).toMatchObject({
      id: `/subscriptions/${DEMO_SUBSCRIPTION}/resourceGroups/${GROUP}/providers/Microsoft.MachineLearningServices/workspaces/${WORKSPACE}/onlineEndpoints/customer-churn`,
      tags: { owner: 'team-growth' },
      systemData: { createdAt: new Date('2026-01-26T12:00:00Z') },
      properties: {
        provisioningState: 'Succeeded',
        traffic: { blue: 100, green: 0 },
        mirrorTraffic: { green: 20 },
      },
    });
    const [deployments] = await pages(
      client.onlineDeployments.list(GROUP, WORKSPACE, 'customer-churn'),
    );
    expect(deployments[0]).toMatchObject({
      name: 'blue',
      sku: { capacity: 2 },
      properties: {
        endpointComputeType: 'Managed',
        instanceType: 'Standard_DS3_v2',
        model: expect.stringMatching(
          /^\/subscriptions\/.*\/models\/customer-churn\/versions\/4$/,
        ),
        dataCollector: {
          rollingRate: 'Hour',
          collections: {
            model_inputs: { dataCollectionMode: 'Enabled', samplingRate: 1 },
            model_outputs: { dataCollectionMode: 'Enabled', samplingRate: 1 },
          },
        },
      },
    });
  });

  it('lists models and their versions without the archived ones', async () => {
    const { client } = clientOf(simulator);
    const [models] = await pages(client.modelContainers.list(GROUP, WORKSPACE));
    expect(
      models.map(({ name, properties }) => [name, properties.latestVersion]),
    ).toEqual([
      ['customer-churn', '5'],
      ['claims-triage', '8'],
    ]);
    const versionsOf = async (listViewType?: string) =>
      (
        await pages(
          client.modelVersions.list(GROUP, WORKSPACE, 'customer-churn', {
            listViewType,
          }),
        )
      )
        .flat()
        .map(({ name }) => name);
    expect(await versionsOf()).toEqual(['5', '4']);
    expect(await versionsOf('All')).toEqual(['5', '4', '3']);
    expect(
      await client.modelVersions.get(GROUP, WORKSPACE, 'customer-churn', '3'),
    ).toMatchObject({
      name: '3',
      properties: { isArchived: true, jobName: 'train-churn-2311' },
    });
  });

  it('tells where the data collector writes', async () => {
    const { client } = clientOf(simulator);
    const expected = {
      datastoreType: 'AzureBlob',
      accountName: 'acmemlproduction',
      containerName: 'azureml-blobstore-0c8d5f0e',
      endpoint: 'core.windows.net',
      protocol: 'https',
    };
    const one = await client.datastores.get(
      GROUP,
      WORKSPACE,
      'workspaceblobstore',
    );
    expect(one.properties).toMatchObject(expected);
    const [list] = await pages(client.datastores.list(GROUP, WORKSPACE));
    expect(list.map(({ properties }) => properties)).toMatchObject([expected]);
  });

  it('pages with absolute links, also past empty pages', async () => {
    azure.paging = { size: 1, emptyFirstPage: true };
    const { client } = clientOf(simulator);
    const names = (
      await pages(client.onlineEndpoints.list(GROUP, WORKSPACE))
    ).map(page => page.map(({ name }) => name));
    expect(names).toEqual([[], ['customer-churn'], ['claims-triage']]);
    expect(simulator.requests().map(({ operation }) => operation)).toEqual([
      'onlineEndpoints.list',
      'onlineEndpoints.list',
      'onlineEndpoints.list',
    ]);
    const versions = await pages(
      client.modelVersions.list(GROUP, WORKSPACE, 'customer-churn'),
    );
    // The last page holds an archived version only.
    expect(versions.map(page => page.length)).toEqual([0, 1, 1, 0]);
  });

  it('throttles as told, with the time to wait', async () => {
    const { client, headers } = clientOf(simulator);
    simulator.addFault({
      service: 'arm',
      every: 2,
      effect: {
        kind: 'error',
        status: 429,
        code: 'TooManyRequests',
        retryAfterSeconds: 0,
      },
    });
    await pages(client.workspaces.listBySubscription());
    await pages(client.onlineEndpoints.list(GROUP, WORKSPACE));
    expect(simulator.requests().map(({ status }) => status)).toEqual([
      200, 429, 200,
    ]);
    expect(headers[0]['x-ms-ratelimit-remaining-subscription-reads']).toBe(
      '11999',
    );
  });

  it('refuses what a credential may not read, in the words of Azure', async () => {
    const { client } = clientOf(simulator);
    simulator.addFault({
      service: 'arm',
      resource: '/workspaces/ml-lab',
      effect: { kind: 'error', status: 403, code: 'AuthorizationFailed' },
    });
    await pages(client.onlineEndpoints.list(GROUP, WORKSPACE));
    await expect(
      pages(client.onlineEndpoints.list('rg-ml-lab', 'ml-lab')),
    ).rejects.toMatchObject({ statusCode: 403, code: 'AuthorizationFailed' });
  });

  it.each([
    [
      'SubscriptionNotFound',
      '/subscriptions/x/providers/Microsoft.MachineLearningServices/workspaces',
    ],
    [
      'ResourceGroupNotFound',
      `/subscriptions/${DEMO_SUBSCRIPTION}/resourceGroups/x/providers/Microsoft.MachineLearningServices/workspaces/${WORKSPACE}/models`,
    ],
    [
      'ResourceNotFound',
      `/subscriptions/${DEMO_SUBSCRIPTION}/resourceGroups/${GROUP}/providers/Microsoft.MachineLearningServices/workspaces/x/models`,
    ],
    [
      'ResourceNotFound',
      `/subscriptions/${DEMO_SUBSCRIPTION}/resourceGroups/${GROUP}/providers/Microsoft.MachineLearningServices/workspaces/${WORKSPACE}/models/x/versions/1`,
    ],
    ['InvalidResourceType', '/subscriptions'],
  ])('answers %s', async (code, path) => {
    const response = await fetch(
      `${simulator.armUrl}${path}?api-version=2024-04-01`,
      { headers: { authorization: 'Bearer test' } },
    );
    expect(response.status).toBe(404);
    expect((await response.json()).error.code).toBe(code);
  });

  it('asks for a token and an API version', async () => {
    const url = `${simulator.armUrl}/subscriptions/${DEMO_SUBSCRIPTION}/providers/Microsoft.MachineLearningServices/workspaces`;
    expect((await fetch(url)).status).toBe(401);
    const response = await fetch(url, {
      headers: { authorization: 'Bearer test' },
    });
    expect(response.status).toBe(400);
    expect((await response.json()).error.code).toBe(
      'MissingApiVersionParameter',
    );
  });
});

it('limits the reads of a subscription', async () => {
  const fleet = structuredClone(demoFleet);
  fleet.azure!.readLimit = { burst: 2, perSecond: 0.5 };
  let now = ANCHOR.getTime();
  const simulator = await CloudSimulator.start({
    fleet,
    anchor: ANCHOR,
    now: () => new Date(now),
  });
  try {
    const read = async () => {
      const response = await fetch(
        `${simulator.armUrl}/subscriptions/${DEMO_SUBSCRIPTION}/providers/Microsoft.MachineLearningServices/workspaces?api-version=2024-04-01`,
        { headers: { authorization: 'Bearer test' } },
      );
      return [
        response.status,
        response.headers.get('x-ms-ratelimit-remaining-subscription-reads'),
        response.headers.get('retry-after'),
      ];
    };
    expect(await read()).toEqual([200, '1', null]);
    expect(await read()).toEqual([200, '0', null]);
    expect(await read()).toEqual([429, '0', '2']);
    now += 2_000;
    expect(await read()).toEqual([200, '0', null]);
  } finally {
    await simulator.stop();
  }
});
