import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { bearerTokenAuthenticationPolicyName } from '@azure/core-rest-pipeline';
import { SUBSCRIPTION } from '../__testUtils__/discovery';
import { createArmClient } from './client';
import { concernsEveryCall, isGone } from './errors';
import { readPages } from './pages';

const credential = {
  getToken: jest.fn(async () => ({ token: 'real', expiresOnTimestamp: 0 })),
};

describe('createArmClient', () => {
  let simulator: CloudSimulator;
  beforeAll(async () => {
    simulator = await CloudSimulator.start();
  });
  afterEach(() => simulator.clearFaults());
  afterAll(async () => {
    await simulator.stop();
  });

  const client = (requestTimeoutMs?: number) =>
    createArmClient({
      credential,
      subscriptionId: SUBSCRIPTION,
      endpoint: simulator.armUrl,
      requestTimeoutMs,
    });

  it('never sends a real token to an emulator', async () => {
    await readPages(client().workspaces.listBySubscription(), {
      what: 'workspaces',
    });
    expect(credential.getToken).not.toHaveBeenCalled();
  });

  it.each([undefined, 'https://management.usgovcloudapi.net'])(
    'sends tokens to %s, over https only',
    endpoint => {
      const policies = createArmClient({
        credential,
        subscriptionId: SUBSCRIPTION,
        endpoint,
      }).pipeline.getOrderedPolicies();
      expect(policies.map(({ name }) => name)).toContain(
        bearerTokenAuthenticationPolicyName,
      );
      expect(policies.map(({ name }) => name)).not.toContain(
        'emulatorTokenPolicy',
      );
    },
  );

  it('sends a request again that gets no answer', async () => {
    simulator.addFault({
      service: 'arm',
      operation: 'workspaces.listBySubscription',
      count: 1,
      effect: { kind: 'delay', milliseconds: 3_000 },
    });
    const before = simulator.requests().length;
    const workspaces = await readPages(
      client(1_000).workspaces.listBySubscription(),
      { what: 'workspaces' },
    );
    expect(workspaces).toHaveLength(2);
    expect(simulator.requests().length - before).toBe(2);
  });

  it('stops at once when it is told to', async () => {
    simulator.addFault({
      service: 'arm',
      effect: { kind: 'delay', milliseconds: 500 },
    });
    const controller = new AbortController();
    const list = readPages(
      client().workspaces.listBySubscription({
        abortSignal: controller.signal,
      }),
      { what: 'workspaces' },
    );
    setTimeout(() => controller.abort(), 50);
    const error = await list.catch(reason => reason);
    expect(error.name).toBe('AbortError');
    expect(concernsEveryCall(error)).toBe(true);
  });

  it('tells what is gone from what is forbidden', async () => {
    const gone = await client()
      .datastores.get('rg-ml-lab', 'ml-lab', 'other')
      .catch(reason => reason);
    expect([isGone(gone), concernsEveryCall(gone)]).toEqual([true, false]);
    simulator.addFault({
      service: 'arm',
      effect: { kind: 'error', status: 403, code: 'AuthorizationFailed' },
    });
    const forbidden = await client()
      .datastores.get('rg-ml-lab', 'ml-lab', 'other')
      .catch(reason => reason);
    expect([isGone(forbidden), concernsEveryCall(forbidden)]).toEqual([
      false,
      false,
    ]);
  });
});

describe('readPages', () => {
  it('gives up on a list that does not end', async () => {
    async function* endless() {
      while (true) {
        yield [1];
      }
    }
    const list = {
      byPage: endless,
      next: jest.fn(),
      [Symbol.asyncIterator]: jest.fn(),
    };
    await expect(
      readPages(list, { what: 'numbers', maxPages: 3 }),
    ).rejects.toThrow(
      'The list of numbers has more than 3 pages: it does not end',
    );
  });
});
