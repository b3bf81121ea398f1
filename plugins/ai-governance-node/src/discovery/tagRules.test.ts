import { ConfigReader } from '@backstage/config';
import { readTagRules, readTags, tagKeys } from './tagRules';

const options = {
  defaultOwner: 'group:default/ml-platform',
  what: 'endpoint',
};

function read(tags: Record<string, string>, rules?: object) {
  return readTags(
    new Map(Object.entries(tags)),
    readTagRules(rules && new ConfigReader(rules), 'tagRules'),
    options,
  );
}

describe('tag rules', () => {
  it('read owner, system and env unless told otherwise', () => {
    expect(
      read({ owner: 'team-risk', system: 'lending', env: 'Prod' }),
    ).toEqual({
      owner: 'group:default/team-risk',
      ownerSource: 'tag',
      system: 'system:default/lending',
      lifecycle: 'production',
      notes: [],
    });
    expect(read({ env: 'pre-prod' })).toEqual({
      owner: 'group:default/ml-platform',
      ownerSource: 'default',
      lifecycle: 'experimental',
      notes: [
        'It has no `owner` tag, so the default owner group:default/ml-platform is in charge of it until the endpoint is tagged.',
      ],
    });
  });

  it('say what is not usable, quoted', () => {
    expect(read({ owner: '<b>', system: 'a b' }).notes).toEqual([
      'Its `owner` tag `?b?` is not the name of a group, so the default owner group:default/ml-platform is in charge of it until the endpoint is tagged.',
      'Its `system` tag `a b` is not the name of a system.',
    ]);
  });

  it('take the first rule that comes to something', () => {
    const rules = {
      owner: [
        { tag: 'contact', match: 'team:([a-z-]+)', to: 'group:ml/$1' },
        { tag: 'cost-centre', values: { '4711': 'group:default/team-risk' } },
        { tag: 'owner' },
      ],
    };
    const owner = (tags: Record<string, string>) => read(tags, rules).owner;
    expect(owner({ contact: 'TEAM:growth', owner: 'x' })).toBe(
      'group:ml/growth',
    );
    expect(
      owner({ contact: 'jane@acme.example', 'cost-centre': ' 4711 ' }),
    ).toBe('group:default/team-risk');
    // A match is one of the whole value.
    expect(owner({ contact: 'no team:growth', owner: 'x' })).toBe(
      'group:default/x',
    );
    expect(read({ contact: '?' }, rules).notes[0]).toMatch(
      /^Its `contact` tag `\?` is not the name of a group/,
    );
    expect(read({}, rules).notes[0]).toMatch(
      /^It has no `contact` or `cost-centre` or `owner` tag/,
    );
  });

  it('map values of lifecycles, and take a word as it is', () => {
    const rules = {
      lifecycle: [
        {
          tag: 'stage',
          values: { Live: 'production', 'old one': 'deprecated' },
        },
        { tag: 'lifecycle' },
      ],
    };
    const lifecycle = (tags: Record<string, string>) =>
      read(tags, rules).lifecycle;
    expect(lifecycle({ stage: 'live' })).toBe('production');
    expect(lifecycle({ stage: 'OLD ONE' })).toBe('deprecated');
    expect(lifecycle({ stage: 'new', lifecycle: 'Beta' })).toBe('beta');
    expect(lifecycle({ stage: '__proto__' })).toBe('experimental');
  });

  it('tell which tags they read', () => {
    const rules = readTagRules(
      new ConfigReader({ owner: [{ tag: 'team' }, { tag: 'env' }] }),
      'tagRules',
    );
    expect(tagKeys(rules)).toEqual(['team', 'env', 'system']);
  });

  it.each([
    [{ owner: [{ match: 'x' }] }, /owner\[0\]\.tag/],
    [
      { owner: [{ tag: 'a', match: '(' }] },
      /tagRules\.owner\[0\]\.match is '\('/,
    ],
    [
      { lifecycle: [{ tag: 'a', to: 'x', values: { b: 'c' } }] },
      /tagRules\.lifecycle\[0\] has 'values' besides 'match' or 'to'/,
    ],
    [
      { system: [{ tag: 'a', values: { b: 1 } }] },
      /tagRules\.system\[0\]\.values is \{"b":1\}/,
    ],
    [{ system: [{ tag: 'a', values: {} }] }, /tagRules\.system\[0\]\.values/],
  ])('refuse %j', (rules, message) => {
    expect(() => readTagRules(new ConfigReader(rules), 'tagRules')).toThrow(
      message,
    );
  });
});
