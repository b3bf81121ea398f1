import { InvalidInputError } from '../errors';
import { toNumber } from '../profiles/values';
import { inRange, isWhole, readRange, toRange } from './ranges';
import type { ProtectedAttribute, ValueGroup, ValueRange } from './types';

/**
 * A group as configured: a range (`18-25`, `60+`, `<18`, `>=65`), a value, or a name with the values or the range that it
 * stands for.
 * @public
 */
export type GroupSpec =
  | string
  | number
  | boolean
  | {
      name: string;
      values?: (string | number | boolean)[];
      range?: string;
      label?: string;
    };

/** A protected attribute as configured in `config/bias.yaml`. @public */
export interface ProtectedAttributeSpec {
  name: string;
  groups: GroupSpec[];
  reference_group?: string | number | boolean;
}

/**
 * Groups cannot be used as configured. The message says which, why, and what is allowed.
 * @public
 */
export class InvalidGroupsError extends InvalidInputError {
  /** Where the mistake is, from the attribute on, for example `['groups', 1]`. */
  readonly path: (string | number)[];

  constructor(message: string, path: (string | number)[]) {
    super(message);
    this.path = path;
  }
}

const MAX_NAME = 100;
const MAX_GROUPS = 50;

/**
 * Reads a protected attribute.
 *
 * @param spec - as configured
 * @returns the attribute with the values and ranges of its groups
 * @throws InvalidGroupsError when a group is empty, overlaps another or is named twice, or the reference is no group
 * @public
 */
export function parseProtectedAttribute(
  spec: ProtectedAttributeSpec,
): ProtectedAttribute {
  const groups = parseGroups(spec.name, spec.groups);
  const reference =
    spec.reference_group === undefined
      ? null
      : String(spec.reference_group).trim();
  if (reference !== null && !groups.some(({ name }) => name === reference)) {
    throw new InvalidGroupsError(
      `reference_group ${quote(reference)} of ${
        spec.name
      } is not one of its groups; allowed are ${groups
        .map(({ name }) => quote(name))
        .join(', ')}`,
      ['reference_group'],
    );
  }
  return { name: spec.name, groups, referenceGroup: reference };
}

/**
 * Reads the groups of a column, see {@link parseProtectedAttribute}.
 *
 * @param column - name of the column, for messages
 * @param specs - from 1 to 50 groups; values of none of them are counted as `other`
 * @throws InvalidGroupsError when a group is empty, overlaps another or is named twice
 * @public
 */
export function parseGroups(
  column: string,
  specs: readonly GroupSpec[],
): ValueGroup[] {
  if (specs.length === 0 || specs.length > MAX_GROUPS) {
    throw new InvalidGroupsError(
      `${column} has ${specs.length} groups; allowed are 1 to ${MAX_GROUPS}`,
      ['groups'],
    );
  }
  const read = specs.map((spec, i) => readSpec(column, spec, i));
  const whole = read.every(({ written }) => !written || isWhole(written));
  const groups = read.map(({ written, ...group }) => ({
    ...group,
    range: written ? toRange(written, whole) : null,
  }));
  groups.forEach(({ name, range }, i) => {
    if (range && range.from !== null && range.to !== null) {
      if (range.from >= range.to) {
        throw new InvalidGroupsError(
          `group ${quote(name)} of ${column} is empty: no number is from ${
            range.from
          } up to ${range.to}, the end not included`,
          ['groups', i],
        );
      }
    }
  });
  checkOverlaps(column, groups, whole);
  return groups;
}

function readSpec(column: string, spec: GroupSpec, index: number) {
  const path = ['groups', index];
  if (typeof spec !== 'object') {
    const name = checkName(column, String(spec), path);
    const written = typeof spec === 'string' ? readRange(spec) : undefined;
    return { name, values: [name], written, label: null };
  }
  const name = checkName(column, spec.name, path);
  if ((spec.values === undefined) === (spec.range === undefined)) {
    throw new InvalidGroupsError(
      `group ${quote(name)} of ${column} has ${
        spec.values ? 'both values and a range' : 'neither values nor a range'
      }; allowed is one of the two`,
      path,
    );
  }
  const label = spec.label?.trim() || null;
  if (spec.values) {
    if (spec.values.length === 0) {
      throw new InvalidGroupsError(
        `group ${quote(name)} of ${column} is empty: it has no values`,
        path,
      );
    }
    const values = spec.values.map(value =>
      checkName(column, String(value), path),
    );
    return { name, values: [...new Set(values)], written: undefined, label };
  }
  const written = readRange(spec.range!);
  if (!written) {
    throw new InvalidGroupsError(
      `range ${quote(spec.range!)} of group ${quote(
        name,
      )} of ${column} cannot be read; allowed are forms like "18-25", "60+", "<18", "<=17", ">60" and ">=60"`,
      path,
    );
  }
  // A number as a name does not stand for itself: its group is the range.
  const values = [spec.range!.trim()];
  if (name !== values[0] && toNumber(name) === undefined) values.push(name);
  return { name, values, written, label };
}

function checkName(
  column: string,
  text: string,
  path: (string | number)[],
): string {
  const name = text.trim();
  if (name === '' || name.length > MAX_NAME) {
    throw new InvalidGroupsError(
      `a group or value of ${column} has ${name.length} characters; allowed are 1 to ${MAX_NAME}`,
      path,
    );
  }
  return name;
}

function checkOverlaps(
  column: string,
  groups: ValueGroup[],
  whole: boolean,
): void {
  const names = new Set<string>();
  const owners = new Map<string, ValueGroup>();
  groups.forEach((group, i) => {
    const path = ['groups', i];
    if (names.has(group.name)) {
      throw new InvalidGroupsError(
        `group ${quote(group.name)} of ${column} stands there twice`,
        path,
      );
    }
    names.add(group.name);
    for (const value of group.values) {
      const owner = owners.get(value) ?? ownerByRange(groups, group, value);
      if (owner) throw overlap(column, owner, group, quote(value), path);
      owners.set(value, group);
    }
    for (const earlier of groups.slice(0, i)) {
      const common =
        group.range && earlier.range && shared(earlier.range, group.range);
      if (common) {
        const text = exampleOf(common, whole);
        throw overlap(column, earlier, group, text, path);
      }
    }
  });
}

/** The other group that holds a value because it is a number in its range. */
function ownerByRange(
  groups: ValueGroup[],
  group: ValueGroup,
  value: string,
): ValueGroup | undefined {
  const number = toNumber(value);
  if (number === undefined || !Number.isFinite(number)) return undefined;
  return groups.find(
    ({ name, range }) =>
      name !== group.name && range !== null && inRange(number, range),
  );
}

/** The numbers that both ranges hold, or undefined. */
function shared(a: ValueRange, b: ValueRange): ValueRange | undefined {
  const from = Math.max(a.from ?? -Infinity, b.from ?? -Infinity);
  const to = Math.min(a.to ?? Infinity, b.to ?? Infinity);
  if (from >= to) return undefined;
  return {
    from: from === -Infinity ? null : from,
    to: to === Infinity ? null : to,
  };
}

function exampleOf({ from, to }: ValueRange, whole: boolean): string {
  if (from !== null) return String(from);
  return whole && to !== null ? String(to - 1) : `what is below ${to}`;
}

function overlap(
  column: string,
  first: ValueGroup,
  second: ValueGroup,
  common: string,
  path: (string | number)[],
): InvalidGroupsError {
  return new InvalidGroupsError(
    `groups ${quote(first.name)} and ${quote(
      second.name,
    )} of ${column} overlap: both hold ${common}; a value may belong to one group only`,
    path,
  );
}

function quote(text: string): string {
  return JSON.stringify(text);
}
