import {
  AddTagsCommand,
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { startDiscovery } from './__testUtils__/discovery';

const url = process.env.AI_GOVERNANCE_MOTO_URL;

/** More than a page, so that the listing goes on behind a token. */
const ENDPOINTS = 120;

(url ? describe : describe.skip)('moto (npm run test:emulators)', () => {
  beforeAll(async () => {
    const client = new SageMakerClient({
      endpoint: url,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'AKIADEMO', secretAccessKey: 'x' },
    });
    const role = 'arn:aws:iam::123456789012:role/sagemaker';
    await client.send(
      new CreateModelCommand({
        ModelName: 'churn-v1',
        ExecutionRoleArn: role,
        PrimaryContainer: {
          Image: 'xgboost:1',
          ModelDataUrl: 's3://models/churn/model.tar.gz',
        },
      }),
    );
    await client.send(
      new CreateEndpointConfigCommand({
        EndpointConfigName: 'churn-config',
        ProductionVariants: [
          {
            VariantName: 'blue',
            ModelName: 'churn-v1',
            InstanceType: 'ml.m5.large',
            InitialInstanceCount: 1,
            InitialVariantWeight: 1,
          },
        ],
        DataCaptureConfig: {
          EnableCapture: true,
          InitialSamplingPercentage: 50,
          DestinationS3Uri: 's3://capture/churn',
          CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }],
        },
      }),
    );
    for (let i = 0; i < ENDPOINTS; i++) {
      const { EndpointArn } = await client.send(
        new CreateEndpointCommand({
          EndpointName: `churn-${i}`,
          EndpointConfigName: 'churn-config',
        }),
      );
      await client.send(
        new AddTagsCommand({
          ResourceArn: EndpointArn,
          Tags: [{ Key: 'owner', Value: 'team-growth' }],
        }),
      );
    }
    client.destroy();
  });

  it('is discovered by listing and describing', async () => {
    const discovery = await startDiscovery(
      { sagemakerUrl: url! },
      { concurrency: 8, modelCards: false },
    );
    await discovery.refresh();
    expect(
      discovery.entities().filter(({ kind }) => kind === 'Component'),
    ).toHaveLength(ENDPOINTS);
    expect(discovery.entity('component', 'churn-7')).toMatchObject({
      metadata: {
        annotations: {
          'ai-governance.io/endpoint-id':
            'arn:aws:sagemaker:eu-central-1:123456789012:endpoint/churn-7',
          'ai-governance.io/endpoint-status': 'InService',
          'ai-governance.io/variants': 'blue',
        },
      },
      spec: {
        type: 'model-endpoint',
        owner: 'group:default/team-growth',
        dependsOn: [expect.stringMatching(/^resource:default\/churn-v1/)],
        deployment: {
          cloud: 'aws',
          account: '123456789012',
          region: 'eu-central-1',
          variants: [
            expect.objectContaining({
              name: 'blue',
              models: [expect.objectContaining({ name: 'churn-v1' })],
            }),
          ],
        },
      },
    });
  });
});
