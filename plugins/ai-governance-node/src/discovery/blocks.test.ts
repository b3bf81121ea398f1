import { ConfigReader } from '@backstage/config';
import { readBlockNumber, readDiscoveryBlocks } from './blocks';

const KEY = 'catalog.providers.cloud';
const block = { defaultOwner: 'ml-platform' };

function read(blocks: object) {
  return readDiscoveryBlocks(
    new ConfigReader({ catalog: { providers: { cloud: blocks } } }),
    KEY,
  );
}

describe('readDiscoveryBlocks', () => {
  it('reads nothing where nothing is configured', () => {
    expect(readDiscoveryBlocks(new ConfigReader({}), KEY)).toEqual([]);
  });

  it('fills in defaults, and is primary when it is the only block', () => {
    expect(read({ demo: block })).toEqual([
      {
        id: 'demo',
        key: `${KEY}.demo`,
        config: expect.anything(),
        namespace: 'default',
        primary: true,
        schedule: { frequency: { minutes: 30 }, timeout: { minutes: 20 } },
        tagRules: {
          owner: [{ tag: 'owner', read: expect.any(Function) }],
          system: [{ tag: 'system', read: expect.any(Function) }],
          lifecycle: [{ tag: 'env', read: expect.any(Function) }],
        },
        defaultOwner: 'group:default/ml-platform',
        maxRemovalShare: 0.2,
        concurrency: 4,
      },
    ]);
  });

  it('lets one block of each namespace be primary', () => {
    const primaries = (blocks: object) =>
      read(blocks).map(({ id, primary }) => [id, primary]);
    expect(
      primaries({
        a: { ...block, primary: false },
        b: { ...block, primary: true },
        c: { ...block, namespace: 'other' },
      }),
    ).toEqual([
      ['a', false],
      ['b', true],
      ['c', true],
    ]);
    expect(primaries({ a: { ...block, primary: false } })).toEqual([
      ['a', false],
    ]);
    expect(() => read({ a: block, b: block })).toThrow(
      `${KEY} has 2 blocks in namespace 'default' (a, b): set 'primary: true' on the one whose entities bear the shorter names, or 'primary: false' on all`,
    );
    const both = { ...block, primary: true };
    expect(() => read({ a: both, b: both })).toThrow(
      /2 blocks with 'primary: true' in namespace 'default' \(a, b\), at most one is allowed/,
    );
  });

  it.each([
    ['Prod', {}, /key 'Prod', expected lower case letters/],
    ['a'.repeat(21), {}, /expected lower case letters, digits and dashes/],
    ['demo', { defaultOwner: 'a b' }, /demo\.defaultOwner is 'a b'/],
    ['demo', { namespace: 'No' }, /demo\.namespace is 'No'/],
    ['demo', { maxRemovalShare: 1.1 }, /demo\.maxRemovalShare is 1\.1/],
    ['demo', { concurrency: 0.5 }, /demo\.concurrency is 0\.5/],
    [
      'demo',
      { tagRules: { owner: [{ tag: 'o', match: '(' }] } },
      /demo\.tagRules\.owner\[0\]/,
    ],
  ])('refuses block %j with %j', (id, settings, message) => {
    expect(() => read({ [id]: { ...block, ...settings } })).toThrow(message);
  });
});

describe('readBlockNumber', () => {
  it('falls back, and says what is allowed', () => {
    const options = {
      fallback: 7,
      allowed: 'a small number',
      valid: (n: number) => n < 10,
    };
    const at = (settings: object) => ({
      key: 'some.block',
      config: new ConfigReader(settings),
    });
    expect(readBlockNumber(at({}), 'size', options)).toBe(7);
    expect(readBlockNumber(at({ size: 3 }), 'size', options)).toBe(3);
    expect(() => readBlockNumber(at({ size: 12 }), 'size', options)).toThrow(
      'some.block.size is 12, expected a small number',
    );
  });
});
