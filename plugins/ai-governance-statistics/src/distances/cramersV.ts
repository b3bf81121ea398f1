import { checkNumber } from '../errors';

/**
 * Cramér's V of a contingency table with the bias correction of W. Bergsma ("A bias-correction for Cramér's V and
 * Tschuprow's T", J. Korean Stat. Soc. 42, 2013): about 0 for independent rows and columns whatever the sample size, 1 for
 * a perfect association.
 *
 * @param chiSquare - chi-square of the table, without Yates' correction, from 0
 * @param count - values in the table, from 1
 * @param rows - rows with any value, from 1
 * @param columns - columns with any value, from 1
 * @returns V from 0 to 1; 0 when a table of that shape and size can show no association
 * @throws InvalidInputError when an argument is not allowed
 * @public
 */
export function cramersV(
  chiSquare: number,
  count: number,
  rows: number,
  columns: number,
): number {
  checkNumber(chiSquare, 'chiSquare', { min: 0 });
  checkNumber(count, 'count', { min: 1 });
  checkNumber(rows, 'rows', { min: 1, integer: true });
  checkNumber(columns, 'columns', { min: 1, integer: true });
  if (rows === 1 || columns === 1 || count === 1) return 0;
  const phi2 = Math.max(
    0,
    chiSquare / count - ((rows - 1) * (columns - 1)) / (count - 1),
  );
  const freedom = Math.min(
    rows - 1 - (rows - 1) ** 2 / (count - 1),
    columns - 1 - (columns - 1) ** 2 / (count - 1),
  );
  return freedom > 0 ? Math.min(1, Math.sqrt(phi2 / freedom)) : 0;
}
