import { makeValidator } from '@backstage/catalog-model';
import {
  quote,
  toAwsTags,
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
  ['prod', 'production'],
  ['Production ', 'production'],
  ['pre-prod', 'experimental'],
  ['', 'experimental'],
  [undefined, 'experimental'],
])('lifecycle of %j is %s', (tag, lifecycle) => {
  expect(toLifecycle(tag)).toBe(lifecycle);
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
    const tags = toAwsTags([
      { Key: 'owner', Value: 'team-risk' },
      { Key: 'Cost Center', Value: '4711' },
      { Key: 'aws:cloudformation:stack-name', Value: 'x' },
      { Key: 'tier', Value: '' },
    ]);
    expect(toEntityTags(tags, ['owner'])).toEqual([
      'sagemaker',
      'cost-center:4711',
      'tier',
    ]);
  });

  it('makes valid tags of anything, or none', () => {
    const tags = toAwsTags([
      { Key: '__proto__', Value: '<b>' },
      { Key: '-', Value: '---' },
      { Key: 'x'.repeat(128), Value: 'y'.repeat(256) },
      { Key: 'émoji', Value: '🚀\u0007' },
      ...Array.from({ length: 40 }, (_, i) => ({ Key: `k${i}`, Value: 'v' })),
    ]);
    const made = toEntityTags(tags, []);
    expect(made).toHaveLength(12);
    expect(made).toContain('k0:v');
    expect(made.filter(tag => !makeValidator().isValidTag(tag))).toEqual([]);
  });
});
