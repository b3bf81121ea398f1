import { CloudSimulator, SimulatedFleet } from '@ai-governance/cloud-simulator';
import {
  copyOfDemoFleet,
  findInvalid,
  startDiscovery,
} from './__testUtils__/discovery';

const ACCOUNT = '210987654321';
const model = (name: string) => ({
  name,
  id: `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:model/${name}`,
  entityRef: `resource:default/${name}`,
});

/** The demo's other account, which has one endpoint of each way to serve. */
describe.each([false, true])('ways to serve, useSearch %p', useSearch => {
  let fleet: SimulatedFleet;
  let simulator: CloudSimulator;
  let discovery: Awaited<ReturnType<typeof startDiscovery>>;

  beforeAll(async () => {
    fleet = copyOfDemoFleet();
    simulator = await CloudSimulator.start({ port: 0, fleet });
    discovery = await startDiscovery(
      simulator,
      {},
      {
        aws: {
          accounts: [
            {
              accountId: ACCOUNT,
              accessKeyId: 'AKIADEMORESEARCH0001',
              secretAccessKey: 'x',
            },
          ],
        },
        catalog: {
          providers: {
            sagemaker: {
              research: {
                accountId: ACCOUNT,
                region: 'eu-west-1',
                defaultOwner: 'ml-platform',
                endpoint: simulator.sagemakerUrl,
                models: 'all',
                useSearch,
              },
            },
          },
        },
      },
    );
    await discovery.refresh();
  });
  afterAll(async () => {
    await simulator.stop();
  });

  const deployment = (name: string) =>
    discovery.entity('component', name).spec?.deployment;

  it('makes valid entities', async () => {
    expect(await findInvalid(discovery.entities())).toEqual([]);
    expect(
      discovery.entities().filter(({ kind }) => kind === 'Component'),
    ).toHaveLength(5);
  });

  it('tells serverless', () => {
    expect(deployment('image-tagging')).toEqual({
      cloud: 'aws',
      account: ACCOUNT,
      region: 'eu-west-1',
      serving: 'serverless',
      variants: [
        {
          name: 'AllTraffic',
          role: 'production',
          trafficShare: 1,
          compute: 'serverless',
          models: [model('image-tagging-v1')],
        },
      ],
    });
  });

  it('tells multi-model', () => {
    expect(deployment('store-forecasts')).toMatchObject({
      serving: 'multi-model',
      variants: [{ instances: 1, models: [model('store-forecasts')] }],
    });
  });

  it('tells inference components and depends on their models', () => {
    expect(deployment('assistant')).toMatchObject({
      serving: 'inference-components',
      variants: [
        {
          name: 'AllTraffic',
          compute: 'ml.g5.12xlarge',
          models: [
            { ...model('assistant-llm-v3'), component: 'assistant-answers' },
            {
              ...model('assistant-embeddings-v1'),
              component: 'assistant-embeddings',
            },
          ],
        },
      ],
    });
    expect(discovery.entity('component', 'assistant').spec?.dependsOn).toEqual([
      'resource:default/assistant-llm-v3',
      'resource:default/assistant-embeddings-v1',
    ]);
    discovery.entity('resource', 'assistant-llm-v3');
  });

  it('tells shadow variants apart, and what was decided on their models', () => {
    const arn = `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:model-package/basket-pricing`;
    expect(deployment('basket-pricing')).toEqual({
      cloud: 'aws',
      account: ACCOUNT,
      region: 'eu-west-1',
      serving: 'real-time',
      variants: [
        {
          name: 'production',
          role: 'production',
          trafficShare: 1,
          compute: 'ml.m5.large',
          instances: 2,
          models: [
            {
              name: 'basket-pricing',
              version: '4',
              id: `${arn}/4`,
              entityRef: 'resource:default/basket-pricing-v4',
            },
          ],
        },
        {
          name: 'candidate',
          role: 'shadow',
          trafficShare: 1,
          compute: 'ml.m5.large',
          instances: 1,
          models: [
            {
              name: 'basket-pricing',
              version: '5',
              id: `${arn}/5`,
              entityRef: 'resource:default/basket-pricing-v5',
            },
          ],
        },
      ],
    });
    const { metadata } = discovery.entity('component', 'basket-pricing');
    expect(metadata.annotations?.['ai-governance.io/variants']).toBe(
      'production',
    );
    expect(
      discovery.entity('resource', 'basket-pricing-v5').spec?.model,
    ).toMatchObject({
      family: 'basket-pricing',
      version: '5',
      approval: 'rejected',
      approvedBy: 'sofia-marino',
    });
  });

  it('tells asynchronous where the config is read, and otherwise that it does not know', () => {
    expect(deployment('contract-extraction')).toMatchObject(
      useSearch
        ? { serving: 'unknown', variants: [{ instances: 1 }] }
        : {
            serving: 'asynchronous',
            variants: [{ compute: 'ml.g4dn.xlarge', instances: 1 }],
          },
    );
  });
});
