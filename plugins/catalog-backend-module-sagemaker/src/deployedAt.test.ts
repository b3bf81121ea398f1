import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { copyOfDemoFleet, startDiscovery } from './__testUtils__/discovery';
import { deployedAt } from './deployedAt';
import type { DiscoveredEndpoint } from './facts';

const day = (n: number) => new Date(Date.UTC(2026, 10, n, 10, 30));

/** What SageMaker says of an endpoint, as far as it concerns time. */
function discovered(
  endpoint: Partial<DiscoveredEndpoint['endpoint']>,
  configCreated?: Date,
): DiscoveredEndpoint {
  return {
    endpoint: {
      EndpointName: 'fraud',
      EndpointArn: undefined,
      EndpointStatus: 'InService',
      CreationTime: day(1),
      LastModifiedTime: day(20),
      ...endpoint,
    },
    config: configCreated && {
      EndpointConfigName: 'fraud-v8',
      EndpointConfigArn: undefined,
      ProductionVariants: [],
      CreationTime: configCreated,
    },
    serves: [],
    tags: new Map(),
  };
}

const variant = (...times: Date[]) => ({
  VariantName: 'AllTraffic',
  DeployedImages: times.map(ResolutionTime => ({ ResolutionTime })),
});

describe('deployedAt', () => {
  it('is when the images that run now were resolved, whatever scaling did since', () => {
    const endpoint = discovered(
      { ProductionVariants: [variant(day(8), day(9)), variant(day(7))] },
      day(5),
    );
    expect(deployedAt(endpoint)).toBe('2026-11-09T10:30:00.000Z');
  });

  it('is after the creation of a config that was taken back into use', () => {
    const endpoint = discovered(
      { ProductionVariants: [variant(day(15))] },
      day(2),
    );
    expect(deployedAt(endpoint)).toBe('2026-11-15T10:30:00.000Z');
  });

  it('without images is the later creation of endpoint and config', () => {
    expect(deployedAt(discovered({}, day(4)))).toBe('2026-11-04T10:30:00.000Z');
    const older = new Date(Date.UTC(2025, 0, 1));
    expect(deployedAt(discovered({}, older))).toBe('2026-11-01T10:30:00.000Z');
    expect(deployedAt(discovered({ ProductionVariants: [variant()] }))).toBe(
      '2026-11-01T10:30:00.000Z',
    );
  });

  it('is unknown when SageMaker gives no time', () => {
    expect(deployedAt(discovered({ CreationTime: undefined }))).toBeUndefined();
  });

  it('is five days before the anchor for version 8 of the demo', async () => {
    const simulator = await CloudSimulator.start({
      port: 0,
      fleet: copyOfDemoFleet(),
    });
    try {
      const discovery = await startDiscovery(simulator);
      await discovery.refresh();
      const { metadata, spec } = discovery.entity(
        'component',
        'fraud-detection',
      );
      expect(spec?.dependsOn).toEqual(['resource:default/fraud-detection-v8']);
      expect(
        metadata.annotations?.['ai-governance.io/endpoint-deployed-at'],
      ).toBe(
        new Date(simulator.anchor.getTime() - 5 * 86_400_000).toISOString(),
      );
    } finally {
      await simulator.stop();
    }
  });
});
