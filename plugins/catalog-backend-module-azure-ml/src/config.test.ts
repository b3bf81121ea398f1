import { ConfigReader } from '@backstage/config';
import { readProviderConfigs } from './config';

const ONE = '11111111-aaaa-4bbb-8ccc-000000000001';
const TWO = '22222222-aaaa-4bbb-8ccc-000000000002';
const block = { subscriptionIds: [ONE], defaultOwner: 'ml-platform' };

function read(blocks: object) {
  return readProviderConfigs(
    new ConfigReader({ catalog: { providers: { azureMl: blocks } } }),
  );
}

describe('readProviderConfigs', () => {
  it('reads nothing where nothing is configured', () => {
    expect(readProviderConfigs(new ConfigReader({}))).toEqual([]);
  });

  it('fills in defaults', () => {
    expect(read({ demo: block })).toMatchObject([
      {
        id: 'demo',
        subscriptionId: ONE,
        signIn: {},
        endpoint: undefined,
        workspaces: undefined,
        excludeWorkspaces: [],
        models: 'deployed',
        nameRule: 'workspace',
        withSubscription: false,
        namespace: 'default',
        schedule: { frequency: { minutes: 30 }, timeout: { minutes: 20 } },
        defaultOwner: 'group:default/ml-platform',
        maxRemovalShare: 0.2,
        concurrency: 4,
      },
    ]);
  });

  it('makes one provider per subscription, the first with the shorter names', () => {
    expect(
      read({
        prod: { ...block, subscriptionIds: [ONE, TWO.toUpperCase()] },
      }).map(item => [item.subscriptionId, item.withSubscription]),
    ).toEqual([
      [ONE, false],
      [TWO, true],
    ]);
  });

  it('wants to be told which of several blocks has the shorter names', () => {
    const blocks = {
      a: block,
      b: { ...block, subscriptionIds: [TWO] },
    };
    expect(() => read(blocks)).toThrow(
      /catalog\.providers\.azureMl has 2 blocks in namespace 'default' \(a, b\): set 'primary: true'/,
    );
    expect(
      read({ a: { ...block, primary: true }, b: blocks.b }).map(
        ({ withSubscription }) => withSubscription,
      ),
    ).toEqual([false, true]);
  });

  it('reads who signs in', () => {
    const signIn = { tenantId: ONE, clientId: TWO, clientSecret: 's3cret' };
    expect(read({ demo: { ...block, ...signIn } })[0].signIn).toEqual(signIn);
  });

  it.each([
    'https://management.usgovcloudapi.net/',
    'http://127.0.0.1:4566/azure/arm',
    'http://localhost:4566',
    'http://[::1]:4566',
  ])('takes the endpoint %s', endpoint => {
    expect(read({ demo: { ...block, endpoint } })[0].endpoint).toBe(
      endpoint.replace(/\/$/, ''),
    );
  });

  it.each([
    [{ subscriptionIds: [] }, /demo\.subscriptionIds is empty/],
    [
      { subscriptionIds: ['x'] },
      /demo\.subscriptionIds has 'x', expected an id/,
    ],
    [
      { subscriptionIds: [ONE, ONE] },
      /demo\.subscriptionIds names 11111111.* twice/,
    ],
    [{ tenantId: 'acme' }, /demo\.tenantId has 'acme', expected an id/],
    [
      { clientSecret: 's3cret' },
      /demo\.clientSecret needs 'tenantId' and 'clientId'/,
    ],
    [
      { endpoint: 'http://management.azure.com' },
      /demo\.endpoint is 'http:\/\/management.azure.com', expected an https URL, or an http URL of this machine/,
    ],
    [{ endpoint: 'http://127.0.0.1.evil.example' }, /expected an https URL/],
    [{ endpoint: 'nonsense' }, /expected an https URL/],
    [{ models: 'some' }, /demo\.models is 'some', expected deployed or all/],
    [
      { names: 'plain' },
      /demo\.names is 'plain', expected workspace or resource-group/,
    ],
    [{ defaultOwner: 'component:x' }, /demo\.defaultOwner is 'component:x'/],
    [{ maxRemovalShare: 0 }, /demo\.maxRemovalShare is 0/],
    [{ concurrency: 33 }, /demo\.concurrency is 33/],
    [{ namespace: 'No Space' }, /demo\.namespace is 'No Space'/],
  ])('refuses %j', (settings, message) => {
    expect(() => read({ demo: { ...block, ...settings } })).toThrow(message);
  });

  it('never tells the secret', () => {
    let message = '';
    try {
      read({ demo: { ...block, clientSecret: 's3cret' } });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('clientSecret');
    expect(message).not.toContain('s3cret');
  });
});
