import { CloudSimulator, SimulatedAzure } from '@ai-governance/cloud-simulator';
import {
  copyOfDemoFleet,
  startDiscovery,
  SUBSCRIPTION,
} from './__testUtils__/discovery';

jest.setTimeout(60_000);

const OTHER = '0b8a3f10-1111-4222-8333-444455556666';
const CHURN = 'component:default/customer-churn.ml-production';
const CLAIMS = 'component:default/claims-triage.ml-production';
const ELASTICITY = 'component:default/price-elasticity.ml-lab';

const denied = {
  kind: 'error' as const,
  status: 403,
  code: 'AuthorizationFailed',
  message: 'The client does not have authorization to perform this action',
};

describe('a look at Azure that does not go well', () => {
  let azure: SimulatedAzure;
  let simulator: CloudSimulator;

  beforeEach(async () => {
    const copy = copyOfDemoFleet();
    azure = copy.azure;
    simulator = await CloudSimulator.start({ fleet: copy.fleet });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  const errorOf = (
    discovery: Awaited<ReturnType<typeof startDiscovery>>,
    ref: string,
  ) =>
    discovery.entity(ref).metadata.annotations?.[
      'ai-governance.io/discovery-error'
    ];

  it('keeps what a workspace had that cannot be read any more, and refreshes the others', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const before = discovery.held.size;

    const [production, lab] = azure.workspaces;
    production.endpoints[0].tags.owner = 'team-risk';
    lab.endpoints[0].tags.owner = 'team-risk';
    simulator.addFault({
      service: 'arm',
      resource: '/workspaces/ml-lab/',
      effect: denied,
    });
    await expect(discovery.refresh()).rejects.toThrow(
      /^Discovery of Azure ML endpoints in subscription .* is incomplete, so nothing was removed from the catalog: Workspace 'ml-lab' of resource group 'rg-ml-lab' could not be read; caused by RestError: The client does not have authorization/,
    );
    expect(discovery.held.size).toBe(before);
    expect(discovery.entity(CHURN).spec?.owner).toBe('group:default/team-risk');
    expect(errorOf(discovery, CHURN)).toBeUndefined();
    expect(discovery.entity(ELASTICITY).spec?.owner).toBe(
      'group:default/team-supply-chain',
    );
    expect(errorOf(discovery, ELASTICITY)).toMatch(
      /^Workspace 'ml-lab' of resource group 'rg-ml-lab': .*does not have authorization/,
    );

    simulator.clearFaults();
    await discovery.refresh();
    expect(discovery.entity(ELASTICITY).spec?.owner).toBe(
      'group:default/team-risk',
    );
    expect(errorOf(discovery, ELASTICITY)).toBeUndefined();
  });

  it('removes nothing while a workspace cannot be read, also after a restart', async () => {
    const first = await startDiscovery(simulator);
    await first.refresh();
    azure.workspaces[0].endpoints.pop();
    simulator.addFault({
      service: 'arm',
      operation: 'onlineEndpoints.list',
      resource: '/workspaces/ml-lab/',
      effect: denied,
    });
    const again = await startDiscovery(simulator, { held: first.held });
    await expect(again.refresh()).rejects.toThrow(/nothing was removed/);
    expect(again.held.has(CLAIMS)).toBe(true);
    expect(again.held.has(ELASTICITY)).toBe(true);

    simulator.clearFaults();
    await again.refresh();
    expect(again.held.has(CLAIMS)).toBe(false);
    expect(again.held.has(ELASTICITY)).toBe(true);
  });

  it('reads the other subscriptions when one cannot be read at all', async () => {
    azure.subscriptions.push({ id: OTHER, name: 'Other' });
    azure.workspaces.push({
      ...structuredClone(azure.workspaces[1]),
      subscriptionId: OTHER,
    });
    const discovery = await startDiscovery(simulator, {
      block: { subscriptionIds: [SUBSCRIPTION, OTHER] },
    });
    await discovery.refresh();
    azure.workspaces[2].endpoints[0].tags.owner = 'team-risk';
    simulator.addFault({
      service: 'arm',
      resource: `^/subscriptions/${SUBSCRIPTION}/`,
      effect: {
        kind: 'error',
        status: 401,
        code: 'ExpiredAuthenticationToken',
        message: 'The access token expiry time is before the current time',
      },
    });
    const [first, second] = discovery.providers;
    const { signal } = new AbortController();
    await expect(first.refresh(signal)).rejects.toThrow(
      `Discovery of Azure ML endpoints in subscription ${SUBSCRIPTION} failed; the catalog keeps the entities it has; caused by RestError: The access token expiry time`,
    );
    await second.refresh(signal);
    expect(errorOf(discovery, CHURN)).toMatch(/access token expiry/);
    expect(discovery.entity(ELASTICITY).spec?.owner).toBe(
      'group:default/team-supply-chain',
    );
    expect(discovery.entity(`${ELASTICITY}.0b8a3f10`).spec?.owner).toBe(
      'group:default/team-risk',
    );
  });

  it('keeps a single endpoint whose deployments cannot be read', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    azure.workspaces[0].endpoints[1].tags.owner = 'team-growth';
    simulator.addFault({
      service: 'arm',
      resource: '/onlineEndpoints/customer-churn/deployments',
      effect: denied,
    });
    await expect(discovery.refresh()).rejects.toThrow(
      /Endpoint 'customer-churn' in workspace 'ml-production' of resource group 'rg-ml-production' could not be read/,
    );
    expect(errorOf(discovery, CHURN)).toMatch(/authorization/);
    expect(discovery.entity(CLAIMS).spec?.owner).toBe(
      'group:default/team-growth',
    );
  });

  it('keeps a model whose version cannot be read', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    simulator.addFault({
      service: 'arm',
      operation: 'modelVersions.get',
      resource: '/models/customer-churn/versions/4$',
      effect: denied,
    });
    await expect(discovery.refresh()).rejects.toThrow(
      /Version 4 of model 'customer-churn' in workspace 'ml-production' of resource group 'rg-ml-production' could not be read/,
    );
    expect(
      errorOf(discovery, 'resource:default/customer-churn.4.ml-production'),
    ).toMatch(/authorization/);
  });

  it('gives up when everything fails, and says so on all endpoints', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    simulator.addFault({
      service: 'arm',
      operation: 'workspaces.listBySubscription',
      effect: denied,
    });
    await expect(discovery.refresh()).rejects.toThrow(
      /failed; the catalog keeps the entities it has; caused by RestError: The client does not have authorization/,
    );
    for (const ref of [CHURN, CLAIMS, ELASTICITY]) {
      expect(errorOf(discovery, ref)).toMatch(/authorization/);
    }
  });

  it('completes when every second call is throttled, waiting as long as told', async () => {
    const discovery = await startDiscovery(simulator, {
      block: { models: 'all', concurrency: 1 },
    });
    simulator.addFault({
      service: 'arm',
      operation: 'onlineEndpoints.list',
      count: 1,
      effect: {
        kind: 'error',
        status: 429,
        code: 'TooManyRequests',
        retryAfterSeconds: 2,
      },
    });
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
    await discovery.refresh();
    expect(discovery.names('Component')).toHaveLength(3);
    expect(discovery.mutations).toMatchObject([{ type: 'full' }]);
    const requests = simulator.requests();
    const throttled = requests.filter(({ status }) => status === 429);
    expect(throttled.length).toBeGreaterThan(requests.length / 3);
    const lists = requests.filter(
      ({ operation, resource }) =>
        operation === 'onlineEndpoints.list' &&
        resource ===
          throttled.find(item => item.operation === operation)?.resource,
    );
    expect(
      Date.parse(lists[1].at) - Date.parse(lists[0].at),
    ).toBeGreaterThanOrEqual(2_000);
  });

  it('waits out what is throttled without a time to wait, and broken connections', async () => {
    simulator.addFault({
      service: 'arm',
      operation: 'onlineEndpoints.list',
      count: 2,
      effect: { kind: 'error', status: 429, code: 'TooManyRequests' },
    });
    simulator.addFault({
      service: 'arm',
      operation: 'onlineDeployments.list',
      count: 1,
      effect: { kind: 'reset' },
    });
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    expect(discovery.mutations).toMatchObject([{ type: 'full' }]);
    const statuses = simulator.requests().map(({ status }) => status);
    expect(statuses.filter(status => status === 429)).toHaveLength(2);
    expect(statuses.filter(status => status === 'reset')).toHaveLength(1);
  });

  it('is complete after one that was stopped half-way', async () => {
    const first = await startDiscovery(simulator, {
      block: { concurrency: 1 },
    });
    const controller = new AbortController();
    simulator.addFault({
      service: 'arm',
      operation: 'onlineDeployments.list',
      effect: { kind: 'delay', milliseconds: 300 },
    });
    const refresh = first.refresh(controller.signal);
    while (
      !simulator
        .requests()
        .some(({ operation }) => operation === 'onlineDeployments.list')
    ) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    controller.abort();
    await expect(refresh).rejects.toThrow(/abort/i);
    expect(first.mutations).toEqual([]);
    const sent = simulator.requests().length;

    simulator.clearFaults();
    const second = await startDiscovery(simulator, { held: first.held });
    await second.refresh();
    expect(second.names('Component')).toHaveLength(3);
    // What was waiting when the first was stopped was never sent.
    expect(
      simulator
        .requests()
        .slice(sent)
        .filter(
          ({ operation }) => operation === 'workspaces.listBySubscription',
        ),
    ).toHaveLength(1);
  });

  it('leaves out an endpoint that is deleted while it is being read', async () => {
    simulator.addFault({
      service: 'arm',
      resource: '/onlineEndpoints/customer-churn/deployments',
      effect: { kind: 'error', status: 404, code: 'ResourceNotFound' },
    });
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    expect(discovery.names('Component')).toEqual([
      'claims-triage.ml-production',
      'price-elasticity.ml-lab',
    ]);
    expect(discovery.logger.info).toHaveBeenCalledWith(
      "Endpoint 'customer-churn' in workspace 'ml-production' of resource group 'rg-ml-production' was deleted while it was being read, it is left out",
    );
  });

  it('keeps an endpoint whose model was deleted', async () => {
    azure.workspaces[0].models = azure.workspaces[0].models.filter(
      ({ name, version }) => name !== 'customer-churn' || version !== '4',
    );
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    expect(discovery.entity(CHURN).spec).toMatchObject({
      dependsOn: ['resource:default/customer-churn.5.ml-production'],
    });
    expect(discovery.logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /^Version 4 of model 'customer-churn' .* no longer exists/,
      ),
    );
  });

  it('knows no place of logs where there is no blob container', async () => {
    simulator.addFault({
      service: 'arm',
      operation: 'datastores.get',
      resource: '/workspaces/ml-lab/',
      effect: { kind: 'error', status: 404, code: 'ResourceNotFound' },
    });
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    expect(
      discovery.entity(ELASTICITY).metadata.annotations,
    ).not.toHaveProperty(['ai-governance.io/capture-uri']);
    expect(discovery.entity(CHURN).metadata.annotations).toHaveProperty([
      'ai-governance.io/capture-uri',
    ]);
  });

  it('refuses a list that has lost too much', async () => {
    const [workspace] = azure.workspaces;
    const [template] = workspace.endpoints;
    workspace.endpoints = Array.from({ length: 6 }, (_, index) => ({
      ...template,
      name: `endpoint-${index}`,
    }));
    const first = await startDiscovery(simulator);
    await first.refresh();
    workspace.endpoints = workspace.endpoints.slice(3);
    const again = await startDiscovery(simulator, { held: first.held });
    await expect(again.refresh()).rejects.toThrow(
      /would remove 3 of 7 endpoints, more than the allowed share of 0\.2; nothing was removed from the catalog\. .*raise catalog\.providers\.azureMl\.demo\.maxRemovalShare/,
    );
    expect(again.names('Component')).toHaveLength(7);

    const allowed = await startDiscovery(simulator, {
      block: { maxRemovalShare: 0.5 },
      held: first.held,
    });
    await allowed.refresh();
    expect(allowed.names('Component')).toHaveLength(4);
  });
});
