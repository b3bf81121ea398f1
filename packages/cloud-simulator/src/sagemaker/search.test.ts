import {
  BatchDescribeModelPackageCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeInferenceComponentCommand,
  DescribeModelCardCommand,
  DescribeModelPackageCommand,
  ListEndpointsCommand,
  paginateListInferenceComponents,
  paginateListModelCards,
  paginateListModelPackages,
  paginateSearch,
  SageMakerClient,
  SearchCommand,
  type SearchCommandInput,
} from '@aws-sdk/client-sagemaker';
import { CloudSimulator } from '../CloudSimulator';
import {
  RESEARCH_ACCESS_KEY,
  RESEARCH_ACCOUNT,
  RESEARCH_REGION,
} from '../fleet/endpoints/research';

const NOW = new Date('2026-03-31T12:34:56Z');
const REGISTRY = 'arn:aws:sagemaker:eu-central-1:123456789012:model-package';

describe('SageMaker in depth', () => {
  let simulator: CloudSimulator;
  let client: SageMakerClient;
  let research: SageMakerClient;

  const clientFor = (accessKeyId: string, region: string) =>
    new SageMakerClient({
      endpoint: simulator.sagemakerUrl,
      region,
      credentials: { accessKeyId, secretAccessKey: 'secret' },
    });

  beforeAll(async () => {
    simulator = await CloudSimulator.start({ now: () => NOW });
    client = clientFor('AKIATEST', 'eu-central-1');
    research = clientFor(RESEARCH_ACCESS_KEY, RESEARCH_REGION);
  });

  afterEach(() => simulator.clearFaults());

  afterAll(async () => {
    client.destroy();
    research.destroy();
    await simulator.stop();
  });

  const search = async (input: SearchCommandInput) =>
    (await client.send(new SearchCommand(input))).Results!;

  it('searches endpoints with tags, but without models', async () => {
    const found = [];
    let pages = 0;
    for await (const page of paginateSearch(
      { client, pageSize: 4 },
      { Resource: 'Endpoint', SortBy: 'CreationTime', SortOrder: 'Ascending' },
    )) {
      pages += 1;
      expect(page.TotalHits).toEqual({ Value: 6, Relation: 'EqualTo' });
      found.push(...page.Results!.map(({ Endpoint }) => Endpoint!));
    }
    expect(pages).toBe(2);
    const times = found.map(({ CreationTime }) => CreationTime!.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const credit = found.find(
      ({ EndpointName }) => EndpointName === 'credit-risk-scoring',
    )!;
    expect(credit.Tags).toContainEqual({ Key: 'owner', Value: 'team-risk' });
    expect(credit.ProductionVariants!.map(item => item.VariantName)).toEqual([
      'champion',
      'challenger',
    ]);
    expect(JSON.stringify(credit)).not.toContain('ModelName');
  });

  it('searches models with their endpoints', async () => {
    const [{ Model }] = await search({
      Resource: 'Model',
      SearchExpression: {
        Filters: [{ Name: 'Model.ModelName', Value: 'fraud-detection-v8' }],
      },
    });
    expect(Model!.Endpoints!.map(({ EndpointName }) => EndpointName)).toEqual([
      'fraud-detection',
    ]);
    expect(Model!.Model!.PrimaryContainer!.ModelPackageName).toBe(
      `${REGISTRY}/fraud-detection/8`,
    );
  });

  it.each([
    [{ Name: 'ModelApprovalStatus', Value: 'PendingManualApproval' }, 2],
    [
      {
        Name: 'ModelPackageGroupName',
        Operator: 'In' as const,
        Value: 'churn-prediction,fraud-detection',
      },
      4,
    ],
    [
      {
        Name: 'ModelPackageVersion',
        Operator: 'GreaterThan' as const,
        Value: '8',
      },
      2,
    ],
    [
      {
        Name: 'LastModifiedBy.UserProfileName',
        Operator: 'Contains' as const,
        Value: 'novak',
      },
      1,
    ],
    [{ Name: 'Tags.owner', Operator: 'NotExists' as const }, 6],
  ])('filters model packages by %j', async (filter, count) => {
    expect(
      await search({
        Resource: 'ModelPackage',
        SearchExpression: { Filters: [filter] },
      }),
    ).toHaveLength(count);
  });

  it('refuses what it does not know', async () => {
    await expect(search({ Resource: 'Image' })).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(
      search({ Resource: 'Endpoint', MaxResults: 101 }),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('tells packages in batches, with errors for those that are not there', async () => {
    const arns: string[] = [];
    for await (const page of paginateListModelPackages(
      { client, pageSize: 2 },
      { ModelPackageType: 'Versioned' },
    )) {
      arns.push(
        ...page.ModelPackageSummaryList!.map(item => item.ModelPackageArn!),
      );
    }
    expect(arns).toHaveLength(6);
    const missing = `${REGISTRY}/nothing/1`;
    const batch = await client.send(
      new BatchDescribeModelPackageCommand({
        ModelPackageArnList: [...arns, missing],
      }),
    );
    expect(Object.keys(batch.ModelPackageSummaries!).sort()).toEqual(
      arns.sort(),
    );
    expect(
      batch.ModelPackageSummaries![`${REGISTRY}/fraud-detection/8`],
    ).toMatchObject({
      ModelPackageVersion: 8,
      ModelApprovalStatus: 'PendingManualApproval',
    });
    expect(batch.BatchDescribeModelPackageErrorMap![missing].ErrorCode).toBe(
      'ValidationException',
    );
    expect(
      await client.send(
        new DescribeModelPackageCommand({
          ModelPackageName: `${REGISTRY}/fraud-detection/7`,
        }),
      ),
    ).toMatchObject({
      ModelApprovalStatus: 'Approved',
      CreatedBy: { UserProfileName: 'priya-raman' },
      LastModifiedBy: { UserProfileName: 'tomas-novak' },
      MetadataProperties: {
        GeneratedBy: expect.stringMatching(
          /:training-job\/fraud-detection-v7-training$/,
        ),
      },
    });
    await expect(
      client.send(
        new BatchDescribeModelPackageCommand({
          ModelPackageArnList: Array.from(
            { length: 101 },
            (_, index) => `${REGISTRY}/x/${index}`,
          ),
        }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('lists and describes model cards, without what people wrote unless asked', async () => {
    const names: string[] = [];
    for await (const page of paginateListModelCards({ client }, {})) {
      names.push(...page.ModelCardSummaries!.map(card => card.ModelCardName!));
    }
    expect(names.sort()).toEqual([
      'churn-prediction',
      'credit-risk-scoring',
      'support-routing',
    ]);
    const describe = (IncludedData?: 'MetadataOnly') =>
      client.send(
        new DescribeModelCardCommand({
          ModelCardName: 'credit-risk-scoring',
          IncludedData,
        }),
      );
    const metadata = await describe('MetadataOnly');
    expect(metadata).toMatchObject({
      ModelCardVersion: 6,
      ModelCardStatus: 'Approved',
    });
    expect(JSON.parse(metadata.Content!)).toEqual({
      model_package_details: {
        model_package_group_name: 'credit-risk-scoring',
        model_package_arn: `${REGISTRY}/credit-risk-scoring/12`,
      },
      intended_uses: { risk_rating: 'High' },
    });
    expect((await describe()).Content).toContain('purpose_of_model');
  });

  it('has every way to serve in another account', async () => {
    const config = async (name: string) => {
      const { EndpointConfigName } = await research.send(
        new DescribeEndpointCommand({ EndpointName: name }),
      );
      return research.send(
        new DescribeEndpointConfigCommand({ EndpointConfigName }),
      );
    };
    const [serverless] = (await config('image-tagging')).ProductionVariants!;
    expect(serverless.ServerlessConfig).toEqual({
      MemorySizeInMB: 3072,
      MaxConcurrency: 20,
    });
    expect(serverless.InstanceType).toBeUndefined();
    expect(
      (await config('contract-extraction')).AsyncInferenceConfig,
    ).toBeDefined();
    expect(
      (await config('basket-pricing')).ShadowProductionVariants,
    ).toMatchObject([{ VariantName: 'candidate' }]);
    const [variant] = (await config('assistant')).ProductionVariants!;
    expect(variant.ModelName).toBeUndefined();
    const components: string[] = [];
    for await (const page of paginateListInferenceComponents(
      { client: research },
      { EndpointNameEquals: 'assistant' },
    )) {
      components.push(
        ...page.InferenceComponents!.map(item => item.InferenceComponentName!),
      );
    }
    expect(components.sort()).toEqual([
      'assistant-answers',
      'assistant-embeddings',
    ]);
    expect(
      await research.send(
        new DescribeInferenceComponentCommand({
          InferenceComponentName: 'assistant-answers',
        }),
      ),
    ).toMatchObject({
      VariantName: 'AllTraffic',
      Specification: { ModelName: 'assistant-llm-v3' },
    });
  });

  it('gives an empty page with a token on request, and nothing is lost', async () => {
    simulator.addFault({
      service: 'sagemaker',
      operation: 'ListEndpoints',
      count: 1,
      effect: { kind: 'empty-page' },
    });
    const first = await client.send(new ListEndpointsCommand({}));
    expect(first.Endpoints).toEqual([]);
    const second = await client.send(
      new ListEndpointsCommand({ NextToken: first.NextToken }),
    );
    expect(second.Endpoints).toHaveLength(6);
    expect(second.NextToken).toBeUndefined();
  });

  it('revokes the credentials of one account', async () => {
    simulator.addFault({
      service: 'sagemaker',
      accountId: RESEARCH_ACCOUNT,
      effect: { kind: 'error', code: 'UnrecognizedClientException' },
    });
    await expect(
      research.send(new ListEndpointsCommand({})),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    expect(
      (await client.send(new ListEndpointsCommand({}))).Endpoints,
    ).toHaveLength(6);
  });
});
