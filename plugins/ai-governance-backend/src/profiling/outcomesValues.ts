import type {
  GroupedColumn,
  OutcomeRule,
  ValueRange,
} from '@ai-governance/plugin-ai-governance-statistics';
import { integerLiteral, textLiteral } from './sql';

/**
 * Values of outcomes in standard SQL, as `countOutcomes` of the statistics package reads them row by row. Texts are those of
 * the log without blanks around them, null when missing; a whole number is written without fraction, so that `1.0` in a
 * log of JSON numbers is `1`.
 */

/** Whatever JavaScript's `trim` takes for a blank. */
const BLANKS = [
  9, 10, 11, 12, 13, 32, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198,
  8199, 8200, 8201, 8202, 8232, 8233, 8239, 8287, 12288, 65279,
]
  .map(code => `chr(${code})`)
  .join(' || ');

/** Codes of the first and the last sign that can be seen in ASCII: a text that begins and ends with such has no blanks there. */
const SEEN = 'BETWEEN 33 AND 126';

/**
 * A text of the log without blanks around it. Nearly all have none, and to look at two signs is many times faster than to
 * look for 25 kinds of blanks.
 */
export function bareSql(text: string): string {
  return `CASE WHEN ascii(${text}) ${SEEN} AND ascii(right(${text}, 1)) ${SEEN}
    THEN ${text} ELSE trim(${text}, ${BLANKS}) END`;
}

/** A bare text as it is compared; null when it is missing. */
export function valueSql(bare: string): string {
  return `CASE
    WHEN ${bare} = '' OR (length(${bare}) = 3 AND lower(${bare}) = 'nan') THEN NULL
    WHEN ends_with(${bare}, '0') AND contains(${bare}, '.0')
      THEN regexp_replace(${bare}, '^(-?(?:0|[1-9][0-9]*))\\.0+$', '\\1')
    ELSE ${bare} END`;
}

/** Epoch milliseconds of an ISO 8601 text; null when it is none. Only offsets other than `Z` need the slower reader. */
export function epochSql(text: string): string {
  return `CAST(CASE WHEN ends_with(${text}, 'Z') THEN epoch_ms(try_cast(${text} AS TIMESTAMP))
    ELSE epoch_ms(try_cast(${text} AS TIMESTAMPTZ)) END AS BIGINT)`;
}

/** A value as a finite number; null when it is none. DuckDB takes `1_000` for a number, which payloads do not mean. */
export function numberSql(value: string): string {
  const number = `try_cast(${value} AS DOUBLE)`;
  return `CASE WHEN isfinite(${number}) AND NOT contains(${value}, '_') THEN ${number} END`;
}

/** A double as a literal that is read back as itself. */
export function doubleLiteral(value: number): string {
  return `CAST('${value}' AS DOUBLE)`;
}

/** Whether a rule looks at numbers, so that texts must be read as such. */
export function needsNumber(rule: OutcomeRule): boolean {
  return rule.kind === 'range' || rule.numbers.length > 0;
}

/** Whether a finite number is in a range. */
function inRangeSql(number: string, { from, to }: ValueRange): string {
  const ends = [
    from !== null && `${number} >= ${doubleLiteral(from)}`,
    to !== null && `${number} < ${doubleLiteral(to)}`,
  ].filter(Boolean);
  return ends.length > 0 ? ends.join(' AND ') : `${number} IS NOT NULL`;
}

/**
 * Position of a value's group: that of a group which lists it, else of one whose range holds it, else `other`; `missing` of
 * null.
 */
export function groupPositionSql(
  { groups }: GroupedColumn,
  value: string,
  number: string,
): string {
  const listed = groups.map(
    ({ values }, i) =>
      values.length > 0 &&
      `WHEN ${value} IN (${values.map(textLiteral).join(', ')}) THEN ${i}`,
  );
  const ranges = groups.map(
    ({ range }, i) => range && `WHEN ${inRangeSql(number, range)} THEN ${i}`,
  );
  return `CASE WHEN ${value} IS NULL THEN ${groups.length + 1}
    ${[...listed, ...ranges].filter(Boolean).join(' ')}
    ELSE ${groups.length} END`;
}

/** Whether a value meets a rule; null when it is missing, or the rule is a range and the value no number. */
export function meetsRuleSql(
  rule: OutcomeRule,
  value: string,
  number: string,
): string {
  if (rule.kind === 'range') {
    return `CASE WHEN ${number} IS NOT NULL THEN ${inRangeSql(
      number,
      rule.range,
    )} END`;
  }
  const listed = `${value} IN (${rule.values.map(textLiteral).join(', ')})`;
  if (rule.numbers.length === 0) {
    return listed;
  }
  const numbers = rule.numbers.map(doubleLiteral).join(', ');
  return `CASE WHEN ${value} IS NOT NULL
    THEN ${listed} OR coalesce(${number} IN (${numbers}), false) END`;
}

/** Position of a class, by its text or as the same number; that after the last is any other. Null of null. */
export function classPositionSql(
  classes: readonly string[],
  value: string,
  number: string,
): string {
  const byText = classes.map(
    (name, i) => `WHEN ${value} = ${textLiteral(name)} THEN ${i}`,
  );
  const byNumber = classes.flatMap((name, i) => {
    const same = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(name.trim());
    return same && Number.isFinite(Number(name))
      ? [`WHEN ${number} = ${doubleLiteral(Number(name))} THEN ${i}`]
      : [];
  });
  return `CASE WHEN ${value} IS NULL THEN NULL ${byText.join(
    ' ',
  )} ${byNumber.join(' ')} ELSE ${classes.length} END`;
}

/**
 * Number of the bin `(edges[i-1], edges[i]]` that holds a number, as a search by halves: a row meets few comparisons however
 * many edges there are.
 */
export function binSql(
  number: string,
  edges: readonly number[],
  from = 0,
  to = edges.length,
): string {
  if (from === to) {
    return integerLiteral(from);
  }
  const middle = Math.floor((from + to) / 2);
  return `CASE WHEN ${number} <= ${doubleLiteral(edges[middle])} THEN ${binSql(
    number,
    edges,
    from,
    middle,
  )} ELSE ${binSql(number, edges, middle + 1, to)} END`;
}

/** A value in whole units, halves away from zero, as a double. */
export function unitsSql(value: string, unit: number): string {
  return `round((${value}) / ${doubleLiteral(unit)})`;
}
