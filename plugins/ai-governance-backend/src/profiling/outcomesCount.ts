import type { HourlyOutcomes } from '@ai-governance/plugin-ai-governance-node';
import {
  emptyOutcomes,
  type OutcomeProfile,
} from '@ai-governance/plugin-ai-governance-statistics';
import type { Session } from './DuckDb';
import { CELLS } from './loadCells';
import { idHashSql, idSchemeOf } from './outcomesLabels';
import type { OutcomePlan } from './outcomesPlan';
import {
  fourthsSql,
  loadOutcomeRows,
  OUTCOME_ROWS,
  STATES,
} from './outcomesRows';

/** Outcomes of an hour, without its name. */
export type CountedOutcomes = Omit<HourlyOutcomes, 'variant' | 'hour'>;

/**
 * Counts the outcomes of the rows in the session's cells, which were loaded with the plan's texts.
 * @param hours - number of hours in the cells
 * @param shared - resolves when what the plan shares is loaded
 * @returns outcomes by number of the hour
 */
export async function countOutcomeCells(
  session: Session,
  plan: OutcomePlan,
  hours: number,
  shared: Promise<void>,
): Promise<CountedOutcomes[]> {
  await shared;
  const { grid, labels, rules } = plan.request;
  await loadOutcomeRows(session, plan);
  const profiles = Array.from({ length: hours }, () => emptyOutcomes(grid));
  await countStates(session, profiles);
  if (rules.favourable) {
    await countGroups(session, profiles);
  }
  if (grid.classes) {
    await countConfusion(session, profiles, grid.classes.length + 1);
  }
  if (grid.scoreEdges && rules.positive) {
    await countScores(session, profiles);
  }
  if (grid.errorUnit !== null) {
    await countErrors(session, profiles);
  }
  const ids = await listIds(session);
  const idScheme = await idSchemeOf(session);
  const sources = await session.query<{ hour: number; file: number }>(
    `SELECT DISTINCT hour, file FROM ${OUTCOME_ROWS} WHERE file IS NOT NULL ORDER BY hour, file`,
  );
  const found = profiles.map(
    (profile, hour): CountedOutcomes => ({
      profile,
      ids: ids.get(hour) ?? new Uint32Array(),
      idScheme,
      labelObjects: [],
    }),
  );
  for (const { hour, file } of sources) {
    found[hour].labelObjects.push(labels.files[file].key);
  }
  return found;
}

async function countStates(
  session: Session,
  profiles: OutcomeProfile[],
): Promise<void> {
  const rows = await session.query<{
    hour: number;
    state: number;
    delay: number | null;
    n: number;
  }>(`
    SELECT hour, state, delay, CAST(count(*) AS DOUBLE) AS n
    FROM ${OUTCOME_ROWS} GROUP BY hour, state, delay`);
  for (const { hour, state, delay, n } of rows) {
    const profile = profiles[hour];
    profile.rows += n;
    profile.decided += state >= STATES.decided ? n : 0;
    profile.labelled += state === STATES.labelled ? n : 0;
    if (delay !== null) {
      profile.labelDelays[delay] += n;
    }
  }
}

async function countGroups(
  session: Session,
  profiles: OutcomeProfile[],
): Promise<void> {
  const count = (condition: string, name: string) =>
    `CAST(count(*) FILTER (WHERE ${condition}) AS DOUBLE) AS ${name}`;
  const rows = await session.query<
    Record<
      'hour' | 'cell' | 'n' | 'selected' | 'tp' | 'fp' | 'fn' | 'tn',
      number
    >
  >(`
    SELECT hour, CAST(cell AS DOUBLE) AS cell, CAST(count(*) AS DOUBLE) AS n, ${[
      count('selected', 'selected'),
      count('selected AND deserved', 'tp'),
      count('selected AND NOT deserved', 'fp'),
      count('NOT selected AND deserved', 'fn'),
      count('NOT selected AND NOT deserved', 'tn'),
    ].join(', ')}
    FROM ${OUTCOME_ROWS} WHERE cell IS NOT NULL GROUP BY hour, cell`);
  for (const { hour, cell, ...counts } of rows) {
    profiles[hour].cells.set(cell, counts);
  }
}

async function countConfusion(
  session: Session,
  profiles: OutcomeProfile[],
  size: number,
): Promise<void> {
  const rows = await session.query<
    Record<'hour' | 'actual' | 'predicted' | 'n', number>
  >(`
    SELECT hour, actual, predicted, CAST(count(*) AS DOUBLE) AS n
    FROM ${OUTCOME_ROWS} WHERE state = ${STATES.labelled} GROUP BY hour, actual, predicted`);
  for (const { hour, actual, predicted, n } of rows) {
    profiles[hour].confusion![actual * size + predicted] += n;
  }
}

async function countScores(
  session: Session,
  profiles: OutcomeProfile[],
): Promise<void> {
  const rows = await session.query<{
    hour: number;
    positive: boolean | null;
    bin: number;
    n: number;
    sum: bigint;
    squares: bigint;
  }>(`
    SELECT hour, positive, CASE WHEN positive IS NOT NULL THEN bin END AS bin, CAST(count(*) AS DOUBLE) AS n,
      CAST(sum(score) AS HUGEINT) AS sum, sum(CAST(score AS HUGEINT) * score) AS squares
    FROM ${OUTCOME_ROWS} WHERE state = ${STATES.labelled} GROUP BY ALL`);
  for (const { hour, positive, bin, n, sum, squares } of rows) {
    const scores = profiles[hour].scores!;
    if (positive === null) {
      scores.invalid += n;
    } else {
      scores[positive ? 'positives' : 'negatives'][bin] += n;
      scores[positive ? 'positiveSums' : 'negativeSums'][bin] += sum;
      scores.sumSquares += squares;
    }
  }
}

async function countErrors(
  session: Session,
  profiles: OutcomeProfile[],
): Promise<void> {
  const rows = await session.query<
    { hour: number; n: number; out_of_range: number } & Record<
      'sum' | 'sizes' | 'squares' | 'fourths' | 'labels' | 'label_squares',
      bigint | null
    >
  >(`
    SELECT hour, CAST(count(error) AS DOUBLE) AS n,
      CAST(count(*) - count(error) AS DOUBLE) AS out_of_range,
      sum(error) AS sum, sum(abs(error)) AS sizes, sum(error * error) AS squares,
      ${fourthsSql('error')} AS fourths,
      sum(target) AS labels, sum(target * target) AS label_squares
    FROM ${OUTCOME_ROWS} WHERE state = ${STATES.labelled} GROUP BY hour`);
  for (const row of rows) {
    const errors = profiles[row.hour].errors!;
    errors.n = row.n;
    errors.outOfRange = row.out_of_range;
    errors.sum = row.sum ?? 0n;
    errors.sumAbsolute = row.sizes ?? 0n;
    errors.sumSquares = row.squares ?? 0n;
    errors.sumFourths = row.fourths ?? 0n;
    errors.labelSum = row.labels ?? 0n;
    errors.labelSumSquares = row.label_squares ?? 0n;
  }
}

async function listIds(session: Session): Promise<Map<number, Uint32Array>> {
  const rows = await session.query<{ hour: number; ids: number[] }>(`
    SELECT hour, list(DISTINCT id) AS ids FROM (
      SELECT hour, ${idHashSql(
        'event_id',
      )} AS id FROM ${CELLS} WHERE reason IS NULL
      UNION ALL
      SELECT hour, ${idHashSql(
        'caller',
      )} FROM ${CELLS} WHERE reason IS NULL AND caller IS NOT NULL)
    GROUP BY hour`);
  return new Map(
    rows.map(({ hour, ids }) => [hour, Uint32Array.from(ids).sort()]),
  );
}
