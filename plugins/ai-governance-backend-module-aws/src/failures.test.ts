import { CloudSimulator, SimulatorFault } from '@ai-governance/cloud-simulator';
import type { Entity } from '@backstage/catalog-model';
import {
  BUCKET,
  endpoint,
  FOLDER,
  listAll,
  never,
  sourceOf,
} from './__testUtils__/capture';
import type { S3CaptureLogSource } from './S3CaptureLogSource';

const error = (
  code: string,
  status: number,
  message: string,
): SimulatorFault => ({
  service: 's3',
  effect: { kind: 'error', code, status, message },
});

jest.setTimeout(60_000);

describe('failures of S3', () => {
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start({ port: 0 });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  const listed = (
    options: { entity?: Entity; from?: S3CaptureLogSource } = {},
  ) =>
    listAll(options.from ?? sourceOf(simulator), {
      since: '2026-11-23T07:00:00Z',
      until: '2026-11-23T08:00:00Z',
      entity: options.entity,
    });

  beforeEach(() => {
    simulator.putObject(
      BUCKET,
      `${FOLDER}/blue/2026/11/23/07/00-00-000-a.jsonl`,
      '{}\n',
    );
  });

  it.each([
    [
      error('ExpiredToken', 400, 'The provided token has expired.'),
      'AuthenticationError',
      /^AWS credentials for account 123456789012 have expired: renew them/,
    ],
    [
      error('InvalidAccessKeyId', 403, 'The key does not exist.'),
      'AuthenticationError',
      /^AWS does not accept the credentials for account 123456789012; caused by InvalidAccessKeyId: The key/,
    ],
    [
      error('AccessDenied', 403, 'Access Denied'),
      'NotAllowedError',
      /^AWS denies s3:ListBucket on s3:\/\/test-capture\/some\/prefix\/churn\/blue\/ .* grant s3:ListBucket on arn:aws:s3:::test-capture for the prefix some\/prefix\/churn\/blue\//,
    ],
    [
      error('AccessDenied', 403, 'not authorized to perform: kms:Decrypt'),
      'NotAllowedError',
      /grant kms:Decrypt/,
    ],
    [
      error('SlowDown', 503, 'Please reduce your request rate.'),
      'ServiceUnavailableError',
      /^S3 at 127\.0\.0\.1:\d+ .*\(SlowDown, HTTP 503\)/,
    ],
    [
      error('InternalError', 500, 'We encountered an internal error.'),
      'ServiceUnavailableError',
      /\(InternalError, HTTP 500\)/,
    ],
    [
      error('InvalidBucketState', 409, 'Not in this state.'),
      'ForwardedError',
      /^s3:ListBucket on s3:\/\/test-capture.* failed; caused by InvalidBucketState/,
    ],
    [
      { service: 's3', effect: { kind: 'reset' } } as SimulatorFault,
      'ServiceUnavailableError',
      /\((ECONNRESET|EPIPE)\)/,
    ],
  ])('tells %j', async (fault, name, message) => {
    simulator.addFault(fault);
    const failure = await listed().catch(thrown => thrown);
    expect(failure.constructor.name).toBe(name);
    expect(failure.message).toMatch(message);
    expect(failure.cause).toBeInstanceOf(Error);
    // The next try works when the trouble is over.
    simulator.clearFaults();
    expect(await listed()).toHaveLength(1);
  });

  it('names the object that may not be read', async () => {
    const [object] = await listed();
    simulator.addFault(error('AccessDenied', 403, 'Access Denied'));
    await expect(
      sourceOf(simulator).download({
        entity: endpoint(),
        object,
        destination: '/no/such/folder/x',
        signal: never(),
      }),
    ).rejects.toThrow(
      /^AWS denies s3:GetObject on .* grant s3:GetObject on arn:aws:s3:::test-capture\/some\/prefix\/churn\/blue\/2026/,
    );
  });

  it('tells a bucket that does not exist', async () => {
    const entity = endpoint({
      'ai-governance.io/capture-uri': 's3://no-such-bucket/x',
    });
    await expect(listed({ entity })).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringMatching(
        /^The capture bucket 'no-such-bucket' does not exist/,
      ),
    });
  });

  it('waits out a short trouble', async () => {
    simulator.addFault({
      ...error('SlowDown', 503, 'Please reduce your request rate.'),
      count: 1,
    });
    expect(await listed()).toHaveLength(1);
  });

  it('tells a server that is not there', async () => {
    await simulator.stop();
    await expect(listed()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/^S3 at 127.* \(ECONNREFUSED\)/),
    });
    simulator = await CloudSimulator.start({ port: 0 });
  });

  it('tells a host that is not there', async () => {
    await expect(
      listed({
        from: sourceOf(simulator, {
          s3: { endpoint: 'http://s3.invalid:1', maxAttempts: 1 },
        }),
      }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /^S3 at s3\.invalid:1 .* \((ENOTFOUND|EAI_AGAIN)\)/,
      ),
    });
  });

  it('tells an account that has no credentials', async () => {
    process.env.AWS_ENDPOINT_URL_STS = simulator.stsUrl;
    process.env.AWS_ACCESS_KEY_ID = 'AKIADEMO';
    process.env.AWS_SECRET_ACCESS_KEY = 'x';
    try {
      const entity = endpoint({
        'ai-governance.io/aws-account-id': '999999999999',
      });
      await expect(listed({ entity })).rejects.toMatchObject({
        name: 'AuthenticationError',
        message: expect.stringMatching(
          /^There are no AWS credentials for account 999999999999: add it to 'aws\.accounts' in the configuration; caused by Error: There is no AWS integration that matches/,
        ),
      });
    } finally {
      delete process.env.AWS_ENDPOINT_URL_STS;
      delete process.env.AWS_ACCESS_KEY_ID;
      delete process.env.AWS_SECRET_ACCESS_KEY;
    }
  });

  it('tells credentials that cannot be loaded', async () => {
    const from = sourceOf(simulator, {
      account: { profile: 'no-such-profile' },
    });
    const failure = await listed({ from }).catch(thrown => thrown);
    expect(failure.name).toBe('AuthenticationError');
    expect(failure.message).toMatch(
      /^AWS credentials for account 123456789012 have expired or cannot be loaded; caused by CredentialsProviderError: /,
    );
  });
});
