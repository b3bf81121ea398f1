import {
  checkCount,
  checkCounts,
  checkNumber,
  InvalidInputError,
} from '../errors';
import type { GroupedColumn, OutcomeCounts, OutcomeGrid } from './types';

/** Classes of a binary model's confusion matrix. @public */
export const BINARY_CLASSES = ['negative', 'positive'];

/** Edges of the bins of the time from decision to label, in hours; the last bin is open. @public */
export const LABEL_DELAY_HOURS: readonly number[] = [
  1, 6, 12, 24, 48, 72, 120, 168, 336, 720, 1440, 2160,
];

/**
 * Edges of the bins of a score when nothing else is chosen: hundredths, and finer near 0 and 1, where rare classes have
 * their scores and the logarithmic loss is steep.
 * @public
 */
export const DEFAULT_SCORE_EDGES: readonly number[] = scoreEdges();

/** Billionths in which scores are summed. @public */
export const SCORE_UNIT = 1e9;

/** Greatest error in units of the grid that is summed: its fourth power still fits, see below. @public */
export const MAX_ERROR_UNITS = 2 ** 42;

/** Greatest label in units of the grid that is summed; labels may be far from 0 and close together. @public */
export const MAX_LABEL_UNITS = 2 ** 50;

/** By what the fourth powers of errors are divided, so that they can be summed in 128 bits. @public */
export const FOURTH_POWER_UNIT = 2 ** 60;

const MAX_ATTRIBUTES = 8;
const MAX_CELLS = 1_000_000;
const MAX_CLASSES = 200;

/**
 * The unit in which a regression's errors are to be summed: a power of ten, at most a millionth of the labels' standard
 * deviation.
 *
 * @param standardDeviation - of the labels, above 0
 * @throws InvalidInputError when it is not allowed
 * @public
 */
export function errorUnitFor(standardDeviation: number): number {
  checkNumber(standardDeviation, 'standardDeviation', {
    min: 1e-290,
    max: 1e290,
  });
  return Number(`1e${Math.floor(Math.log10(standardDeviation)) - 6}`);
}

/**
 * Throws unless outcomes can be counted on the grid.
 *
 * @throws InvalidInputError when there are more than 8 attributes, names are there twice, combinations are more than a
 *   million, or classes, edges or the unit are not allowed
 * @public
 */
export function checkOutcomeGrid(grid: OutcomeGrid): void {
  const { attributes, classes, scoreEdges: edges, errorUnit } = grid;
  if (attributes.length > MAX_ATTRIBUTES) {
    throw new InvalidInputError(
      `there are ${attributes.length} protected attributes; allowed are at most ${MAX_ATTRIBUTES}`,
    );
  }
  const names = attributes.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new InvalidInputError(
      `protected attribute ${JSON.stringify(twice)} is there twice`,
    );
  }
  if (cellCount(grid) > MAX_CELLS) {
    throw new InvalidInputError(
      `the protected attributes ${names.join(', ')}${
        grid.stratum ? ` and the stratum ${grid.stratum.name}` : ''
      } have ${cellCount(
        grid,
      )} combinations; allowed are at most ${MAX_CELLS}: use fewer or wider groups`,
    );
  }
  if (
    classes &&
    (classes.length < 2 ||
      classes.length > MAX_CLASSES ||
      new Set(classes).size < classes.length)
  ) {
    throw new InvalidInputError(
      `there are ${classes.length} classes; allowed are 2 to ${MAX_CLASSES} different ones`,
    );
  }
  edges?.forEach((edge, i) => {
    checkNumber(edge, `score edge ${i}`, {
      exclusiveMin: i === 0 ? 0 : edges[i - 1],
      exclusiveMax: 1,
    });
  });
  if (errorUnit !== null) {
    checkNumber(errorUnit, 'errorUnit', { exclusiveMin: 0 });
  }
}

/** Number of combinations of groups and stratum, `other` and `missing` included. @public */
export function cellCount(grid: OutcomeGrid): number {
  return columnsOf(grid).reduce((count, column) => count * size(column), 1);
}

/**
 * Number of a combination: the positions of the attributes' groups in the order of the grid, then that of the stratum,
 * as digits of a number whose bases are the columns' numbers of groups, `other` and `missing` included.
 *
 * @param positions - see `groupPosition`; as many as there are attributes, and one more when there is a stratum
 * @throws InvalidInputError when a position is not allowed
 * @public
 */
export function cellIndex(
  grid: OutcomeGrid,
  positions: readonly number[],
): number {
  const columns = columnsOf(grid);
  if (positions.length !== columns.length) {
    throw new InvalidInputError(
      `there are ${positions.length} positions; allowed are ${columns.length}, one for each column`,
    );
  }
  return columns.reduce((index, column, i) => {
    checkNumber(positions[i], `position in ${column.name}`, {
      min: 0,
      max: size(column) - 1,
      integer: true,
    });
    return index * size(column) + positions[i];
  }, 0);
}

/**
 * Reverses {@link cellIndex}.
 *
 * @throws InvalidInputError when the index is not allowed
 * @public
 */
export function cellPositions(grid: OutcomeGrid, index: number): number[] {
  checkCount(index, 'index');
  checkNumber(index, 'index', { max: cellCount(grid) - 1 });
  const positions: number[] = [];
  let rest = index;
  for (const column of columnsOf(grid).reverse()) {
    positions.unshift(rest % size(column));
    rest = Math.floor(rest / size(column));
  }
  return positions;
}

/**
 * FNV-1a over everything that says where a row is counted: the same name with another range is another grid.
 *
 * @returns whole number below 2³²
 */
export function gridHash(grid: OutcomeGrid): number {
  const text = JSON.stringify([
    columnsOf(grid).map(({ name, groups }) => [
      name,
      groups.map(group => [
        group.name,
        [...group.values].sort(),
        group.range?.from,
        group.range?.to,
      ]),
    ]),
    grid.stratum !== null,
    grid.classes,
    grid.scoreEdges,
    grid.errorUnit,
  ]);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** Throws unless the counts are whole and fit together; `what` begins the message. */
export function checkOutcomeCounts(
  { n, selected, tp, fp, fn, tn }: OutcomeCounts,
  what: string,
): void {
  checkCounts([n, selected, tp, fp, fn, tn], `${what}: count`);
  if (tp + fp > selected || fn + tn > n - selected) {
    throw new InvalidInputError(
      `${what} has n ${n}, selected ${selected}, TP ${tp}, FP ${fp}, FN ${fn}, TN ${tn}; allowed are TP + FP up to selected, and FN + TN up to n − selected`,
    );
  }
}

function columnsOf({ attributes, stratum }: OutcomeGrid): GroupedColumn[] {
  return stratum ? [...attributes, stratum] : [...attributes];
}

function size(column: GroupedColumn): number {
  return column.groups.length + 2;
}

function scoreEdges(): number[] {
  const tail = [1e-5, 1e-4, 2e-4, 5e-4, 0.001, 0.002, 0.005];
  const hundredths = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
  const head = [0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999, 0.99999];
  return [...tail, ...hundredths, ...head];
}
