import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { copyOfDemoFleet, startDiscovery } from './__testUtils__/discovery';

const ACCOUNT = '210987654321';

describe('an account that is read in a role', () => {
  const environment = process.env;
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start({
      port: 0,
      fleet: copyOfDemoFleet(),
    });
    process.env = { ...environment, AWS_ENDPOINT_URL_STS: simulator.stsUrl };
  });
  afterEach(async () => {
    process.env = environment;
    await simulator.stop();
  });

  const start = () =>
    startDiscovery(
      simulator,
      {},
      {
        aws: {
          mainAccount: { accessKeyId: 'AKIADEMO', secretAccessKey: 'x' },
          accounts: [
            {
              accountId: ACCOUNT,
              roleName: 'backstage-ai-governance',
              accessKeyId: 'AKIADEMO',
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
              },
            },
          },
        },
      },
    );

  it('is discovered with the credentials of the role', async () => {
    const discovery = await start();
    await discovery.refresh();
    expect(
      simulator.requests().find(({ service }) => service === 'sts'),
    ).toMatchObject({
      operation: 'AssumeRole',
      resource: `arn:aws:iam::${ACCOUNT}:role/backstage-ai-governance`,
    });
    expect(
      discovery.entities().filter(({ kind }) => kind === 'Component'),
    ).toHaveLength(5);
  });

  it('keeps its entities and says why when the role may not be assumed', async () => {
    const discovery = await start();
    await discovery.refresh();
    await discovery.restart();
    simulator.addFault({
      service: 'sts',
      operation: 'AssumeRole',
      effect: {
        kind: 'error',
        status: 403,
        code: 'AccessDenied',
        message: 'not authorized to perform: sts:AssumeRole',
      },
    });
    const before = simulator.requests().length;
    await expect(discovery.refresh()).rejects.toThrow(
      /region eu-west-1 failed; .* sts:AssumeRole/,
    );
    expect(
      simulator
        .requests()
        .slice(before)
        .filter(({ service }) => service === 'sagemaker'),
    ).toEqual([]);
    expect(
      discovery.entity('component', 'assistant').metadata.annotations?.[
        'ai-governance.io/discovery-error'
      ],
    ).toMatch(/sts:AssumeRole/);
  });
});
