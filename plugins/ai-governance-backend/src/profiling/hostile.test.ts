import type { Grid } from '@ai-governance/plugin-ai-governance-statistics';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { csv, json, Logs } from './__testUtils__/captureLogs';
import { integerLiteral, jsonPointer, textLiteral } from './sql';

/** Names, keys, values and paths from outside never become SQL. */
describe('hostile text', () => {
  const logs = new Logs();
  afterAll(() => logs.end());

  const NAMES = [
    "it's",
    'say "hi"',
    "'; DROP TABLE cells; --",
    "')) UNION SELECT * FROM read_text('/etc/passwd'); --",
    '$1',
    '$g0',
    '$.*',
    '[0]',
    '/a/b',
    'a~b~1c',
    'a.b."c"',
    'back\\slash\\',
    'line\nend\ttab',
    '%s {0} ${x} `x`',
    '__proto__',
    'constructor',
    'c0',
    'hour',
    '',
    ' ',
    '\u202e\ud83d\ude00ü',
    '*',
    '0',
    'features',
  ];

  it('finds every key, whatever it is made of', async () => {
    const row = Object.fromEntries(NAMES.map((name, i) => [name, i]));
    const columns = NAMES.map(name => ({
      name,
      at: name,
      type: 'numeric' as const,
      role: 'feature' as const,
    }));
    const engine = await logs.engine();
    const request = {
      ...logs.request([logs.file([json({ instances: [row] }), json(row)])]),
      columns,
    };
    const grid = await engine.buildGrid(request);
    const [{ profile, rejected }] = await engine.profile({ ...request, grid });
    expect(rejected).toEqual({});
    const counts = new Map(Object.entries(profile.columns));
    NAMES.forEach((name, i) => {
      expect([name, counts.get(name)]).toEqual([
        name,
        expect.objectContaining({ sum: 2 * i, missing: 0, min: i }),
      ]);
    });
    const inspection = await engine.inspect(request);
    expect(inspection.columns.map(({ at }) => at).sort()).toEqual(
      [...NAMES].sort(),
    );
  });

  it('counts every category, whatever it is made of', async () => {
    const values = NAMES.filter(name => name.trim() !== '');
    const columns = [
      {
        name: '__proto__',
        at: 0,
        type: 'categorical' as const,
        role: 'feature' as const,
      },
    ];
    const engine = await logs.engine();
    const request = {
      ...logs.request([logs.file(values.map(value => json([[value]])))]),
      columns,
    };
    const known = await engine.buildGrid(request);
    const [all] = await engine.profile({ ...request, grid: known });
    expect(Object.entries(all.profile.columns)).toEqual([
      [
        '__proto__',
        {
          kind: 'categorical',
          counts: values.map(() => 1),
          unseen: {},
          other: 0,
          missing: 0,
        },
      ],
    ]);
    const few = values.slice(0, 18);
    const grid: Grid = Object.fromEntries([
      ['__proto__', { kind: 'categorical', categories: values.slice(18) }],
    ]);
    const [unseen] = await engine.profile({ ...request, grid });
    const [[, counts]] = Object.entries(unseen.profile.columns);
    expect(counts).toMatchObject({ other: 0, missing: 0 });
    expect(
      counts.kind === 'categorical' && Object.entries(counts.unseen).sort(),
    ).toEqual(few.map(value => [value, 1]).sort());
  });

  it.each([
    "it's.jsonl",
    '*.jsonl',
    '[a-z]?.jsonl',
    "');--.jsonl",
    '{a,b}.jsonl',
    'a=1.jsonl',
    'a\\b.jsonl',
    '[[!a]].jsonl',
    '~',
    'ü😀.jsonl',
  ])('reads the file %j and no other', async name => {
    const file = logs.file([csv('1')], { name });
    // Names that the file's name would match as a pattern.
    for (const other of ['x.jsonl', 'ab.jsonl', 'aX.jsonl', 'a.jsonl']) {
      writeFileSync(join(dirname(file.path), other), `${csv('2')}\n`);
    }
    const engine = await logs.engine();
    const [{ profile }] = await engine.profile({
      ...logs.request([file]),
      columns: [{ name: 'x', at: 0, type: 'numeric', role: 'feature' }],
      grid: { x: { kind: 'numeric', edges: [] } },
    });
    expect(profile).toMatchObject({ rows: 1, columns: { x: { sum: 1 } } });
  });

  it('refuses what cannot be said in SQL', async () => {
    const engine = await logs.engine();
    await expect(
      engine.buildGrid({
        ...logs.request([logs.file([csv('1')])]),
        columns: [{ name: 'x', at: 'a\0b', type: 'numeric', role: 'feature' }],
      }),
    ).rejects.toThrow('"/a\\u0000b" holds a NUL character');
    await expect(
      engine.profile({
        ...logs.request([logs.file([csv('1')])]),
        columns: [
          {
            name: 'x',
            at: '0]; --' as unknown as number,
            type: 'numeric',
            role: 'feature',
          },
        ],
        grid: { x: { kind: 'numeric', edges: [] } },
      }),
    ).resolves.toMatchObject([{ rejected: { 'column-count': 1 } }]);
    expect(() => integerLiteral(1.5)).toThrow('1.5 is not a whole number');
    expect(() => integerLiteral(NaN)).toThrow('NaN is not a whole number');
  });

  it('writes literals and pointers', () => {
    expect(textLiteral("a'b''c\\")).toBe("'a''b''''c\\'");
    expect(jsonPointer(['a/b', 'c~d', ''])).toBe('/a~1b/c~0d/');
  });
});
