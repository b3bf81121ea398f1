import { makeValidator } from '@backstage/catalog-model';
import {
  quote,
  toEntityTags,
  toLifecycle,
  toOwnerRef,
  toSystemRef,
} from './tags';

describe('toOwnerRef', () => {
  it.each([
    ['team-risk', 'group:default/team-risk'],
    [' Team-Risk ', 'group:default/team-risk'],
    ['group:team-risk', 'group:default/team-risk'],
    ['group:finance/team-risk', 'group:finance/team-risk'],
    ['finance/team-risk', 'group:finance/team-risk'],
    ['user:jane', 'user:default/jane'],
  ])('reads %j', (text, ref) => {
    expect(toOwnerRef(text)).toBe(ref);
  });

  it.each([
    '',
    ' ',
    'Team Risk',
    'jane@acme.example',
    'component:default/x',
    'a:b:c',
    'x'.repeat(64),
    '<script>',
    'team\u0000risk',
    'team-risk/',
    "'; drop table owners; --",
  ])('does not read %j', text => {
    expect(toOwnerRef(text)).toBeUndefined();
  });
});

it('reads systems only', () => {
  expect(toSystemRef('lending')).toBe('system:default/lending');
  expect(toSystemRef('group:default/lending')).toBeUndefined();
});

it.each([
  [' Production ', 'production'],
  ['pre-prod', 'pre-prod'],
  ['', undefined],
  ['two words', undefined],
  ['<b>', undefined],
])('lifecycle of %j is %s', (text, lifecycle) => {
  expect(toLifecycle(text)).toBe(lifecycle);
});

describe('quote', () => {
  it('leaves nothing that Markdown or HTML would read', () => {
    expect(quote('`[x](javascript:alert(1))` <img src=x>\n# h')).toBe(
      '`??x??javascript:alert?1??? ?img src=x??? h`',
    );
  });

  it('cuts', () => {
    expect(quote('a'.repeat(300))).toBe(`\`${'a'.repeat(57)}...\``);
  });
});

describe('toEntityTags', () => {
  it('keeps what is not told elsewhere', () => {
    const tags = new Map([
      ['owner', 'team-risk'],
      ['Cost Center', '4711'],
      ['aws:cloudformation:stack-name', 'x'],
      ['tier', ''],
    ]);
    expect(
      toEntityTags(tags, { first: 'sagemaker', without: ['owner'] }),
    ).toEqual(['sagemaker', 'cost-center:4711', 'tier']);
  });

  it('makes valid tags of anything, or none', () => {
    const tags = new Map([
      ['__proto__', '<b>'],
      ['-', '---'],
      ['x'.repeat(128), 'y'.repeat(256)],
      ['émoji', '🚀\u0007'],
      ...Array.from({ length: 40 }, (_, i) => [`k${i}`, 'v'] as const),
    ]);
    const made = toEntityTags(tags, { first: 'azure', without: [] });
    expect(made).toHaveLength(12);
    expect(made).toContain('k0:v');
    expect(made[0]).toBe('azure');
    expect(made.filter(tag => !makeValidator().isValidTag(tag))).toEqual([]);
  });
});
