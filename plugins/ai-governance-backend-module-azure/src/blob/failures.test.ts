import {
  CloudSimulator,
  type SimulatorFault,
} from '@ai-governance/cloud-simulator';
import type { Entity } from '@backstage/catalog-model';
import {
  CONTAINER,
  endpoint,
  FOLDER,
  listAll,
  sourceOf,
} from '../__testUtils__/endpoint';

const error = (
  code: string,
  status: number,
  retryAfterSeconds?: number,
): SimulatorFault => ({
  service: 'blob',
  effect: { kind: 'error', code, status, retryAfterSeconds },
});

jest.setTimeout(60_000);

describe('failures of Blob Storage', () => {
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start({ port: 0 });
    simulator.putBlob(
      CONTAINER,
      `${FOLDER}/blue/model_inputs/2026/11/23/07/a.jsonl`,
      '{}\n',
    );
  });
  afterEach(async () => {
    await simulator.stop();
  });

  const listed = (entity?: Entity, blob?: object) =>
    listAll(sourceOf(simulator, blob), {
      since: '2026-11-23T07:00:00Z',
      until: '2026-11-23T08:00:00Z',
      entity,
    });

  it.each([
    [
      error('AuthorizationPermissionMismatch', 403),
      'NotAllowedError',
      /^Azure refuses to list https:\/\/testaccount\.blob\.core\.windows\.net\/logs\/modelDataCollector\/churn\/blue\/model_inputs\/2026\/11\/23\/07\/: the identity of the backend lacks the role 'Storage Blob Data Reader' on storage account 'testaccount' or its container 'logs'/,
    ],
    [
      error('AuthorizationFailure', 403),
      'NotAllowedError',
      /does not let this network in/,
    ],
    [
      error('InvalidAuthenticationInfo', 401),
      'AuthenticationError',
      /^Azure does not accept the identity/,
    ],
    [
      error('AuthenticationFailed', 403),
      'AuthenticationError',
      /^Azure does not accept the identity/,
    ],
    [
      error('ServerBusy', 503, 0),
      'ServiceUnavailableError',
      /^Azure at 127\.0\.0\.1:\d+ cannot be reached or is busy \(ServerBusy, HTTP 503\), while the backend tried to list/,
    ],
    [
      error('TooManyRequests', 429, 0),
      'ServiceUnavailableError',
      /\(TooManyRequests, HTTP 429\)/,
    ],
    [
      error('FeatureNotSupported', 409),
      'ForwardedError',
      /^Azure failed to list .* caused by RestError/,
    ],
    [
      { service: 'blob', effect: { kind: 'reset' } } as SimulatorFault,
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

  it('waits as long as it is told when there were too many requests', async () => {
    simulator.addFault({ ...error('TooManyRequests', 429, 1), count: 1 });
    expect(await listed()).toHaveLength(1);
    const answers = simulator
      .requests()
      .filter(({ service }) => service === 'blob')
      .map(answer => answer.status);
    expect(answers).toEqual([429, 200, 200, 200, 200]);
  });

  it('completes when every second call is throttled', async () => {
    simulator.addFault({ ...error('TooManyRequests', 429, 0), every: 2 });
    expect(await listed(undefined, { maxAttempts: 5 })).toHaveLength(1);
  });

  it('tells a container that does not exist', async () => {
    const entity = endpoint({
      'ai-governance.io/capture-uri':
        'https://testaccount.blob.core.windows.net/none/x',
    });
    await expect(listed(entity)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringMatching(
        /^The container 'none' of storage account 'testaccount' does not exist/,
      ),
    });
  });

  it('tells a server that is not there', async () => {
    await expect(
      listed(undefined, { endpoint: 'http://127.0.0.1:9', maxAttempts: 1 }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('127.0.0.1:9'),
    });
  });

  it('sends a shared key where there is one', async () => {
    expect(
      await listed(undefined, {
        accountKey: Buffer.from('key').toString('base64'),
      }),
    ).toHaveLength(1);
  });

  it.each([
    [{ endpoint: 'localhost' }, /endpoint is 'localhost', expected an http/],
    [
      { endpoint: 'http://storage.example/' },
      /http is for emulators on this machine/,
    ],
    [{ maxAttempts: 0 }, /maxAttempts is 0/],
    [{ collections: ['../x'] }, /collections is \["..\/x"\]/],
    [{ collections: [] }, /collections is \[\]/],
  ])('refuses the setting %j', (blob, message) => {
    expect(() => sourceOf(simulator, blob)).toThrow(message);
  });
});
