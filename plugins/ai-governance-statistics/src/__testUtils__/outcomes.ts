import {
  countOutcomes,
  type OutcomeGrid,
  type OutcomeRecord,
  type OutcomeTable,
  outcomeTable,
  parseGroups,
  parseOutcomeRule,
  type RulePair,
} from '..';

/** Favourable is 1, in decision and label. */
export const FAVOURABLE: RulePair = {
  prediction: parseOutcomeRule(1),
  label: parseOutcomeRule(1),
};

/** `[value of each attribute, label, decision, count]`, as in fairness.jsonl. */
export type CountedRow = (string | number | null)[];

/** A grid that counts fairness alone, with one group for each value; the last column may be the stratum. */
export function fairnessGrid(
  names: string[],
  values: string[][],
  stratified = false,
): OutcomeGrid {
  const columns = names.map((name, i) => ({
    name,
    groups: parseGroups(
      name,
      values[i].map(value => ({ name: value, values: [value] })),
    ),
  }));
  return {
    attributes: stratified ? columns.slice(0, -1) : columns,
    stratum: stratified ? columns[columns.length - 1] : null,
    classes: null,
    scoreEdges: null,
    errorUnit: null,
  };
}

/** One record for each of the rows' counts. */
export function recordsOf(
  rows: CountedRow[],
  stratified = false,
): OutcomeRecord[] {
  return rows.flatMap(row => {
    const values = row.slice(0, -3);
    const [label, prediction, count] = row.slice(-3);
    const record = {
      attributes: stratified ? values.slice(0, -1) : values,
      stratum: stratified ? values[values.length - 1] : undefined,
      label,
      prediction,
    };
    return new Array<OutcomeRecord>(Number(count)).fill(record);
  });
}

/** Distinct values of each column, in the order in which they come. */
export function valuesOf(rows: CountedRow[], columns: number): string[][] {
  return Array.from({ length: columns }, (_, i) => [
    ...new Set(rows.map(row => String(row[i]))),
  ]);
}

/** Counts of rows by all their attributes. */
export function tableOf(
  names: string[],
  rows: CountedRow[],
  { stratified = false, values = valuesOf(rows, names.length) } = {},
): OutcomeTable {
  const grid = fairnessGrid(names, values, stratified);
  const profile = countOutcomes(recordsOf(rows, stratified), grid, {
    favourable: FAVOURABLE,
    positive: null,
  });
  return outcomeTable(
    profile,
    grid,
    grid.attributes.map(({ name }) => name),
  );
}

/** Rows of one group from its confusion matrix. */
export function confusionRows(
  group: string,
  counts: { tn?: number; fn?: number; fp?: number; tp?: number },
): CountedRow[] {
  const { tn = 0, fn = 0, fp = 0, tp = 0 } = counts;
  return [
    [group, 0, 0, tn],
    [group, 1, 0, fn],
    [group, 0, 1, fp],
    [group, 1, 1, tp],
  ];
}

/** Whether NaN or an infinity is anywhere inside. */
export function holdsNaN(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsNaN);
}
