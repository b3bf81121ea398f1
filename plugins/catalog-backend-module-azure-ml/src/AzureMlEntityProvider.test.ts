import { CloudSimulator, SimulatedAzure } from '@ai-governance/cloud-simulator';
import {
  copyOfDemoFleet,
  findInvalid,
  startDiscovery,
  SUBSCRIPTION,
} from './__testUtils__/discovery';

jest.setTimeout(60_000);

const WORKSPACE_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-ml-production/providers/Microsoft.MachineLearningServices/workspaces/ml-production`;

describe('discovery of Azure ML', () => {
  let azure: SimulatedAzure;
  let simulator: CloudSimulator;

  beforeEach(async () => {
    const copy = copyOfDemoFleet();
    azure = copy.azure;
    simulator = await CloudSimulator.start({
      fleet: copy.fleet,
      anchor: new Date('2026-03-31T12:00:00Z'),
    });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it('makes an entity of each endpoint and each deployed version', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    expect(discovery.mutations).toHaveLength(1);
    expect(discovery.names('Component')).toEqual([
      'claims-triage.ml-production',
      'customer-churn.ml-production',
      'price-elasticity.ml-lab',
    ]);
    expect(discovery.names('Resource')).toEqual([
      'claims-triage.7.ml-production',
      'claims-triage.8.ml-production',
      'customer-churn.4.ml-production',
      'customer-churn.5.ml-production',
      'price-elasticity.2.ml-lab',
    ]);
    expect(await findInvalid(discovery.held.values())).toEqual([]);
  });

  it('tells everything about an endpoint', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const id = `${WORKSPACE_ID}/onlineEndpoints/customer-churn`;
    const model = (version: string) => ({
      name: 'customer-churn',
      version,
      id: `${WORKSPACE_ID}/models/customer-churn/versions/${version}`,
      entityRef: `resource:default/customer-churn.${version}.ml-production`,
    });
    expect(
      discovery.entity('component:default/customer-churn.ml-production'),
    ).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        namespace: 'default',
        name: 'customer-churn.ml-production',
        title: 'customer-churn',
        description:
          'Azure ML online endpoint in workspace `ml-production`, region `westeurope`.',
        annotations: {
          'backstage.io/managed-by-location': `azure-ml:${id}`,
          'backstage.io/managed-by-origin-location': `azure-ml:${id}`,
          'ai-governance.io/discovered-by': `azure-ml-provider:demo:${SUBSCRIPTION}`,
          'ai-governance.io/provider': 'azure-ml',
          'ai-governance.io/endpoint-id': id,
          'ai-governance.io/azure-subscription-id': SUBSCRIPTION,
          'ai-governance.io/azure-workspace': 'ml-production',
          'ai-governance.io/azure-endpoint-name': 'customer-churn',
          'ai-governance.io/endpoint-status': 'Succeeded',
          // When blue was made: nobody sees green's answers.
          'ai-governance.io/endpoint-deployed-at': '2026-01-29T12:00:00.000Z',
          'ai-governance.io/variants': 'blue',
          'ai-governance.io/owner-source': 'tag',
          'ai-governance.io/capture': 'on',
          'ai-governance.io/capture-uri':
            'https://acmemlproduction.blob.core.windows.net/azureml-blobstore-0c8d5f0e/modelDataCollector/customer-churn',
          'ai-governance.io/capture-sampling-percentage': '100',
        },
        tags: ['azure-ml'],
        links: [
          {
            url: `https://ml.azure.com/endpoints/realtime/customer-churn/detail?wsid=${WORKSPACE_ID}`,
            title: 'Endpoint in Azure ML studio',
          },
        ],
      },
      spec: {
        type: 'model-endpoint',
        lifecycle: 'production',
        owner: 'group:default/team-growth',
        system: 'system:default/customer-engagement',
        dependsOn: [model('4').entityRef, model('5').entityRef],
        deployment: {
          cloud: 'azure',
          account: SUBSCRIPTION,
          region: 'westeurope',
          workspace: 'ml-production',
          serving: 'real-time',
          variants: [
            {
              name: 'blue',
              role: 'production',
              trafficShare: 1,
              compute: 'Standard_DS3_v2',
              instances: 2,
              status: 'Succeeded',
              models: [model('4')],
              capture: 'on',
            },
            {
              name: 'green',
              role: 'shadow',
              trafficShare: 0.2,
              compute: 'Standard_DS3_v2',
              instances: 1,
              status: 'Succeeded',
              models: [model('5')],
              capture: 'on',
            },
          ],
        },
      },
    });
  });

  it('tells everything about a model', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const id = `${WORKSPACE_ID}/models/customer-churn/versions/5`;
    expect(
      discovery.entity('resource:default/customer-churn.5.ml-production'),
    ).toMatchObject({
      metadata: {
        title: 'customer-churn 5',
        description:
          'Version `5` of the model `customer-churn` in Azure ML workspace `ml-production`.',
        annotations: {
          'backstage.io/managed-by-location': `azure-ml:${id}`,
          'ai-governance.io/provider': 'azure-ml',
          'ai-governance.io/azure-model-uri': expect.stringMatching(
            /^azureml:\/\/subscriptions\/.*\/customer-churn\/5$/,
          ),
          'ai-governance.io/owner-source': 'tag',
        },
        tags: ['azure-ml', 'auc:0-83', 'framework:lightgbm'],
      },
      spec: {
        type: 'ml-model',
        owner: 'group:default/team-growth',
        system: 'system:default/customer-engagement',
        model: {
          cloud: 'azure',
          family: 'customer-churn',
          version: '5',
          approval: 'none',
          createdBy: 'priya.raman@acme.example',
          createdAt: '2026-03-27T12:00:00.000Z',
          changedAt: '2026-03-27T12:00:00.000Z',
          trainingJob: 'train-churn-2533',
        },
      },
    });
  });

  it('parts the traffic, and tells which share is logged', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const { metadata, spec } = discovery.entity(
      'component:default/claims-triage.ml-production',
    );
    expect(metadata.annotations).toMatchObject({
      'ai-governance.io/variants': 'blue,green',
      'ai-governance.io/capture-sampling-percentage': '50',
    });
    expect(spec?.deployment).toMatchObject({
      variants: [
        { name: 'blue', role: 'production', trafficShare: 0.9 },
        { name: 'green', role: 'production', trafficShare: 0.1 },
      ],
    });
  });

  it('tells where collection is off', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const { metadata, spec } = discovery.entity(
      'component:default/price-elasticity.ml-lab',
    );
    expect(metadata.annotations).toMatchObject({
      'ai-governance.io/capture': 'off',
      'ai-governance.io/capture-uri':
        expect.stringMatching(/\/price-elasticity$/),
    });
    expect(metadata.annotations).not.toHaveProperty([
      'ai-governance.io/capture-sampling-percentage',
    ]);
    expect(spec?.deployment).toMatchObject({ variants: [{ capture: 'off' }] });
  });

  it('never stores environment variables', async () => {
    const records: unknown[] = [];
    const discovery = await startDiscovery(simulator);
    discovery.transforms.addTransform(({ entity, record }) => {
      records.push(record);
      return entity;
    });
    await discovery.refresh();
    const [workspace] = azure.workspaces;
    const { environmentVariables } = workspace.endpoints[0].deployments[0];
    expect(environmentVariables).toEqual({
      FEATURE_STORE_KEY: expect.any(String),
    });
    expect(records).toHaveLength(8);
    expect(JSON.stringify([discovery.mutations, records])).not.toMatch(
      /FEATURE_STORE|not-a-secret/,
    );
  });

  it('lets transforms change entities by what Azure says', async () => {
    const discovery = await startDiscovery(simulator);
    discovery.transforms.addTransform(({ entity, record }) =>
      record.kind === 'endpoint'
        ? {
            ...entity,
            metadata: {
              ...entity.metadata,
              labels: { 'auth-mode': record.endpoint.properties.authMode },
            },
          }
        : entity,
    );
    await discovery.refresh();
    expect(
      discovery.entity('component:default/price-elasticity.ml-lab').metadata
        .labels,
    ).toEqual({ 'auth-mode': 'Key' });
  });

  it('reads all registered models where told', async () => {
    const discovery = await startDiscovery(simulator, {
      block: { models: 'all' },
    });
    await discovery.refresh();
    // Version 3 of customer-churn is archived and not deployed.
    expect(discovery.names('Resource')).toEqual([
      'claims-triage.7.ml-production',
      'claims-triage.8.ml-production',
      'customer-churn.4.ml-production',
      'customer-churn.5.ml-production',
      'price-elasticity.1.ml-lab',
      'price-elasticity.2.ml-lab',
    ]);
    const { spec, metadata } = discovery.entity(
      'resource:default/price-elasticity.1.ml-lab',
    );
    // It is not deployed, so no endpoint tells its owner.
    expect(spec?.owner).toBe('group:default/ml-platform');
    expect(metadata.description).toContain('It has no `owner` tag');
    const operations = simulator.requests().map(({ operation }) => operation);
    expect(operations).not.toContain('modelVersions.get');
  });

  it('reads an archived version that is still deployed', async () => {
    azure.workspaces[0].endpoints[0].deployments[0].model = {
      name: 'customer-churn',
      version: '3',
    };
    const discovery = await startDiscovery(simulator, {
      block: { models: 'all' },
    });
    await discovery.refresh();
    expect(discovery.names('Resource')).toContain(
      'customer-churn.3.ml-production',
    );
  });

  it('inherits tags of the workspace, whatever their case', async () => {
    const [workspace] = azure.workspaces;
    workspace.tags = { Owner: 'team-payments', System: 'payments' };
    workspace.endpoints[0].tags = { SYSTEM: 'lending' };
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    expect(
      discovery.entity('component:default/customer-churn.ml-production').spec,
    ).toMatchObject({
      owner: 'group:default/team-payments',
      system: 'system:default/lending',
      lifecycle: 'experimental',
    });
  });

  it('reads tags by other rules when told to', async () => {
    azure.workspaces[0].endpoints[0].tags = {
      'cost-centre': 'cc-4711-team-risk',
      stage: 'P',
    };
    const discovery = await startDiscovery(simulator, {
      block: {
        tagRules: {
          owner: [{ tag: 'cost-centre', match: 'cc-\\d+-(.*)', to: '$1' }],
          lifecycle: [{ tag: 'stage', values: { p: 'production' } }],
        },
      },
    });
    await discovery.refresh();
    expect(
      discovery.entity('component:default/customer-churn.ml-production').spec,
    ).toMatchObject({
      owner: 'group:default/team-risk',
      lifecycle: 'production',
    });
  });

  it('falls back to the default owner and says so', async () => {
    azure.workspaces[0].endpoints[0].tags = {};
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const { metadata, spec } = discovery.entity(
      'component:default/customer-churn.ml-production',
    );
    expect(spec?.owner).toBe('group:default/ml-platform');
    expect(metadata.annotations).toMatchObject({
      'ai-governance.io/owner-source': 'default',
    });
    expect(metadata.description).toContain('It has no `owner` tag');
  });

  it('reads models of registries and of nowhere as they are told', async () => {
    const [blue, green] = azure.workspaces[0].endpoints[0].deployments;
    blue.model = 'azureml://registries/azureml/models/phi-4/versions/2';
    green.model = undefined;
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const { spec } = discovery.entity(
      'component:default/customer-churn.ml-production',
    );
    expect(spec?.deployment).toMatchObject({
      variants: [
        {
          models: [
            {
              name: 'phi-4',
              version: '2',
              id: 'azureml://registries/azureml/models/phi-4/versions/2',
            },
          ],
        },
        { models: [] },
      ],
    });
    expect(spec).not.toHaveProperty('dependsOn');
  });

  it('reads long lists page by page, past empty ones', async () => {
    azure.paging = { size: 1, emptyFirstPage: true };
    const discovery = await startDiscovery(simulator, {
      block: { models: 'all' },
    });
    await discovery.refresh();
    expect(discovery.mutations[0].type).toBe('full');
    expect(discovery.held.size).toBe(9);
  });

  it('sends no call per endpoint but that for its deployments', async () => {
    const [workspace] = azure.workspaces;
    const [template] = workspace.endpoints;
    workspace.endpoints = Array.from({ length: 50 }, (_, index) => ({
      ...template,
      name: `endpoint-${index}`,
    }));
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    expect(discovery.names('Component')).toHaveLength(51);
    const counts = new Map<string, number>();
    for (const { operation } of simulator.requests()) {
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({
      'workspaces.listBySubscription': 1,
      // Two pages and one.
      'onlineEndpoints.list': 3,
      'datastores.get': 2,
      'onlineDeployments.list': 51,
      'modelVersions.get': 3,
    });
  });

  it('stays valid whatever names and tags say', async () => {
    const hostile = [
      '<script>alert(1)</script>',
      'x'.repeat(256),
      'a\u0000\u001b[31mb\nc',
      '[click](https://evil.example) `code` **bold**',
      "'; DROP TABLE entities; --",
      '=HYPERLINK("http://evil.example")',
      '../../etc/passwd',
      '__proto__',
      '🚨 <!channel>',
      ' ',
    ];
    const [workspace] = azure.workspaces;
    const [template] = workspace.endpoints;
    workspace.endpoints = hostile.map((value, index) => ({
      ...template,
      name: `hostile-${index}`,
      tags: { owner: value, system: value, env: value, [value]: value },
      deployments: [{ ...template.deployments[0], model: value }],
    }));
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const components = [...discovery.held.values()].filter(({ metadata }) =>
      metadata.title?.startsWith('hostile-'),
    );
    expect(components).toHaveLength(hostile.length);
    expect(await findInvalid(discovery.held.values())).toEqual([]);
    for (const { metadata } of components) {
      // Everything quoted is in code, where Markdown reads nothing.
      expect(metadata.description?.replace(/`[^`]*`/g, '')).not.toMatch(
        /[<>[\]*]|https?:/,
      );
      expect(metadata.description).not.toMatch(/\p{Cc}/u);
    }
  });

  it('reads the workspaces that it is told to', async () => {
    const only = await startDiscovery(simulator, {
      block: { workspaces: ['ML-Lab'] },
    });
    await only.refresh();
    expect(only.names('Component')).toEqual(['price-elasticity.ml-lab']);
    const others = await startDiscovery(simulator, {
      block: { excludeWorkspaces: ['rg-ml-lab/ml-lab'] },
    });
    await others.refresh();
    expect(others.names('Component')).toHaveLength(2);
  });

  it('tells workspaces of one name apart where told', async () => {
    azure.workspaces[1].name = 'ml-production';
    azure.workspaces[1].endpoints[0].name = 'customer-churn';
    const discovery = await startDiscovery(simulator);
    await expect(discovery.refresh()).rejects.toThrow(
      /is incomplete.*component:default\/customer-churn.ml-production.*could not be read/,
    );
    // The older workspace has the name.
    expect(
      discovery.entity('component:default/customer-churn.ml-production')
        .metadata.annotations,
    ).toMatchObject({
      'ai-governance.io/endpoint-id': `${WORKSPACE_ID}/onlineEndpoints/customer-churn`,
    });

    const told = await startDiscovery(simulator, {
      block: { names: 'resource-group' },
    });
    await told.refresh();
    expect(told.names('Component')).toEqual([
      'claims-triage.ml-production.rg-ml-production',
      'customer-churn.ml-production.rg-ml-lab',
      'customer-churn.ml-production.rg-ml-production',
    ]);
  });

  it('reads several subscriptions, whose names do not collide', async () => {
    const other = '0b8a3f10-1111-4222-8333-444455556666';
    azure.subscriptions.push({ id: other, name: 'Other' });
    azure.workspaces.push({
      ...structuredClone(azure.workspaces[0]),
      subscriptionId: other,
    });
    const discovery = await startDiscovery(simulator, {
      block: { subscriptionIds: [SUBSCRIPTION, other] },
    });
    await discovery.refresh();
    expect(
      discovery.providers.map(provider => provider.getProviderName()),
    ).toEqual([
      `azure-ml-provider:demo:${SUBSCRIPTION}`,
      `azure-ml-provider:demo:${other}`,
    ]);
    expect(discovery.names('Component')).toEqual([
      'claims-triage.ml-production',
      'claims-triage.ml-production.0b8a3f10',
      'customer-churn.ml-production',
      'customer-churn.ml-production.0b8a3f10',
      'price-elasticity.ml-lab',
    ]);
    expect(await findInvalid(discovery.held.values())).toEqual([]);
  });

  it('asks nothing when it is to stop already', async () => {
    const discovery = await startDiscovery(simulator);
    await expect(discovery.refresh(AbortSignal.abort())).rejects.toThrow(
      /abort/i,
    );
    expect(simulator.requests()).toEqual([]);
  });
});
