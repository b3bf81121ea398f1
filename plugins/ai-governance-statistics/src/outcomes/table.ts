import { InvalidInputError } from '../errors';
import { cellPositions } from './grid';
import { addCounts, emptyCounts } from './profile';
import type {
  GroupedColumn,
  OutcomeCounts,
  OutcomeGrid,
  OutcomeProfile,
} from './types';

/** What a cell of a table stands for. @public */
export type CellKind = 'group' | 'other' | 'missing';

/**
 * One combination of groups and what was decided in it. Holds counts of groups that are too small to be shown.
 * @public
 */
export interface TableCell {
  /** Position in each attribute of the table. */
  positions: number[];
  /** Name of the group in each attribute; `other values` and `missing` where it is none. */
  group: string[];
  /** `missing` or `other` when that is so in any attribute. */
  kind: CellKind;
  counts: OutcomeCounts;
  /** Decisions by position in the stratum; without the stratum's `other` and `missing`. Empty without stratum. */
  strata: Map<number, { n: number; selected: number }>;
}

/** All combinations of some attributes' groups, `other` and `missing` included, empty ones as well. @public */
export interface OutcomeTable {
  attributes: GroupedColumn[];
  /** Name of the stratum; null without. */
  stratum: string | null;
  /** In the order of positions, the last attribute fastest. */
  cells: TableCell[];
}

const MAX_TABLE = 10_000;

/**
 * Sums a profile's combinations over all attributes but some.
 *
 * @param profile - profile on `grid`
 * @param grid - what it was counted on
 * @param names - attributes of the table, each once; one for an attribute by itself, several for their intersection
 * @throws InvalidInputError when an attribute is not in the grid or named twice, or the table has more than 10 000 cells
 * @public
 */
export function outcomeTable(
  profile: OutcomeProfile,
  grid: OutcomeGrid,
  names: readonly string[],
): OutcomeTable {
  const places = names.map((name, i) => {
    const place = grid.attributes.findIndex(column => column.name === name);
    if (place < 0 || names.indexOf(name) !== i) {
      throw new InvalidInputError(
        `protected attribute ${JSON.stringify(name)} is ${
          place < 0 ? 'not counted' : 'named twice'
        }; allowed are ${grid.attributes
          .map(column => column.name)
          .join(', ')}, each once`,
      );
    }
    return place;
  });
  const attributes = places.map(place => grid.attributes[place]);
  const cells = allCells(attributes);
  const strata = grid.stratum?.groups.length ?? 0;
  for (const [index, counts] of profile.cells) {
    const positions = cellPositions(grid, index);
    const at = places.reduce(
      (sum, place) =>
        sum * (grid.attributes[place].groups.length + 2) + positions[place],
      0,
    );
    addCounts(cells[at].counts, counts);
    if (grid.stratum && positions.at(-1)! < strata) {
      const key = positions.at(-1)!;
      const stratum = cells[at].strata.get(key) ?? { n: 0, selected: 0 };
      stratum.n += counts.n;
      stratum.selected += counts.selected;
      cells[at].strata.set(key, stratum);
    }
  }
  return { attributes, stratum: grid.stratum?.name ?? null, cells };
}

function allCells(attributes: GroupedColumn[]): TableCell[] {
  const size = attributes.reduce((n, { groups }) => n * (groups.length + 2), 1);
  if (size > MAX_TABLE) {
    throw new InvalidInputError(
      `the combination of ${attributes
        .map(({ name }) => name)
        .join(', ')} has ${size} cells; allowed are at most ${MAX_TABLE}`,
    );
  }
  let combinations: number[][] = [[]];
  for (const { groups } of attributes) {
    const own = Array.from({ length: groups.length + 2 }, (_, i) => i);
    combinations = combinations.flatMap(before =>
      own.map(position => [...before, position]),
    );
  }
  return combinations.map(positions => {
    const kinds = positions.map((at, i) => kindOf(attributes[i], at));
    return {
      positions,
      group: positions.map((at, i) => nameOf(attributes[i], at)),
      kind:
        kinds.find(kind => kind === 'missing') ??
        kinds.find(kind => kind === 'other') ??
        'group',
      counts: emptyCounts(),
      strata: new Map(),
    };
  });
}

function kindOf({ groups }: GroupedColumn, position: number): CellKind {
  if (position < groups.length) return 'group';
  return position === groups.length ? 'other' : 'missing';
}

function nameOf(column: GroupedColumn, position: number): string {
  const kind = kindOf(column, position);
  if (kind === 'group') return column.groups[position].name;
  return kind === 'other' ? 'other values' : 'missing';
}
