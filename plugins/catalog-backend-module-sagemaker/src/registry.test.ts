import { CloudSimulator, SimulatedFleet } from '@ai-governance/cloud-simulator';
import {
  copyOfDemoFleet,
  findInvalid,
  startDiscovery,
} from './__testUtils__/discovery';

describe('models in the registry', () => {
  let fleet: SimulatedFleet;
  let simulator: CloudSimulator;

  beforeEach(async () => {
    fleet = copyOfDemoFleet();
    simulator = await CloudSimulator.start({ port: 0, fleet });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  const calls = (operation: string) =>
    simulator.requests().filter(request => request.operation === operation)
      .length;

  it.each([false, true])(
    'tells the same with useSearch %p',
    async useSearch => {
      const discovery = await startDiscovery(simulator, { useSearch });
      await discovery.refresh();
      const modelOf = (name: string) =>
        discovery.entity('resource', name).spec?.model;
      const at = (days: number) =>
        new Date(simulator.anchor.getTime() - days * 86_400_000).toISOString();
      expect(modelOf('fraud-detection-v8')).toEqual({
        cloud: 'aws',
        family: 'fraud-detection',
        version: '8',
        approval: 'pending',
        createdBy: 'priya-raman',
        createdAt: at(6),
        changedAt: at(6),
        trainingJob: 'fraud-detection-v8-training',
        artefactDigest: expect.stringMatching(/^etag:[0-9a-f]{32}$/),
      });
      expect(modelOf('credit-risk-scoring-v12')).toMatchObject({
        approval: 'approved',
        approvedBy: 'lena-hartmann',
        card: {
          name: 'credit-risk-scoring',
          status: 'approved',
          version: '6',
          updatedAt: at(84),
        },
      });
      expect(modelOf('support-routing-v5')).toEqual({
        cloud: 'aws',
        family: 'support-routing-v5',
        approval: 'none',
        createdAt: expect.any(String),
        card: {
          name: 'support-routing',
          status: 'pending-review',
          version: '1',
          updatedAt: at(140),
        },
      });
      const { annotations } = discovery.entity(
        'resource',
        'fraud-detection-v8',
      ).metadata;
      expect(annotations).toMatchObject({
        'ai-governance.io/sagemaker-model-package-arn':
          'arn:aws:sagemaker:eu-central-1:123456789012:model-package/fraud-detection/8',
        'ai-governance.io/sagemaker-model-data-url':
          's3://acme-ml-models/fraud-detection-v8/model.tar.gz',
      });
    },
  );

  it.each([false, true])(
    'makes entities of versions that nobody serves when told to, useSearch %p',
    async useSearch => {
      fleet.modelPackages![3].tags = useSearch ? { owner: 'team-own' } : {};
      const discovery = await startDiscovery(simulator, {
        useSearch,
        models: 'all',
      });
      await discovery.refresh();
      expect(discovery.entity('resource', 'churn-prediction.v5')).toMatchObject(
        {
          metadata: { title: 'churn-prediction v5' },
          spec: {
            type: 'ml-model',
            // Search tells tags; without it the version has the owner of the one that is served.
            owner: useSearch
              ? 'group:default/team-own'
              : 'group:default/team-growth',
            model: {
              family: 'churn-prediction',
              version: '5',
              approval: 'pending',
            },
          },
        },
      );
      discovery.entity('resource', 'fraud-detection.v7');
      expect(await findInvalid(discovery.entities())).toEqual([]);
    },
  );

  it('asks for a hundred packages with one call, and for each once', async () => {
    const [template] = fleet.endpoints;
    const [modelPackage] = fleet.modelPackages!;
    const numbers = Array.from({ length: 130 }, (_, index) => index + 1);
    fleet.modelPackages = numbers.map(version => ({
      ...modelPackage,
      version,
    }));
    fleet.models = numbers.map(version => ({
      ...fleet.models[0],
      name: `m-${version}`,
      modelPackage: `${modelPackage.group}/${version}`,
    }));
    fleet.endpoints = numbers.map(version => ({
      ...template,
      name: `endpoint-${version}`,
      deployments: [
        {
          at: -24,
          configName: `config-${version}`,
          variants: [
            {
              ...template.deployments[0].variants[0],
              modelName: `m-${version}`,
            },
          ],
        },
      ],
    }));
    const discovery = await startDiscovery(simulator, { concurrency: 16 });
    await discovery.refresh();
    expect(calls('BatchDescribeModelPackage')).toBe(2);
    expect(calls('DescribeModelPackage')).toBe(130);

    fleet.modelPackages[0].approval = 'Rejected';
    await discovery.refresh();
    expect(calls('BatchDescribeModelPackage')).toBe(4);
    expect(calls('DescribeModelPackage')).toBe(131);
    expect(calls('DescribeEndpointConfig')).toBe(130);
    expect(discovery.entity('resource', 'm-1').spec?.model).toMatchObject({
      approval: 'rejected',
    });
  });

  it('does not know the approval of a package that is not to be read', async () => {
    fleet.modelPackages = fleet.modelPackages!.filter(
      ({ group }) => group !== 'fraud-detection',
    );
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    expect(
      discovery.entity('resource', 'fraud-detection-v8').spec?.model,
    ).toEqual({
      cloud: 'aws',
      family: 'fraud-detection',
      version: '8',
      approval: 'unknown',
    });
    expect(discovery.logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /^Model package 'arn:.*\/fraud-detection\/8' cannot be read, its approval is unknown: ValidationException/,
      ),
    );
  });

  it('leaves out models that are gone and cards when told to', async () => {
    const discovery = await startDiscovery(simulator, { modelCards: false });
    await discovery.refresh();
    expect(calls('ListModelCards')).toBe(0);
    expect(
      discovery.entity('resource', 'credit-risk-scoring-v12').spec?.model,
    ).not.toHaveProperty('card');
  });

  it('describes a card again only when it was changed', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    await discovery.refresh();
    expect(calls('DescribeModelCard')).toBe(3);
    const [card] = fleet.modelCards!;
    card.status = 'Archived';
    card.changedAt = -1;
    await discovery.refresh();
    expect(calls('DescribeModelCard')).toBe(4);
    expect(
      discovery.entity('resource', 'credit-risk-scoring-v12').spec?.model,
    ).toMatchObject({ card: { status: 'archived' } });
  });
});
