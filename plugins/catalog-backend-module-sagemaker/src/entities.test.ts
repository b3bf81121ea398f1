import { CloudSimulator, SimulatedFleet } from '@ai-governance/cloud-simulator';
import {
  copyOfDemoFleet,
  findInvalid,
  startDiscovery,
} from './__testUtils__/discovery';

describe('entities of SageMaker', () => {
  let fleet: SimulatedFleet;
  let simulator: CloudSimulator;

  beforeEach(async () => {
    fleet = copyOfDemoFleet();
    simulator = await CloudSimulator.start({ port: 0, fleet });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it('makes an entity of each endpoint and model', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();

    expect(discovery.mutations).toHaveLength(1);
    const names = (kind: string) =>
      discovery
        .entities()
        .filter(entity => entity.kind === kind)
        .map(entity => entity.metadata.name);
    expect(names('Component')).toEqual([
      'churn-prediction',
      'credit-risk-scoring',
      'demand-forecast',
      'document-triage',
      'fraud-detection',
      'support-routing',
    ]);
    const inUse = fleet.endpoints
      .filter(({ region }) => region === 'eu-central-1')
      .flatMap(({ deployments }) =>
        deployments.at(-1)!.variants.map(({ modelName }) => modelName),
      );
    expect(names('Resource').sort()).toEqual(inUse.sort());
    expect(await findInvalid(discovery.entities())).toEqual([]);
  });

  it('tells everything about an endpoint', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const arn =
      'arn:aws:sagemaker:eu-central-1:123456789012:endpoint/credit-risk-scoring';
    const { capture, deployments, tags } = fleet.endpoints.find(
      ({ name }) => name === 'credit-risk-scoring',
    )!;
    const { at, configName, variants } = deployments.at(-1)!;
    expect(variants.length).toBeGreaterThan(1);
    expect(discovery.entity('component', 'credit-risk-scoring')).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        namespace: 'default',
        name: 'credit-risk-scoring',
        title: 'credit-risk-scoring',
        description:
          'SageMaker endpoint in account 123456789012, region eu-central-1.',
        annotations: {
          'backstage.io/managed-by-location': `sagemaker:${arn}`,
          'backstage.io/managed-by-origin-location': `sagemaker:${arn}`,
          'ai-governance.io/provider': 'sagemaker',
          'ai-governance.io/aws-account-id': '123456789012',
          'ai-governance.io/aws-region': 'eu-central-1',
          'ai-governance.io/discovered-by':
            'sagemaker-provider:demo:eu-central-1',
          'ai-governance.io/endpoint-id': arn,
          'ai-governance.io/sagemaker-endpoint-arn': arn,
          'ai-governance.io/sagemaker-endpoint-name': 'credit-risk-scoring',
          'ai-governance.io/sagemaker-endpoint-config': configName,
          'ai-governance.io/endpoint-status': 'InService',
          'ai-governance.io/endpoint-deployed-at': new Date(
            simulator.anchor.getTime() + at * 3_600_000,
          ).toISOString(),
          'ai-governance.io/variants': variants
            .map(({ name }) => name)
            .join(','),
          'ai-governance.io/owner-source': 'tag',
          'ai-governance.io/capture': 'on',
          'ai-governance.io/capture-uri': `s3://${capture!.bucket}/${
            capture!.prefix
          }`,
          'ai-governance.io/capture-sampling-percentage': '100',
        },
        tags: ['sagemaker'],
        links: [
          {
            url: 'https://eu-central-1.console.aws.amazon.com/sagemaker/home?region=eu-central-1#/endpoints/credit-risk-scoring',
            title: 'Endpoint in AWS console',
          },
        ],
      },
      spec: {
        type: 'model-endpoint',
        lifecycle: 'production',
        owner: `group:default/${tags.owner}`,
        system: `system:default/${tags.system}`,
        dependsOn: variants.map(
          ({ modelName }) => `resource:default/${modelName}`,
        ),
        deployment: {
          cloud: 'aws',
          account: '123456789012',
          region: 'eu-central-1',
          serving: 'real-time',
          variants: [
            {
              name: 'champion',
              role: 'production',
              trafficShare: 0.9,
              compute: 'ml.m5.large',
              instances: 2,
              models: [
                {
                  name: 'credit-risk-scoring',
                  version: '11',
                  id: 'arn:aws:sagemaker:eu-central-1:123456789012:model-package/credit-risk-scoring/11',
                  entityRef: 'resource:default/credit-risk-scoring-v11',
                },
              ],
            },
            {
              name: 'challenger',
              role: 'production',
              trafficShare: 0.1,
              compute: 'ml.m5.large',
              instances: 1,
              models: [
                {
                  name: 'credit-risk-scoring',
                  version: '12',
                  id: 'arn:aws:sagemaker:eu-central-1:123456789012:model-package/credit-risk-scoring/12',
                  entityRef: 'resource:default/credit-risk-scoring-v12',
                },
              ],
            },
          ],
        },
      },
    });
  });

  it('tells everything about a model but its environment', async () => {
    const [model] = fleet.models.filter(({ name }) => /^fraud/.test(name));
    fleet.endpoints
      .find(({ name }) => name === 'fraud-detection')!
      .deployments.forEach(({ variants }) => {
        variants[0].modelName = model.name;
      });
    model.environment = { API_TOKEN: 'secret-in-the-environment' };
    const modelPackage = fleet.modelPackages!.find(
      ({ group, version }) => `${group}-v${version}` === model.name,
    )!;
    modelPackage.environment = { DB: 'secret-in-the-package' };
    modelPackage.modelDataUrl = 's3://acme/model.tar.gz?X-Amz-Signature=signed';
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const arn = `arn:aws:sagemaker:eu-central-1:123456789012:model/${model.name}`;
    expect(discovery.entity('resource', model.name)).toMatchObject({
      metadata: {
        title: model.name,
        annotations: {
          'backstage.io/managed-by-location': `sagemaker:${arn}`,
          'backstage.io/managed-by-origin-location': `sagemaker:${arn}`,
          'ai-governance.io/provider': 'sagemaker',
          'ai-governance.io/sagemaker-model-arn': arn,
          'ai-governance.io/sagemaker-model-package-arn':
            'arn:aws:sagemaker:eu-central-1:123456789012:model-package/fraud-detection/7',
          'ai-governance.io/sagemaker-model-image': modelPackage.image,
          'ai-governance.io/sagemaker-model-data-url': 's3://acme/model.tar.gz',
          'ai-governance.io/owner-source': 'tag',
        },
      },
      spec: {
        type: 'ml-model',
        owner: 'group:default/team-payments',
        system: 'system:default/payments',
        model: {
          cloud: 'aws',
          family: 'fraud-detection',
          version: '7',
          approval: 'approved',
          approvedBy: 'tomas-novak',
          createdBy: 'priya-raman',
          trainingJob: 'fraud-detection-v7-training',
          artefactDigest: `etag:${modelPackage.modelDataETag}`,
        },
      },
    });
    expect(JSON.stringify(discovery.mutations)).not.toMatch(/secret|signed/);
  });

  it('falls back to the default owner and says so', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const { metadata, spec } = discovery.entity('component', 'document-triage');
    expect(spec?.owner).toBe('group:default/ml-platform');
    expect(metadata.annotations).toMatchObject({
      'ai-governance.io/owner-source': 'default',
    });
    expect(metadata.description).toContain(
      'It has no `owner` tag, so the default owner group:default/ml-platform is in charge of it',
    );
  });

  it('tells where capture is off', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    expect(
      discovery.entity('component', 'support-routing').metadata.annotations,
    ).toMatchObject({ 'ai-governance.io/capture': 'off' });
  });

  it('reads other tags when told to', async () => {
    fleet.endpoints[0].tags = {
      Team: 'group:ml/owners',
      App: 'shop',
      Stage: 'prod',
      owner: 'somebody-else',
    };
    const discovery = await startDiscovery(simulator, {
      tagRules: {
        owner: [{ tag: 'Team' }],
        system: [{ tag: 'App' }],
        lifecycle: [{ tag: 'Stage', values: { Prod: 'production' } }],
      },
    });
    await discovery.refresh();
    const { metadata, spec } = discovery.entity(
      'component',
      fleet.endpoints[0].name,
    );
    expect(spec).toMatchObject({
      owner: 'group:ml/owners',
      system: 'system:default/shop',
      lifecycle: 'production',
    });
    expect(metadata.tags).toEqual(['sagemaker', 'owner:somebody-else']);
  });

  it('describes what several endpoints share once', async () => {
    const [first, second] = fleet.endpoints;
    second.deployments = first.deployments;
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const calls = simulator
      .requests()
      .map(({ operation, resource }) => `${operation} ${resource}`);
    expect(new Set(calls).size).toBe(calls.length);
    // The shared model belongs to the owner of the first endpoint by name.
    const model = first.deployments.at(-1)!.variants[0].modelName;
    const owners = [first, second]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ tags }) => `group:default/${tags.owner}`);
    expect(discovery.entity('resource', model).spec?.owner).toBe(owners[0]);
  });

  it('reads several regions, whose names do not collide', async () => {
    const inBoth = <T extends { region: string }>(items: T[]) =>
      ['eu-central-1', 'us-east-1'].flatMap(region =>
        items
          .filter(item => item.region === 'eu-central-1')
          .map(item => ({ ...item, region })),
      );
    fleet.endpoints = inBoth(fleet.endpoints);
    fleet.models = inBoth(fleet.models);
    fleet.modelPackages = inBoth(fleet.modelPackages!);
    const discovery = await startDiscovery(simulator, {
      region: undefined,
      regions: ['eu-central-1', 'us-east-1'],
    });
    await discovery.refresh();
    expect(
      discovery.providers().map(provider => provider.getProviderName()),
    ).toEqual([
      'sagemaker-provider:demo:eu-central-1',
      'sagemaker-provider:demo:us-east-1',
    ]);
    const entity = discovery.entity('component', 'churn-prediction.us-east-1');
    expect(entity.metadata.title).toBe('churn-prediction');
    expect(entity.metadata.annotations).toMatchObject({
      'ai-governance.io/sagemaker-endpoint-name': 'churn-prediction',
      'ai-governance.io/aws-region': 'us-east-1',
    });
    expect(entity.spec?.dependsOn).toEqual([
      expect.stringMatching(/^resource:default\/churn-.*\.us-east-1$/),
    ]);
    const refs = discovery
      .entities()
      .map(({ kind, metadata }) => `${kind}:${metadata.name}`);
    expect(new Set(refs).size).toBe(refs.length);
    expect(await findInvalid(discovery.entities())).toEqual([]);
  });

  it('stays valid whatever the tags say', async () => {
    const hostile = [
      '<script>alert(1)</script>',
      'x'.repeat(256),
      'a\u0000\u001b[31mb\nc',
      '[click](https://evil.example) `code` **bold**',
      "'; DROP TABLE entities; --",
      '=HYPERLINK("http://evil.example")',
      '../../etc/passwd',
      'group:a:b/c/d',
      'component:default/churn',
      '🚨 <!channel>',
      '',
      ' ',
    ];
    const [template] = fleet.endpoints;
    fleet.endpoints = hostile.map((value, index) => ({
      ...template,
      name: `hostile-${index}`,
      tags: { owner: value, system: value, env: value, [value || 'k']: value },
    }));
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const components = discovery
      .entities()
      .filter(({ kind }) => kind === 'Component');
    expect(components).toHaveLength(hostile.length);
    expect(await findInvalid(discovery.entities())).toEqual([]);
    for (const { metadata, spec } of components) {
      expect(spec).toMatchObject({
        owner: 'group:default/ml-platform',
        lifecycle: 'experimental',
      });
      expect(spec?.system).toBeUndefined();
      // Everything quoted is in code, where Markdown reads nothing.
      expect(metadata.description?.replace(/`[^`]*`/g, '')).not.toMatch(
        /[<>[\]*]|https?:/,
      );
      expect(metadata.description).not.toMatch(/\p{Cc}/u);
    }
  });

  it('asks nothing when it is to stop already', async () => {
    const discovery = await startDiscovery(simulator);
    await expect(discovery.refresh(AbortSignal.abort())).rejects.toThrow(
      /abort/i,
    );
    expect(simulator.requests()).toEqual([]);
    expect(discovery.mutations).toEqual([]);
  });
});
