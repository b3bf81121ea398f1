import fc from 'fast-check';
import {
  groupPosition,
  type GroupSpec,
  InvalidGroupsError,
  meetsRule,
  parseGroups,
  parseOutcomeRule,
  parseProtectedAttribute,
  type RawValue,
} from '..';

/** Name of the group that a value is put into. */
function groupOf(specs: GroupSpec[], value: RawValue): string {
  const groups = parseGroups('age', specs);
  const names = [...groups.map(({ name }) => name), '(other)', '(missing)'];
  return names[groupPosition({ name: 'age', groups }, value)];
}

const AGES = ['<18', '18-25', '26-59', '60+'];

describe('groups', () => {
  it.each<[RawValue, string]>([
    [17, '<18'],
    [-3, '<18'],
    [18, '18-25'],
    ['25', '18-25'],
    [25.9, '18-25'],
    [' 26 ', '26-59'],
    ['6e1', '60+'],
    [150n, '60+'],
    ['18-25', '18-25'],
    ['60+', '60+'],
    [null, '(missing)'],
    [undefined, '(missing)'],
    ['  ', '(missing)'],
    [NaN, '(missing)'],
    ['NaN', '(missing)'],
    [Infinity, '(other)'],
    ['young', '(other)'],
    [true, '(other)'],
  ])('put %p into %s', (value, group) => {
    expect(groupOf(AGES, value)).toBe(group);
  });

  it('are cut at whole numbers only where all ends are whole', () => {
    expect(groupOf(['>60'], 60.5)).toBe('(other)');
    expect(groupOf(['>60'], 61)).toBe('>60');
    expect(groupOf(['<=17'], 17.5)).toBe('<=17');
    expect(groupOf(['0.2-0.5', '0.5-0.9'], 0.5)).toBe('0.5-0.9');
    expect(groupOf(['<=0.5', '>0.5'], 0.5)).toBe('<=0.5');
    expect(groupOf(['<=0.5', '>0.5'], 0.5000000000000001)).toBe('>0.5');
    expect(groupOf(['-10--5', '-4-0'], -5)).toBe('-10--5');
  });

  it('take values, several values, and values that look like ranges', () => {
    const specs: GroupSpec[] = [
      { name: 'women', values: ['female', 'F'], label: 'women' },
      { name: 'men', values: ['male', 1, true] },
      { name: 'zip', values: ['10-20'] },
      { name: 'old', range: '70+' },
    ];
    expect(groupOf(specs, 'F')).toBe('women');
    expect(groupOf(specs, 1)).toBe('men');
    expect(groupOf(specs, true)).toBe('men');
    expect(groupOf(specs, '10-20')).toBe('zip');
    expect(groupOf(specs, 15)).toBe('(other)');
    expect(groupOf(specs, 71)).toBe('old');
    expect(groupOf(specs, 'old')).toBe('old');
    expect(groupOf([{ name: '5', range: '18-25' }], 5)).toBe('(other)');
  });

  it.each<[string, GroupSpec[], string]>([
    [
      'overlap',
      ['18-25', '25-35'],
      'groups "18-25" and "25-35" of age overlap: both hold 25',
    ],
    ['overlap openly', ['60+', '18-64'], 'both hold 60'],
    ['overlap at the open end', ['<18', '<=12'], 'both hold 12'],
    ['share a value', [{ name: 'a', values: ['x'] }, 'x'], 'both hold "x"'],
    [
      'hold a value of a range',
      ['60+', { name: 'b', values: [65] }],
      'both hold "65"',
    ],
    ['are backwards', ['30-20'], 'group "30-20" of age is empty'],
    ['are nothing', ['0.5-0.5'], 'group "0.5-0.5" of age is empty'],
    ['have no values', [{ name: 'a', values: [] }], 'has no values'],
    ['are there twice', ['a', 'a'], 'stands there twice'],
    ['have no name', [' '], '0 characters; allowed are 1 to 100'],
    ['say nothing', [{ name: 'a' }], 'neither values nor a range'],
    [
      'say two things',
      [{ name: 'a', values: ['b'], range: '1-2' }],
      'both values and a range',
    ],
    [
      'are unreadable',
      [{ name: 'a', range: 'old' }],
      'cannot be read; allowed',
    ],
    ['are none', [], '0 groups; allowed are 1 to 50'],
  ])('that %s are refused', (_, specs, message) => {
    expect(() => parseGroups('age', specs)).toThrow(InvalidGroupsError);
    expect(() => parseGroups('age', specs)).toThrow(message);
  });

  it('name the place of a mistake', () => {
    let path;
    try {
      parseGroups('age', ['18-25', '20-30']);
    } catch (error) {
      path = (error as InvalidGroupsError).path;
    }
    expect(path).toEqual(['groups', 1]);
  });

  it('have a reference among them', () => {
    const spec = { name: 'age', groups: AGES };
    expect(parseProtectedAttribute(spec).referenceGroup).toBeNull();
    expect(
      parseProtectedAttribute({ ...spec, reference_group: '26-59' })
        .referenceGroup,
    ).toBe('26-59');
    expect(() =>
      parseProtectedAttribute({ ...spec, reference_group: 'adults' }),
    ).toThrow(
      'reference_group "adults" of age is not one of its groups; allowed are "<18", "18-25", "26-59", "60+"',
    );
  });

  it('hold each value once, whatever the ranges', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        cuts,
        fc.double({ min: -60, max: 60, noNaN: true }),
        (ends, value) => {
          const sorted = ends.sort((a, b) => a - b);
          const specs = sorted.slice(1).map((end, i) => ({
            name: `g${i}`,
            range: `${sorted[i]}..${end - 1}`,
          }));
          const groups = parseGroups('x', [
            { name: 'below', range: `<${sorted[0]}` },
            ...specs,
            { name: 'above', range: `${sorted[sorted.length - 1]}+` },
          ]);
          const holders = groups.filter(
            ({ range }) =>
              (range!.from === null || value >= range!.from) &&
              (range!.to === null || value < range!.to),
          );
          expect(holders).toHaveLength(1);
          expect(groups[groupPosition({ name: 'x', groups }, value)]).toBe(
            holders[0],
          );
        },
      ),
    );
  });
});

describe('an outcome', () => {
  it.each<[RawValue, Parameters<typeof parseOutcomeRule>[0], boolean | null]>([
    ['approve', 'approve', true],
    ['decline', ['approve', 'refer'], false],
    ['1.0', 1, true],
    [1, '1', true],
    [true, true, true],
    [0.5, '>= 0.5', true],
    ['0.4', '>=0.5', false],
    [0.5, '< 0.5', false],
    ['high', '>= 0.5', null],
    [Infinity, '>= 0.5', null],
    ['', 'approve', null],
    [null, 1, null],
  ])('%p by the rule %p is favourable: %p', (value, spec, expected) => {
    expect(meetsRule(value, parseOutcomeRule(spec))).toBe(expected);
  });

  it('needs a rule that can be read', () => {
    expect(() => parseOutcomeRule('>= high')).toThrow('allowed are values');
    expect(() => parseOutcomeRule([])).toThrow('allowed are values');
    expect(() => parseOutcomeRule(' ')).toThrow('allowed are values');
  });
});
