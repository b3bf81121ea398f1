import { binIndex } from '../grids/numericGrid';
import { type RawValue, toNumber } from '../profiles/values';
import { classPosition, groupPosition, meetsRule, textOf } from './assign';
import {
  cellIndex,
  checkOutcomeGrid,
  FOURTH_POWER_UNIT,
  LABEL_DELAY_HOURS,
  MAX_ERROR_UNITS,
  MAX_LABEL_UNITS,
  SCORE_UNIT,
} from './grid';
import { addToCell, emptyCounts, emptyOutcomes } from './profile';
import type {
  ErrorSums,
  OutcomeGrid,
  OutcomeProfile,
  OutcomeRecord,
  OutcomeRule,
  OutcomeRules,
  RulePair,
  ScoreCounts,
} from './types';

/**
 * Counts records one by one: what an engine's SQL has to count, too.
 *
 * A row without prediction counts in `rows` only. A decision that the favourable outcome's rule cannot read (text where it
 * asks for a number) is in no cell. Without a positive class the classes of the grid are compared as values.
 *
 * @param records - rows; each has as many attributes as the grid
 * @param grid - what is counted
 * @param rules - what is favourable, and what is positive
 * @throws InvalidInputError when the grid is not allowed or a record has another number of attributes
 * @public
 */
export function countOutcomes(
  records: Iterable<OutcomeRecord>,
  grid: OutcomeGrid,
  rules: OutcomeRules,
): OutcomeProfile {
  checkOutcomeGrid(grid);
  const profile = emptyOutcomes(grid);
  for (const record of records) {
    profile.rows++;
    if (textOf(record.prediction) === undefined) continue;
    profile.decided++;
    if (rules.favourable) countCell(profile, record, grid, rules.favourable);
    if (textOf(record.label) === undefined) continue;
    profile.labelled++;
    if (record.labelDelayHours !== undefined) {
      profile.labelDelays[binOf(LABEL_DELAY_HOURS, record.labelDelayHours)]++;
    }
    countPerformance(profile, record, grid, rules.positive);
  }
  return profile;
}

function countCell(
  profile: OutcomeProfile,
  record: OutcomeRecord,
  grid: OutcomeGrid,
  rules: RulePair,
): void {
  const selected = meetsRule(record.prediction, rules.prediction);
  if (selected === null) return;
  const positions = record.attributes.map((value, i) =>
    groupPosition(grid.attributes[i], value),
  );
  if (grid.stratum) positions.push(groupPosition(grid.stratum, record.stratum));
  const counts = emptyCounts();
  counts.n = 1;
  counts.selected = selected ? 1 : 0;
  const deserved = meetsRule(record.label, rules.label);
  if (deserved !== null) {
    if (selected) counts[deserved ? 'tp' : 'fp'] = 1;
    else counts[deserved ? 'fn' : 'tn'] = 1;
  }
  addToCell(profile, cellIndex(grid, positions), counts);
}

function countPerformance(
  { confusion, scores, errors }: OutcomeProfile,
  record: OutcomeRecord,
  { classes, scoreEdges, errorUnit }: OutcomeGrid,
  positive: RulePair | null,
): void {
  if (confusion && classes) {
    const actual = classOf(record.label, classes, positive?.label);
    const predicted = classOf(record.prediction, classes, positive?.prediction);
    confusion[actual * (classes.length + 1) + predicted]++;
  }
  if (scores && scoreEdges && positive) {
    const isPositive = meetsRule(record.label, positive.label);
    if (isPositive === null) scores.invalid++;
    else countScore(scores, record.score, isPositive, scoreEdges);
  }
  if (errors && errorUnit !== null) countError(errors, record, errorUnit);
}

/** Position of a value's class; what the positive class's rule cannot read is neither positive nor negative. */
function classOf(
  value: RawValue,
  classes: readonly string[],
  positive: OutcomeRule | undefined,
): number {
  if (!positive) return classPosition(classes, value) ?? classes.length;
  const met = meetsRule(value, positive);
  if (met === null) return classes.length;
  return met ? 1 : 0;
}

function countScore(
  scores: ScoreCounts,
  raw: RawValue,
  positive: boolean,
  edges: readonly number[],
): void {
  const score = toNumber(raw);
  if (score === undefined || !(score >= 0 && score <= 1)) {
    scores.invalid++;
    return;
  }
  const bin = binOf(edges, score);
  const units = BigInt(Math.round(score * SCORE_UNIT));
  scores[positive ? 'positives' : 'negatives'][bin]++;
  scores[positive ? 'positiveSums' : 'negativeSums'][bin] += units;
  scores.sumSquares += units * units;
}

function countError(
  errors: ErrorSums,
  { prediction, label }: OutcomeRecord,
  unit: number,
): void {
  const predicted = toNumber(prediction);
  const actual = toNumber(label);
  const k = inUnits(
    (predicted ?? NaN) - (actual ?? NaN),
    unit,
    MAX_ERROR_UNITS,
  );
  const j = inUnits(actual ?? NaN, unit, MAX_LABEL_UNITS);
  if (k === undefined || j === undefined) {
    errors.outOfRange++;
    return;
  }
  const big = BigInt(k);
  errors.n++;
  errors.sum += big;
  errors.sumAbsolute += big < 0n ? -big : big;
  errors.sumSquares += big * big;
  errors.sumFourths += BigInt(
    Math.round((k * k * (k * k)) / FOURTH_POWER_UNIT),
  );
  errors.labelSum += BigInt(j);
  errors.labelSumSquares += BigInt(j) * BigInt(j);
}

/** Whole units, halves away from zero; undefined when the value is not finite or too great. */
function inUnits(value: number, unit: number, max: number): number | undefined {
  const units = Math.sign(value) * Math.round(Math.abs(value / unit));
  return Math.abs(units) <= max ? units : undefined;
}

/** Bin `i` holds (edges[i−1], edges[i]]. */
function binOf(edges: readonly number[], value: number): number {
  return binIndex({ kind: 'numeric', edges: edges as number[] }, value);
}
