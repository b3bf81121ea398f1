import { CloudSimulator, SimulatedFleet } from '@ai-governance/cloud-simulator';
import { copyOfDemoFleet, startDiscovery } from './__testUtils__/discovery';

jest.setTimeout(60_000);

const gone = (name: string) => ({
  service: 'sagemaker' as const,
  operation: 'DescribeEndpoint',
  resource: `^(${name})$`,
  effect: {
    kind: 'error' as const,
    code: 'ValidationException',
    message: `Could not find endpoint "arn:aws:sagemaker:eu-central-1:123456789012:endpoint/${name}".`,
  },
});

describe('a listing that does not go well', () => {
  let fleet: SimulatedFleet;
  let simulator: CloudSimulator;

  beforeEach(async () => {
    fleet = copyOfDemoFleet();
    simulator = await CloudSimulator.start({ port: 0, fleet });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  const deny = (operation: string, resource?: string) =>
    simulator.addFault({
      service: 'sagemaker',
      operation,
      resource,
      effect: {
        kind: 'error',
        code: 'AccessDeniedException',
        message: `User is not authorized to perform: sagemaker:${operation}`,
      },
    });

  it.each(['ListEndpoints', 'ListModelCards', 'BatchDescribeModelPackage'])(
    'changes nothing when %s is denied',
    async operation => {
      const discovery = await startDiscovery(simulator);
      deny(operation);
      await expect(discovery.refresh()).rejects.toThrow(
        `Discovery of SageMaker endpoints in account 123456789012, region eu-central-1 failed; the catalog keeps the entities it has; caused by AccessDeniedException: User is not authorized to perform: sagemaker:${operation}`,
      );
      expect(discovery.mutations).toEqual([]);

      simulator.clearFaults();
      await discovery.refresh();
      expect(discovery.mutations).toHaveLength(1);
    },
  );

  it.each([
    'DescribeEndpoint',
    'DescribeEndpointConfig',
    'DescribeModel',
    'ListTags',
  ])(
    'refreshes the others, removes nothing and says so where %s is denied for one',
    async operation => {
      const discovery = await startDiscovery(simulator);
      await discovery.refresh();
      await discovery.restart();
      deny(operation, 'fraud');
      fleet.endpoints = fleet.endpoints.filter(
        ({ name }) => name !== 'demand-forecast',
      );
      fleet.endpoints[0].tags.owner = 'team-new';

      await expect(discovery.refresh()).rejects.toThrow(
        `Discovery of SageMaker endpoints in account 123456789012, region eu-central-1 is incomplete, so nothing was removed from the catalog: Endpoint 'fraud-detection' could not be read; caused by AccessDeniedException: User is not authorized to perform: sagemaker:${operation}`,
      );
      expect(discovery.mutations.at(-1)).toMatchObject({
        type: 'delta',
        removed: [],
      });
      const spec = (name: string) => discovery.entity('component', name).spec;
      expect(spec(fleet.endpoints[0].name)?.owner).toBe(
        'group:default/team-new',
      );
      expect(spec('demand-forecast')).toBeDefined();
      const { annotations } = discovery.entity(
        'component',
        'fraud-detection',
      ).metadata;
      expect(annotations?.['ai-governance.io/discovery-error']).toBe(
        `Endpoint 'fraud-detection': AccessDeniedException: User is not authorized to perform: sagemaker:${operation}`,
      );

      simulator.clearFaults();
      await discovery.refresh();
      expect(
        discovery.entities().map(({ metadata }) => metadata.name),
      ).not.toContain('demand-forecast');
      expect(
        discovery.entity('component', 'fraud-detection').metadata.annotations,
      ).not.toHaveProperty(['ai-governance.io/discovery-error']);
    },
  );

  it('changes nothing when credentials have expired', async () => {
    const discovery = await startDiscovery(simulator);
    simulator.addFault({
      service: 'sagemaker',
      effect: {
        kind: 'error',
        code: 'ExpiredTokenException',
        message: 'The security token included in the request is expired',
      },
    });
    await expect(discovery.refresh()).rejects.toThrow(/token .* is expired/);
    expect(discovery.mutations).toEqual([]);
  });

  it('waits out throttling and broken connections', async () => {
    const discovery = await startDiscovery(simulator);
    simulator.addFault({
      service: 'sagemaker',
      operation: 'DescribeEndpoint',
      resource: 'fraud-detection',
      // More than the SDK would bear without our settings.
      count: 4,
      effect: {
        kind: 'error',
        code: 'ThrottlingException',
        message: 'Rate exceeded',
      },
    });
    simulator.addFault({
      service: 'sagemaker',
      operation: 'ListTags',
      count: 1,
      effect: { kind: 'reset' },
    });
    await discovery.refresh();
    expect(discovery.mutations).toHaveLength(1);
    const statuses = simulator.requests().map(({ status }) => status);
    expect(statuses.filter(status => status === 400)).toHaveLength(4);
    expect(statuses.filter(status => status === 'reset')).toHaveLength(1);
  });

  it('leaves out an endpoint that is deleted between listing and describing', async () => {
    const discovery = await startDiscovery(simulator);
    simulator.addFault(gone('fraud-detection'));
    await discovery.refresh();
    const names = discovery.entities().map(({ metadata }) => metadata.name);
    expect(names).not.toContain('fraud-detection');
    expect(names).toContain('churn-prediction');
    expect(discovery.logger.info).toHaveBeenCalledWith(
      "Endpoint 'fraud-detection' was deleted while it was being read, it is left out",
    );
  });

  it('leaves out an endpoint that is deleted before its tags are read', async () => {
    const discovery = await startDiscovery(simulator);
    const { operation: _, ...fault } = gone('fraud-detection');
    simulator.addFault({
      ...fault,
      operation: 'ListTags',
      resource: 'endpoint/fraud-detection',
    });
    await discovery.refresh();
    expect(
      discovery.entities().map(({ metadata }) => metadata.name),
    ).not.toContain('fraud-detection');
  });

  it('keeps an endpoint whose model was deleted', async () => {
    fleet.models = fleet.models.filter(({ name }) => !/^churn/.test(name));
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    expect(
      discovery.entity('component', 'churn-prediction').spec?.dependsOn,
    ).toBeUndefined();
    expect(discovery.logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/^Model 'churn-.*' no longer exists/),
    );
  });

  it('keeps an endpoint whose config was deleted', async () => {
    const discovery = await startDiscovery(simulator);
    simulator.addFault({
      service: 'sagemaker',
      operation: 'DescribeEndpointConfig',
      resource: 'churn',
      effect: {
        kind: 'error',
        code: 'ValidationException',
        message: 'Could not find endpoint configuration "x".',
      },
    });
    await discovery.refresh();
    expect(
      discovery.entity('component', 'churn-prediction').metadata.annotations,
    ).toMatchObject({
      'ai-governance.io/variants': 'AllTraffic',
      'ai-governance.io/capture': 'on',
    });
  });

  it('does not take another validation error for a deletion', async () => {
    const discovery = await startDiscovery(simulator);
    simulator.addFault({
      service: 'sagemaker',
      operation: 'DescribeEndpoint',
      effect: {
        kind: 'error',
        code: 'ValidationException',
        message: '1 validation error detected',
      },
    });
    await expect(discovery.refresh()).rejects.toThrow(/validation error/);
    expect(discovery.mutations).toEqual([]);
  });

  it('stops when it is told to', async () => {
    const discovery = await startDiscovery(simulator, { concurrency: 1 });
    const controller = new AbortController();
    simulator.addFault({
      service: 'sagemaker',
      operation: 'DescribeEndpoint',
      effect: { kind: 'delay', milliseconds: 200 },
    });
    const refresh = discovery.refresh(controller.signal);
    while (simulator.requests().length < 2) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    controller.abort();
    await expect(refresh).rejects.toThrow(/abort/i);
    expect(discovery.mutations).toEqual([]);
    expect(simulator.requests().length).toBeLessThan(4);
  });
});

describe('the removal guard', () => {
  let fleet: SimulatedFleet;
  let simulator: CloudSimulator;

  beforeEach(async () => {
    fleet = copyOfDemoFleet();
    simulator = await CloudSimulator.start({ port: 0, fleet });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it('refuses a listing that would remove too much, until it is right again', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const all = fleet.endpoints;

    fleet.endpoints = all.slice(2);
    await expect(discovery.refresh()).rejects.toThrow(
      /^The listing would remove 2 of 6 endpoints, more than the allowed share of 0\.2; nothing was removed from the catalog\. If they were deleted on purpose, raise catalog\.providers\.sagemaker\.demo\.maxRemovalShare for one refresh\. Missing: /,
    );
    fleet.endpoints = [];
    await expect(discovery.refresh()).rejects.toThrow(/remove 6 of 6/);
    const names = () =>
      discovery
        .entities()
        .filter(({ kind }) => kind === 'Component')
        .map(({ metadata }) => metadata.name);
    expect(names()).toHaveLength(6);
    expect(
      discovery.entity('component', all[0].name).metadata.annotations?.[
        'ai-governance.io/discovery-error'
      ],
    ).toMatch(/^It is not listed any more, but it was not removed: /);

    fleet.endpoints = all.slice(1);
    await discovery.refresh();
    expect(names()).toHaveLength(5);
  });

  it('knows after a restart what it knew before', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    await discovery.restart();
    fleet.endpoints = fleet.endpoints.slice(2);
    await expect(discovery.refresh()).rejects.toThrow(/remove 2 of 6/);
  });

  it('counts removed endpoints, not the balance of added and removed ones', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    fleet.endpoints = fleet.endpoints.map(endpoint => ({
      ...endpoint,
      name: `${endpoint.name}-new`,
    }));
    await expect(discovery.refresh()).rejects.toThrow(/remove 6 of 6/);
  });

  it('lets a new model version pass', async () => {
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    fleet.models = fleet.models.map(model => ({
      ...model,
      name: `${model.name}-new`,
    }));
    for (const { deployments } of fleet.endpoints) {
      for (const { variants } of deployments) {
        variants.forEach(variant => {
          variant.modelName = `${variant.modelName}-new`;
        });
      }
    }
    await discovery.refresh();
    expect(discovery.mutations).toHaveLength(2);
  });

  it('allows more where it is told to', async () => {
    const discovery = await startDiscovery(simulator, { maxRemovalShare: 1 });
    await discovery.refresh();
    fleet.endpoints = [];
    await discovery.refresh();
    expect(discovery.mutations.at(-1)).toEqual({ type: 'full', entities: [] });
  });

  it('leaves small fleets alone, unless all is gone', async () => {
    fleet.endpoints = fleet.endpoints.slice(0, 4);
    const discovery = await startDiscovery(simulator);
    await discovery.refresh();
    const all = fleet.endpoints;
    fleet.endpoints = [];
    await expect(discovery.refresh()).rejects.toThrow(/remove 4 of 4/);
    fleet.endpoints = all.slice(0, 1);
    await discovery.refresh();
    expect(discovery.mutations.at(-1)?.type).toBe('full');
  });
});
