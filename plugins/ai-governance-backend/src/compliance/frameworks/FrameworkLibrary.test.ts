import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FrameworkLibrary } from './FrameworkLibrary';

const SHIPPED = join(__dirname, '../../../../../config/frameworks');
/** Its requirement begins on line 7. */
const PACK = `kind: Framework
id: mine
version: 1.0.0
title: Mine
source: { title: Mine, licence: MIT, textPolicy: verbatim }
requirements:
  - id: R-1
    title: One
    satisfiedBy: [ownership]
`;

describe('FrameworkLibrary', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'frameworks-'));
    await cp(join(SHIPPED, 'controls.yaml'), join(folder, 'controls.yaml'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function load(text: string, name = 'mine.yaml') {
    await writeFile(join(folder, name), text);
    return FrameworkLibrary.load(folder);
  }

  it.each([
    [
      'an unknown key',
      `${PACK}    colour: red\n`,
      /mine\.yaml:7: requirements\.0: .*'colour'; allowed are id, parent/,
    ],
    [
      'an unknown control',
      PACK.replace('ownership', 'magic'),
      /mine\.yaml:9: .*unknown control 'magic'; allowed are ownership/,
    ],
    [
      'an unknown check',
      PACK.replace(
        '[ownership]',
        '[{ control: ownership, with: { a.b: { x: 1 } } }]',
      ),
      /mine\.yaml:9: .*unknown check 'a\.b' of control 'ownership'; allowed are owner\.resolves/,
    ],
    [
      'an unknown parameter',
      PACK.replace(
        '[ownership]',
        '[{ control: ownership, with: { owner.resolves: { x: 1 } } }]',
      ),
      /mine\.yaml:9: .*unknown parameter; allowed are minMembers/,
    ],
    [
      'a parameter of another type',
      PACK.replace(
        '[ownership]',
        '[{ control: ownership, with: { owner.resolves: { minMembers: many } } }]',
      ),
      /mine\.yaml:9: .*must be a whole number/,
    ],
    [
      'the same id twice',
      `${PACK}  - id: R-1\n    title: Two\n    satisfiedBy: [ownership]\n`,
      /mine\.yaml:10: requirements\.1\.id: 'R-1' is there already/,
    ],
    [
      'the same key twice',
      `${PACK}    title: Two\n`,
      /mine\.yaml:10: .*unique/,
    ],
    [
      'a circle of parents',
      `${PACK.replace('title: One', 'title: One\n    parent: R-2').replace(
        '    satisfiedBy: [ownership]\n',
        '',
      )}  - id: R-2\n    title: Two\n    parent: R-1\n`,
      /mine\.yaml:7: .*in a circle: R-1 > R-2 > R-1/,
    ],
    [
      'an unknown parent',
      `${PACK}    parent: R-9\n`,
      /mine\.yaml:10: .*unknown requirement 'R-9'/,
    ],
    [
      'a bad duration',
      `${PACK}    attestation: { mode: required, validity: 180 days }\n`,
      /mine\.yaml:10: .*must be an ISO 8601 duration/,
    ],
    [
      'a bad day',
      `${PACK}    appliesFrom:\n      - { date: 2027-02-30, confidence: verified }\n`,
      /mine\.yaml:11: .*must be a day/,
    ],
    [
      'an unknown framework in a crosswalk',
      `${PACK}    crosswalk:\n      - { framework: other, requirement: X, relation: supports }\n`,
      /mine\.yaml:11: .*unknown framework 'other'; allowed are mine/,
    ],
    [
      'an unknown requirement in a crosswalk',
      `${PACK}    crosswalk:\n      - { framework: mine, requirement: X, relation: supports }\n`,
      /mine\.yaml:11: .*has no requirement 'X'/,
    ],
    [
      'an unknown question',
      `${PACK}    appliesWhen: { mood: [good] }\n`,
      /mine\.yaml:10: .*unknown question 'mood'; allowed are role, tier/,
    ],
    [
      'an unknown answer',
      `${PACK}    appliesWhen: { role: [king] }\n`,
      /mine\.yaml:10: .*'king' is no answer to role; allowed are provider/,
    ],
    [
      'what nothing can decide',
      PACK.replace('    satisfiedBy: [ownership]\n', ''),
      /mine\.yaml:7: .*nothing can decide 'R-1'/,
    ],
    [
      'an alias',
      PACK.replace('title: Mine', 'title: &a Mine\nnotes: [*a, *a]'),
      /mine\.yaml:5: \*a: aliases are not allowed/,
    ],
    [
      'a file that opens brackets without end',
      '['.repeat(200_000),
      /^(.*mine\.yaml:1: .*\n?){1,20}$/,
    ],
    [
      'a file that is too large',
      `${PACK}# ${'x'.repeat(1024 * 1024)}`,
      /mine\.yaml:1: .*bytes; allowed are 1048576/,
    ],
  ])('refuses %s', async (_, text, message) => {
    await expect(load(text)).rejects.toThrow(message);
  });

  it('names the problems of all files', async () => {
    await writeFile(join(folder, 'other.yaml'), 'kind: Framework\n');
    const problems = load(PACK.replace('ownership', 'magic'));
    await expect(problems).rejects.toThrow(
      /mine\.yaml:9: .*\n.*other\.yaml:1: /,
    );
  });

  it('knows versions side by side, the newest by number', async () => {
    await writeFile(
      join(folder, 'mine-1.9.0.yaml'),
      PACK.replace('1.0.0', '1.9.0'),
    );
    const library = await load(PACK.replace('1.0.0', '1.10.0'));
    expect(library.list().map(({ version }) => version)).toEqual([
      '1.9.0',
      '1.10.0',
    ]);
    expect(library.current().map(({ version }) => version)).toEqual(['1.10.0']);
    expect(() => library.get('mine', '2.0.0')).toThrow(
      'there are 1.9.0, 1.10.0',
    );
  });

  it('refuses the same version twice', async () => {
    await writeFile(join(folder, 'again.yaml'), PACK);
    await expect(load(PACK)).rejects.toThrow(
      /mine@1\.0\.0 is in .*again\.yaml, too/,
    );
  });

  it('lets nobody change a version that was used', async () => {
    const used = (await load(PACK))
      .list()
      .map(({ id, version, hash }) => ({ id, version, hash }));
    const reformatted = await load(
      `# a comment\n${PACK.replace('[ownership]', '\n      - ownership')}`,
    );
    expect(() => reformatted.checkUnchanged(used)).not.toThrow();
    const changed = await load(PACK.replace('One', 'Another'));
    expect(() => changed.checkUnchanged(used)).toThrow(
      /mine@1\.0\.0, which may not change/,
    );
  });

  it('refuses a control with an unknown check', async () => {
    const path = join(folder, 'controls.yaml');
    const text = await readFile(path, 'utf8');
    await writeFile(
      path,
      text.replace('checks: [owner.resolves]', 'checks: [owner.guessed]'),
    );
    await expect(load(PACK)).rejects.toThrow(
      /controls\.yaml:\d+: .*unknown check 'owner\.guessed'; allowed are owner\.resolves/,
    );
  });
});
