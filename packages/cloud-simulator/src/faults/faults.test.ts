import {
  DescribeEndpointCommand,
  ListEndpointsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { LogLevel, WebClient } from '@slack/web-api';
import { CloudSimulator } from '../CloudSimulator';

const BUCKET = 'acme-ml-inference-logs';
const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };

describe('faults', () => {
  let simulator: CloudSimulator;
  let s3: S3Client;
  let sagemaker: SageMakerClient;
  let slack: WebClient;

  beforeEach(async () => {
    simulator = await CloudSimulator.start();
    const common = { region: 'eu-central-1', credentials, maxAttempts: 1 };
    s3 = new S3Client({
      ...common,
      endpoint: simulator.s3Url,
      forcePathStyle: true,
    });
    sagemaker = new SageMakerClient({
      ...common,
      endpoint: simulator.sagemakerUrl,
    });
    slack = new WebClient('xoxb-test', {
      slackApiUrl: simulator.slackApiUrl,
      logLevel: LogLevel.ERROR,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 0 },
    });
  });

  afterEach(async () => {
    s3.destroy();
    sagemaker.destroy();
    await simulator.stop();
  });

  const describeEndpoint = (EndpointName: string) =>
    sagemaker.send(new DescribeEndpointCommand({ EndpointName }));

  it('hits every second call when asked to', async () => {
    simulator.addFault({
      service: 'sagemaker',
      operation: 'DescribeEndpoint',
      every: 2,
      effect: { kind: 'error', code: 'ThrottlingException' },
    });
    const outcomes = [];
    for (let i = 0; i < 4; i++) {
      outcomes.push(
        await describeEndpoint('churn-prediction').then(
          () => 'answered',
          error => error.name,
        ),
      );
    }
    expect(outcomes).toEqual([
      'answered',
      'ThrottlingException',
      'answered',
      'ThrottlingException',
    ]);
  });

  it('hits the named resource only, as often as asked', async () => {
    simulator.addFault({
      service: 'sagemaker',
      operation: 'DescribeEndpoint',
      resource: '^churn-',
      count: 2,
      effect: {
        kind: 'error',
        code: 'ThrottlingException',
        message: 'Rate exceeded',
      },
    });

    await expect(describeEndpoint('fraud-detection')).resolves.toBeDefined();
    for (let i = 0; i < 2; i++) {
      await expect(describeEndpoint('churn-prediction')).rejects.toMatchObject({
        name: 'ThrottlingException',
        message: 'Rate exceeded',
        $metadata: { httpStatusCode: 400 },
      });
    }
    await expect(describeEndpoint('churn-prediction')).resolves.toBeDefined();
    expect(
      simulator
        .requests()
        .map(({ operation, resource, status }) => [
          operation,
          resource,
          status,
        ]),
    ).toEqual([
      ['DescribeEndpoint', 'fraud-detection', 200],
      ['DescribeEndpoint', 'churn-prediction', 400],
      ['DescribeEndpoint', 'churn-prediction', 400],
      ['DescribeEndpoint', 'churn-prediction', 200],
    ]);
  });

  it('lets credentials expire', async () => {
    simulator.addFault({
      service: 's3',
      effect: { kind: 'error', status: 403, code: 'ExpiredToken' },
    });
    simulator.addFault({
      service: 'sagemaker',
      effect: { kind: 'error', status: 403, code: 'ExpiredTokenException' },
    });

    await expect(
      s3.send(new ListObjectsV2Command({ Bucket: BUCKET })),
    ).rejects.toMatchObject({
      name: 'ExpiredToken',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(
      sagemaker.send(new ListEndpointsCommand({})),
    ).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    simulator.clearFaults();
    await expect(
      sagemaker.send(new ListEndpointsCommand({})),
    ).resolves.toBeDefined();
  });

  it('breaks connections before and in the middle of an answer', async () => {
    simulator.putObject(BUCKET, 'whole', Buffer.alloc(500_000, 'x'));
    const get = async () => {
      const { Body } = await s3.send(
        new GetObjectCommand({ Bucket: BUCKET, Key: 'whole' }),
      );
      return (await Body!.transformToByteArray()).length;
    };
    const reset = (afterBytes?: number) =>
      simulator.addFault({
        service: 's3',
        operation: 'GetObject',
        resource: `^${BUCKET}/whole$`,
        count: 1,
        effect: { kind: 'reset', afterBytes },
      });

    reset();
    await expect(get()).rejects.toThrow('ECONNRESET');
    reset(1000);
    await expect(get()).rejects.toThrow(/aborted|reset|closed|terminated/);
    expect(await get()).toBe(500_000);
  });

  it('fails Slack in its own way', async () => {
    const post = () =>
      slack.chat.postMessage({ channel: '#growth-ml', text: 'hello' });
    simulator.addFault({
      service: 'slack',
      operation: 'chat.postMessage',
      resource: 'growth',
      count: 1,
      effect: {
        kind: 'error',
        status: 429,
        code: 'ratelimited',
        retryAfterSeconds: 7,
      },
    });
    simulator.addFault({
      service: 'slack',
      count: 1,
      effect: { kind: 'error', code: 'is_archived' },
    });

    await expect(post()).rejects.toMatchObject({
      code: 'slack_webapi_rate_limited_error',
      retryAfter: 7,
    });
    await expect(post()).rejects.toMatchObject({
      data: { ok: false, error: 'is_archived' },
    });
    await expect(post()).resolves.toMatchObject({ ok: true });
    expect(simulator.slackMessages()).toHaveLength(1);
  });

  it('delays an answer until something else is done', async () => {
    simulator.addFault({
      service: 'sagemaker',
      resource: 'fraud-detection',
      effect: { kind: 'delay', milliseconds: 1000 },
    });
    const order: string[] = [];
    await Promise.all([
      describeEndpoint('fraud-detection').then(() => order.push('fraud')),
      describeEndpoint('churn-prediction').then(() => order.push('churn')),
    ]);
    expect(order).toEqual(['churn', 'fraud']);
  });

  it('can be set over HTTP', async () => {
    const url = `${simulator.url}/_simulator/faults`;
    const post = (body: unknown) =>
      fetch(url, { method: 'POST', body: JSON.stringify(body) });
    const fault = {
      service: 's3',
      count: 3,
      effect: { kind: 'error', status: 403, code: 'AccessDenied' },
    };

    const added = await post(fault);
    expect(added.status).toBe(201);
    await expect(
      s3.send(new ListObjectsV2Command({ Bucket: BUCKET })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(await (await fetch(url)).json()).toEqual({
      faults: [{ ...fault, count: 2 }],
    });
    const wrong = await post({ service: 'ec2', effect: { kind: 'reset' } });
    expect(wrong.status).toBe(400);
    expect((await wrong.json()).error).toMatch(
      /'service' out of s3, .*slack.*, got ec2/,
    );
    expect((await post({ ...fault, resource: '(' })).status).toBe(400);
    expect((await post({ ...fault, effect: { kind: 'fire' } })).status).toBe(
      400,
    );
    await fetch(url, { method: 'DELETE' });
    expect(await (await fetch(url)).json()).toEqual({ faults: [] });
  });
});
