import {
  AddTagsCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  ListEndpointsCommand,
  ListTagsCommand,
  paginateListEndpoints,
  paginateListModels,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { CloudSimulator } from '../CloudSimulator';
import { demoFleet } from '../fleet/demoFleet';
import type { SimulatedFleet } from '../fleet/types';

const NOW = new Date('2026-03-31T12:34:56Z');

/** The demo with one more endpoint in another account and region. */
const fleet: SimulatedFleet = {
  ...demoFleet,
  accessKeys: { AKIAOTHER: '210987654321' },
  endpoints: [
    ...demoFleet.endpoints,
    {
      ...demoFleet.endpoints[0],
      name: 'other-account',
      accountId: '210987654321',
      region: 'us-east-1',
    },
  ],
};

describe('SageMakerService', () => {
  let simulator: CloudSimulator;
  const clients: { destroy(): void }[] = [];

  const clientFor = (options?: {
    accessKeyId?: string;
    region?: string;
    sessionToken?: string;
  }) => {
    const client = new SageMakerClient({
      endpoint: simulator.sagemakerUrl,
      region: options?.region ?? 'eu-central-1',
      credentials: {
        accessKeyId: options?.accessKeyId ?? 'AKIATEST',
        secretAccessKey: 'secret',
        sessionToken: options?.sessionToken,
      },
    });
    clients.push(client);
    return client;
  };

  const names = async (client: SageMakerClient, input = {}) => {
    const found: string[] = [];
    let pages = 0;
    for await (const page of paginateListEndpoints({ client }, input)) {
      pages++;
      found.push(...page.Endpoints!.map(({ EndpointName }) => EndpointName!));
    }
    return { found, pages };
  };

  beforeAll(async () => {
    simulator = await CloudSimulator.start({ now: () => NOW, fleet });
  });

  afterAll(async () => {
    clients.forEach(client => client.destroy());
    await simulator.stop();
  });

  it('pages through the endpoints, newest first unless asked otherwise', async () => {
    const client = clientFor();
    const all = await names(client, { MaxResults: 4 });
    const sorted = await names(client, {
      SortBy: 'Name',
      SortOrder: 'Ascending',
    });

    expect(all.pages).toBe(2);
    expect(all.found).toEqual([
      'document-triage',
      'churn-prediction',
      'credit-risk-scoring',
      'fraud-detection',
      'support-routing',
      'demand-forecast',
    ]);
    expect(sorted.found).toEqual([...all.found].sort());
  });

  it('gives empty pages with a token when a filter leaves nothing of a page', async () => {
    const client = clientFor();
    const input = { NameContains: 'demand', MaxResults: 2 };
    const first = await client.send(new ListEndpointsCommand(input));

    expect(first.Endpoints).toEqual([]);
    expect(first.NextToken).toBeDefined();
    expect(await names(client, input)).toEqual({
      found: ['demand-forecast'],
      pages: 3,
    });
    expect((await names(client, { StatusEquals: 'Failed' })).found).toEqual([]);
  });

  it('describes an endpoint, its config and its model after a deployment', async () => {
    const client = clientFor();
    const endpoint = await client.send(
      new DescribeEndpointCommand({ EndpointName: 'fraud-detection' }),
    );
    const config = await client.send(
      new DescribeEndpointConfigCommand({
        EndpointConfigName: endpoint.EndpointConfigName,
      }),
    );
    const variant = config.ProductionVariants![0];
    const model = await client.send(
      new DescribeModelCommand({ ModelName: variant.ModelName }),
    );

    expect(endpoint).toMatchObject({
      EndpointArn:
        'arn:aws:sagemaker:eu-central-1:123456789012:endpoint/fraud-detection',
      EndpointConfigName: 'fraud-detection-v8',
      EndpointStatus: 'InService',
      LastModifiedTime: new Date('2026-03-26T12:00:00Z'),
      DataCaptureConfig: {
        EnableCapture: true,
        CaptureStatus: 'Started',
        CurrentSamplingPercentage: 100,
        DestinationS3Uri: 's3://acme-ml-inference-logs/data-capture/payments',
      },
    });
    expect(endpoint.ProductionVariants![0]).toMatchObject({
      VariantName: 'AllTraffic',
      CurrentWeight: 1,
      CurrentInstanceCount: 2,
    });
    expect(variant).toMatchObject({
      ModelName: 'fraud-detection-v8',
      InstanceType: 'ml.c6i.xlarge',
    });
    expect(config.DataCaptureConfig!.CaptureContentTypeHeader).toEqual({
      JsonContentTypes: ['application/json'],
    });
    expect(model.PrimaryContainer!.ModelPackageName).toBe(
      'arn:aws:sagemaker:eu-central-1:123456789012:model-package/fraud-detection/8',
    );
  });

  it('lists the models of both versions and of both variants', async () => {
    const models: string[] = [];
    for await (const page of paginateListModels({ client: clientFor() }, {})) {
      models.push(...page.Models!.map(({ ModelName }) => ModelName!));
    }
    expect(models).toHaveLength(8);
    expect(models).toEqual(
      expect.arrayContaining([
        'fraud-detection-v7',
        'fraud-detection-v8',
        'credit-risk-scoring-v11',
        'credit-risk-scoring-v12',
      ]),
    );
  });

  it('lists and adds tags', async () => {
    const client = clientFor();
    const tagsOf = async (ResourceArn: string) =>
      (await client.send(new ListTagsCommand({ ResourceArn }))).Tags;
    const arn = 'arn:aws:sagemaker:eu-central-1:123456789012:endpoint';

    expect(await tagsOf(`${arn}/document-triage`)).toEqual([
      { Key: 'system', Value: 'document-automation' },
      { Key: 'env', Value: 'production' },
    ]);
    await client.send(
      new AddTagsCommand({
        ResourceArn: `${arn}/document-triage`,
        Tags: [{ Key: 'owner', Value: 'team-docs' }],
      }),
    );
    expect(await tagsOf(`${arn}/document-triage`)).toContainEqual({
      Key: 'owner',
      Value: 'team-docs',
    });
    await expect(tagsOf(`${arn}/nothing`)).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('keeps accounts and regions apart, with roles in other accounts', async () => {
    const own = await names(clientFor({ region: 'us-east-1' }));
    const other = await names(
      clientFor({ accessKeyId: 'AKIAOTHER', region: 'us-east-1' }),
    );
    const sts = new STSClient({
      endpoint: simulator.stsUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
    });
    clients.push(sts);
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::210987654321:role/read-models',
        RoleSessionName: 'test',
      }),
    );
    const assumed = await names(
      clientFor({
        accessKeyId: Credentials!.AccessKeyId,
        sessionToken: Credentials!.SessionToken,
        region: 'us-east-1',
      }),
    );

    expect(own.found).toEqual([]);
    expect(other.found).toEqual(['other-account']);
    expect(identity.Account).toBe('123456789012');
    expect(assumed.found).toEqual(['other-account']);
  });

  it('answers errors as AWS does', async () => {
    const client = clientFor();
    await expect(
      client.send(new DescribeEndpointCommand({ EndpointName: 'gone' })),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        'Could not find endpoint "arn:aws:sagemaker:eu-central-1:123456789012:endpoint/gone".',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(
      client.send(new ListEndpointsCommand({ MaxResults: 101 })),
    ).rejects.toMatchObject({ name: 'ValidationException' });

    const call = async (target: string, authorization?: string) => {
      const response = await fetch(simulator.sagemakerUrl, {
        method: 'POST',
        headers: {
          'x-amz-target': target,
          ...(authorization && { authorization }),
        },
        body: '{}',
      });
      return (await response.json()).__type;
    };
    const signed =
      'AWS4-HMAC-SHA256 Credential=AKIA/20260331/eu-central-1/sagemaker/aws4_request, Signature=0';
    expect(await call('SageMaker.ListEndpoints')).toBe(
      'MissingAuthenticationTokenException',
    );
    expect(await call('SageMaker.Fly', signed)).toBe(
      'UnknownOperationException',
    );
  });
});
