import { ConfigReader } from '@backstage/config';
import { readProviderConfigs } from './config';

function read(blocks: object) {
  return readProviderConfigs(
    new ConfigReader({ catalog: { providers: { sagemaker: blocks } } }),
  );
}

const block = { region: 'eu-central-1', defaultOwner: 'ml-platform' };

describe('readProviderConfigs', () => {
  it('reads nothing where nothing is configured', () => {
    expect(readProviderConfigs(new ConfigReader({}))).toEqual([]);
  });

  it('fills in defaults', () => {
    expect(read({ demo: block })).toEqual([
      {
        id: 'demo',
        key: 'catalog.providers.sagemaker.demo',
        accountId: undefined,
        region: 'eu-central-1',
        namespace: 'default',
        nameSuffix: '',
        schedule: { frequency: { minutes: 30 }, timeout: { minutes: 20 } },
        tagRules: {
          owner: [expect.objectContaining({ tag: 'owner' })],
          system: [expect.objectContaining({ tag: 'system' })],
          lifecycle: [expect.objectContaining({ tag: 'env' })],
        },
        defaultOwner: 'group:default/ml-platform',
        maxRemovalShare: 0.2,
        endpoint: undefined,
        concurrency: 4,
        useSearch: false,
        models: 'deployed',
        modelCards: true,
      },
    ]);
  });

  it('reads the schedule', () => {
    const schedule = { frequency: { minutes: 5 }, timeout: { minutes: 2 } };
    expect(read({ demo: { ...block, schedule } })[0].schedule).toMatchObject(
      schedule,
    );
  });

  it('makes one provider per region, of which the first has plain names', () => {
    const regions = ['eu-west-1', 'us-gov-west-1'];
    expect(
      read({ demo: { regions, defaultOwner: 'x' } }).map(
        ({ region, nameSuffix }) => [region, nameSuffix],
      ),
    ).toEqual([
      ['eu-west-1', ''],
      ['us-gov-west-1', '.us-gov-west-1'],
    ]);
  });

  it('gives each block of a namespace its own names', () => {
    const made = read({
      prod: {
        ...block,
        regions: ['eu-west-1', 'us-east-1'],
        region: undefined,
        primary: true,
      },
      test: { ...block, region: 'eu-west-1' },
      other: { ...block, namespace: 'other' },
    });
    expect(made.map(({ nameSuffix }) => nameSuffix)).toEqual([
      '',
      '.us-east-1',
      '.test.eu-west-1',
      '',
    ]);
  });

  it('does not guess which of several blocks has plain names', () => {
    expect(() => read({ a: block, b: block })).toThrow(
      /2 blocks in namespace 'default' \(a, b\): set 'primary: true' on the one/,
    );
    expect(() =>
      read({ a: { ...block, primary: true }, b: { ...block, primary: true } }),
    ).toThrow(/2 blocks with 'primary: true' in namespace 'default' \(a, b\)/);
    expect(
      read({
        a: { ...block, primary: false },
        b: { ...block, primary: false },
      }).map(({ nameSuffix }) => nameSuffix),
    ).toEqual(['.a.eu-central-1', '.b.eu-central-1']);
  });

  it.each([
    [{ defaultOwner: undefined }, /defaultOwner/],
    [{ defaultOwner: 'not a group' }, /demo\.defaultOwner is 'not a group'/],
    [{ region: undefined }, /demo\.regions or 'region' is required/],
    [{ regions: ['eu-west-1'] }, /demo\.regions or 'region' is required/],
    [{ region: undefined, regions: [] }, /demo\.regions is empty/],
    [{ region: 'Frankfurt' }, /demo\.regions has 'Frankfurt'/],
    [
      { region: undefined, regions: ['eu-west-1', 'eu-west-1'] },
      /demo\.regions names a region twice/,
    ],
    [{ accountId: '123' }, /demo\.accountId is '123', expected twelve digits/],
    [{ namespace: 'No Space' }, /demo\.namespace is 'No Space'/],
    [{ maxRemovalShare: 0 }, /demo\.maxRemovalShare is 0/],
    [{ maxRemovalShare: 1.5 }, /demo\.maxRemovalShare is 1\.5/],
    [{ concurrency: 2.5 }, /demo\.concurrency is 2\.5/],
    [{ concurrency: 33 }, /demo\.concurrency is 33/],
    [{ endpoint: 'localhost:1' }, /demo\.endpoint is 'localhost:1'/],
    [{ models: 'some' }, /demo\.models is 'some'/],
    [
      { tagRules: { owner: [{ tag: 'a', match: '(' }] } },
      /demo\.tagRules\.owner\[0\]\.match is '\('/,
    ],
  ])('refuses %j', (change, message) => {
    expect(() => read({ demo: { ...block, ...change } })).toThrow(message);
  });

  it('refuses a block name that does not fit into entity names', () => {
    expect(() => read({ My_Account: block })).toThrow(/key 'My_Account'/);
  });
});
