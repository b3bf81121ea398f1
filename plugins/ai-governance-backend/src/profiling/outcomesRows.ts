import {
  FOURTH_POWER_UNIT,
  LABEL_DELAY_HOURS,
  MAX_ERROR_UNITS,
  MAX_LABEL_UNITS,
  SCORE_UNIT,
} from '@ai-governance/plugin-ai-governance-statistics';
import type { Session } from './DuckDb';
import { CELLS } from './loadCells';
import { labelKeySql, loadLabels } from './outcomesLabels';
import type { OutcomePlan } from './outcomesPlan';
import {
  bareSql,
  binSql,
  classPositionSql,
  doubleLiteral,
  epochSql,
  groupPositionSql,
  meetsRuleSql,
  needsNumber,
  numberSql,
  unitsSql,
  valueSql,
} from './outcomesValues';
import { textLiteral } from './sql';

/**
 * Name of the temporary table with what each row comes to, all of it small numbers: `hour`, `state`, `delay`, `cell`,
 * `selected`, `deserved`, `actual`, `predicted`, `positive`, `bin`, `score`, `error`, `target`, `file`.
 */
export const OUTCOME_ROWS = 'outcome_rows';

/** What is known of a row: no prediction, a prediction, a prediction and a label. */
export const STATES = { seen: 0, decided: 1, labelled: 2 } as const;

/** Loads labels and joined files, which all jobs of a plan share. */
export async function loadShared(
  session: Session,
  plan: OutcomePlan,
): Promise<void> {
  const { labels } = plan.request;
  if (labels.files.length > 0) {
    await loadLabels(session, labels, plan.tables.labels);
  }
  for (const [i, file] of plan.joined.entries()) {
    const path = textLiteral(file.path.replace(/[*?[]/g, '[$&]'));
    const read =
      file.format === 'csv'
        ? `read_csv(${path}, header = true, all_varchar = true)`
        : `read_parquet(${path})`;
    const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
    // Of several rows of one id the last counts.
    await session.query(`
      CREATE TABLE ${plan.tables.joined[i]} AS
      SELECT id, arg_max(value, place) AS value FROM (
        SELECT CAST(${quoted(file.idColumn)} AS VARCHAR) AS id,
          CAST(${quoted(file.valueColumn)} AS VARCHAR) AS value,
          row_number() OVER () AS place
        FROM ${read})
      WHERE id IS NOT NULL GROUP BY id`);
  }
}

/** Drops what {@link loadShared} loaded, also when that failed half-way. */
export async function dropShared(
  session: Session,
  { tables }: OutcomePlan,
): Promise<void> {
  for (const table of [tables.labels, ...tables.joined]) {
    await session.query(`DROP TABLE IF EXISTS ${table}`);
  }
}

/** Makes {@link OUTCOME_ROWS} of the cells, the labels and the joined files. */
export async function loadOutcomeRows(
  session: Session,
  plan: OutcomePlan,
): Promise<void> {
  const [{ callers }] = await session.query<{ callers: boolean }>(
    `SELECT count(caller) > 0 AS callers FROM ${CELLS} WHERE reason IS NULL`,
  );
  const labelled = plan.request.labels.files.length > 0;
  await session.query(
    `CREATE OR REPLACE TEMP TABLE ${OUTCOME_ROWS} AS ${outcomeRowsSql(plan, {
      labelled,
      callers,
    })}`,
  );
}

/**
 * @param options - `labelled`: whether there are labels; `callers`: whether any row has an inference id, so that a label may
 * be found by that or by the event id
 */
function outcomeRowsSql(
  plan: OutcomePlan,
  options: { labelled: boolean; callers: boolean },
): string {
  const { request, columns } = plan;
  const { grid, rules } = request;
  const joins = [
    ...plan.tables.joined.map(
      table => `LEFT JOIN ${table} ON ${table}.id = logged.asked`,
    ),
    ...(options.labelled
      ? labelJoins(plan.tables.labels, options.callers)
      : []),
  ];
  const label = (name: string, type: string) => {
    if (!options.labelled) return `CAST(NULL AS ${type})`;
    return options.callers
      ? `CASE WHEN by_asked.key IS NOT NULL THEN by_asked.${name} ELSE by_event.${name} END`
      : `by_asked.${name}`;
  };
  const bare = `
    SELECT hour, ${epochSql('decided')} AS decided_at, ${[
    ...columns.map(({ text }, i) => `${bareSql(text)} AS v${i}`),
    `${bareSql(plan.prediction)} AS prediction`,
    `${plan.score ? bareSql(plan.score) : 'CAST(NULL AS VARCHAR)'} AS score`,
    `${bareSql(label('label', 'VARCHAR'))} AS label`,
    `${label('known', 'BIGINT')} AS known_at`,
    `${label('file', 'INTEGER')} AS file`,
  ].join(', ')}
    FROM (SELECT *, coalesce(caller, event_id) AS asked FROM ${CELLS} WHERE reason IS NULL) logged
    ${joins.join(' ')}`;
  const values = `
    SELECT hour, decided_at, known_at, file, score, ${[
      ...columns.map((_, i) => `v${i}`),
      'prediction',
      'label',
    ]
      .map(name => `${valueSql(name)} AS ${name}`)
      .join(', ')}
    FROM (${bare})`;
  // Texts that are no numbers are slow to find out to be none, so that none is read as a number without need.
  const asNumber = (name: string, isNeeded: boolean) =>
    `${isNeeded ? numberSql(name) : 'CAST(NULL AS DOUBLE)'} AS ${name}_number`;
  const outcomeNumbers = (side: 'prediction' | 'label') =>
    grid.errorUnit !== null ||
    (grid.classes !== null && rules.positive === null) ||
    [rules.favourable, rules.positive].some(
      pair => pair && needsNumber(pair[side]),
    );
  const numbers = `
    SELECT *, ${[
      ...columns.map(({ column }, i) =>
        asNumber(
          `v${i}`,
          column.groups.some(({ range }) => range !== null),
        ),
      ),
      asNumber('prediction', outcomeNumbers('prediction')),
      asNumber('label', outcomeNumbers('label')),
      asNumber('score', grid.scoreEdges !== null),
    ].join(', ')},
      CASE WHEN prediction IS NULL THEN ${STATES.seen}
        WHEN label IS NULL THEN ${STATES.decided} ELSE ${
    STATES.labelled
  } END AS state
    FROM (${values})`;
  const { favourable, positive } = rules;
  const cell = columns.reduce(
    (index, { column }, i) =>
      `(${index}) * ${column.groups.length + 2} + ${groupPositionSql(
        column,
        `v${i}`,
        `v${i}_number`,
      )}`,
    '0',
  );
  const selected = favourable
    ? meetsRuleSql(favourable.prediction, 'prediction', 'prediction_number')
    : 'CAST(NULL AS BOOLEAN)';
  const deserved = favourable
    ? meetsRuleSql(favourable.label, 'label', 'label_number')
    : 'CAST(NULL AS BOOLEAN)';
  const classOf = (side: 'prediction' | 'label') => {
    const { classes } = grid;
    if (!classes) return 'CAST(NULL AS INTEGER)';
    return positive
      ? `coalesce(CAST(${meetsRuleSql(
          positive[side],
          side,
          `${side}_number`,
        )} AS INTEGER), ${classes.length})`
      : classPositionSql(classes, side, `${side}_number`);
  };
  const isPositive =
    grid.scoreEdges && positive
      ? meetsRuleSql(positive.label, 'label', 'label_number')
      : 'CAST(NULL AS BOOLEAN)';
  return `
    SELECT hour, state, file,
      ${delaySql()} AS delay,
      CASE WHEN state > 0 AND selected IS NOT NULL THEN cell END AS cell,
      selected, CASE WHEN state = ${
        STATES.labelled
      } THEN deserved END AS deserved,
      actual, predicted,
      CASE WHEN score_number BETWEEN 0 AND 1 THEN positive END AS positive,
      ${
        grid.scoreEdges ? binSql('score_number', grid.scoreEdges) : 'NULL'
      } AS bin,
      CAST(CASE WHEN score_number BETWEEN 0 AND 1 THEN round(score_number * ${SCORE_UNIT}) END AS BIGINT) AS score,
      error, target
    FROM (
      SELECT *, ${cell} AS cell, ${selected} AS selected, ${deserved} AS deserved,
        ${classOf('label')} AS actual, ${classOf('prediction')} AS predicted,
        ${isPositive} AS positive, ${errorSql(grid.errorUnit)}
      FROM (${numbers}))`;
}

function labelJoins(table: string, callers: boolean): string[] {
  return [
    `LEFT JOIN ${table} by_asked ON by_asked.key = ${labelKeySql(
      'logged.asked',
      'logged.place',
    )}`,
    ...(callers
      ? [
          `LEFT JOIN ${table} by_event ON by_event.key =
            CASE WHEN logged.caller IS NOT NULL THEN ${labelKeySql(
              'logged.event_id',
              'logged.place',
            )} END`,
        ]
      : []),
  ];
}

/** Bin of the time from decision to label; null when either time is not known, or there is no label. */
function delaySql(): string {
  const hours = '((known_at - decided_at) / 3600000.0)';
  return `CASE WHEN state = ${
    STATES.labelled
  } AND known_at IS NOT NULL AND decided_at IS NOT NULL
    THEN ${binSql(hours, LABEL_DELAY_HOURS)} END`;
}

/** Error and label in whole units; both null when one of them is out of range. */
function errorSql(unit: number | null): string {
  if (unit === null) {
    return 'CAST(NULL AS HUGEINT) AS error, CAST(NULL AS HUGEINT) AS target';
  }
  const error = unitsSql('prediction_number - label_number', unit);
  const target = unitsSql('label_number', unit);
  const fits = `abs(${error}) <= ${doubleLiteral(
    MAX_ERROR_UNITS,
  )} AND abs(${target}) <= ${doubleLiteral(MAX_LABEL_UNITS)}`;
  return `CAST(CASE WHEN ${fits} THEN ${error} END AS HUGEINT) AS error,
    CAST(CASE WHEN ${fits} THEN ${target} END AS HUGEINT) AS target`;
}

/** Σ round(k⁴ / 2⁶⁰), computed in doubles as `countOutcomes` does, so that both round alike. */
export function fourthsSql(error: string): string {
  const square = `(CAST(${error} AS DOUBLE) * CAST(${error} AS DOUBLE))`;
  return `sum(CAST(round(${square} * ${square} / ${doubleLiteral(
    FOURTH_POWER_UNIT,
  )}) AS HUGEINT))`;
}
