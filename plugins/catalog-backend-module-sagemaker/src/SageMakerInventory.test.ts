import { CloudSimulator } from '@ai-governance/cloud-simulator';
import {
  ListEndpointsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { mockServices } from '@backstage/backend-test-utils';
import { copyOfDemoFleet } from './__testUtils__/discovery';
import { SageMakerInventory } from './SageMakerInventory';

describe('SageMakerInventory', () => {
  const fleet = copyOfDemoFleet();
  const [template] = fleet.endpoints;
  fleet.endpoints = Array.from({ length: 250 }, (_, index) => ({
    ...template,
    name: `endpoint-${index}`,
  }));
  let simulator: CloudSimulator;
  let client: SageMakerClient;

  beforeAll(async () => {
    simulator = await CloudSimulator.start({ port: 0, fleet });
    client = new SageMakerClient({
      region: template.region,
      endpoint: simulator.sagemakerUrl,
      credentials: { accessKeyId: 'AKIADEMO', secretAccessKey: 'x' },
    });
  });
  afterAll(async () => {
    client.destroy();
    await simulator.stop();
  });

  const inventory = (options: { maxPages?: number }) =>
    SageMakerInventory.create({
      client,
      concurrency: 8,
      logger: mockServices.logger.mock(),
      ...options,
    });

  it('reads all pages', async () => {
    const endpoints = await inventory({}).read(new AbortController().signal);
    expect(
      new Set(endpoints.map(({ endpoint }) => endpoint.EndpointName)).size,
    ).toBe(250);
    const lists = simulator
      .requests()
      .filter(({ operation }) => operation === 'ListEndpoints');
    expect(lists).toHaveLength(3);
  });

  it('gives up a listing that does not end', async () => {
    await expect(
      inventory({ maxPages: 2 }).read(new AbortController().signal),
    ).rejects.toThrow('ListEndpoints returned more than 2 pages');
  });

  it('sends nothing more after a failure', async () => {
    const described = () =>
      simulator
        .requests()
        .filter(({ operation }) => operation === 'DescribeEndpoint').length;
    const before = described();
    simulator.addFault({
      service: 'sagemaker',
      operation: 'DescribeEndpoint',
      effect: { kind: 'error', code: 'AccessDeniedException' },
    });
    await expect(
      inventory({}).read(new AbortController().signal),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    // Whatever were still to come would come before the answers to these.
    for (let i = 0; i < 20; i += 1) {
      await client.send(new ListEndpointsCommand({ MaxResults: 1 }));
    }
    expect(described() - before).toBeLessThanOrEqual(16);
  });
});
