import type {
  GroupedColumnSource,
  LabelSource,
  MonitoredColumn,
  MonitorSettings,
  OutcomePair,
  OutcomeSettings,
} from '@ai-governance/plugin-ai-governance-common';
import type { LoggedValue } from '@ai-governance/plugin-ai-governance-node';
import {
  BINARY_CLASSES,
  DEFAULT_SCORE_EDGES,
  errorUnitFor,
  type Grid,
  type GroupedColumn,
  type OutcomeGrid,
  type OutcomeRules,
  parseOutcomeRule,
  type RulePair,
} from '@ai-governance/plugin-ai-governance-statistics';
import { InputError } from '@backstage/errors';

/** A place in the log, or a file that is joined with it. */
export type OutcomeSource =
  | LoggedValue
  | Extract<GroupedColumnSource, { from: 'file' }>;

/** A grouped column without what only sentences need. */
export interface BasisColumn {
  column: GroupedColumn;
  source: OutcomeSource;
}

/** Everything that decides what is counted: when it changes, everything is counted anew. */
export interface OutcomeBasis {
  task: OutcomeSettings['task'];
  prediction: LoggedValue;
  score: LoggedValue | null;
  favourable: OutcomePair | null;
  positive: OutcomePair | null;
  classes: string[] | null;
  attributes: BasisColumn[];
  stratum: BasisColumn | null;
  label: string | null;
  labelSources: LabelSource[];
}

/**
 * What is counted by some settings.
 * @returns undefined when nothing says what the model decides, or nobody wants to know
 * @throws InputError when the prediction or the score is no column
 */
export function outcomeBasis(
  settings: MonitorSettings,
): OutcomeBasis | undefined {
  const { outcomes, fairness, performance, columns } = settings;
  if (
    !outcomes ||
    columns === 'auto' ||
    !(fairness.enabled || performance.enabled)
  ) {
    return undefined;
  }
  const basisColumn = ({
    source,
    ...column
  }: GroupedColumn & { source: GroupedColumnSource }): BasisColumn => ({
    column: {
      name: column.name,
      groups: column.groups.map(group => ({ ...group, label: null })),
    },
    source: source.from === 'file' ? source : placeOf(columns, source.at),
  });
  return {
    task: outcomes.task,
    prediction: columnPlace(columns, outcomes.prediction, 'prediction'),
    score:
      outcomes.score === null
        ? null
        : columnPlace(columns, outcomes.score, 'score'),
    favourable: outcomes.favourable,
    positive: outcomes.positive,
    classes: outcomes.classes,
    attributes: fairness.enabled
      ? fairness.protectedAttributes.map(basisColumn)
      : [],
    stratum:
      fairness.enabled && fairness.stratum
        ? basisColumn(fairness.stratum)
        : null,
    label: outcomes.label,
    labelSources: outcomes.labelSources,
  };
}

/**
 * The grid of a basis.
 * @param drift - the grid that the model's columns are counted on; it tells how far the predictions of a regression spread
 */
export function gridOf(
  basis: OutcomeBasis,
  settings: MonitorSettings,
  drift: Grid,
): OutcomeGrid {
  const { task } = basis;
  return {
    attributes: basis.attributes.map(({ column }) => column),
    stratum: basis.stratum && basis.stratum.column,
    classes:
      task === 'binary' && basis.positive ? BINARY_CLASSES : basis.classes,
    scoreEdges: basis.score ? [...DEFAULT_SCORE_EDGES] : null,
    errorUnit:
      task === 'regression'
        ? unitOf(drift, settings.outcomes!.prediction)
        : null,
  };
}

/** The rules by which outcomes are counted. */
export function rulesOf({ favourable, positive }: OutcomeBasis): OutcomeRules {
  const rules = (pair: OutcomePair): RulePair => ({
    prediction: parseOutcomeRule(pair.prediction),
    label: parseOutcomeRule(pair.label),
  });
  return {
    favourable: favourable && rules(favourable),
    positive: positive && rules(positive),
  };
}

/** The favourable outcome in words. */
export function favourableWords(outcomes: OutcomeSettings): string | null {
  return (
    outcomes.favourable &&
    `${outcomes.prediction} is ${[outcomes.favourable.prediction]
      .flat()
      .join(' or ')}`
  );
}

function columnPlace(
  columns: MonitoredColumn[],
  name: string,
  what: string,
): LoggedValue {
  const column = columns.find(known => known.name === name);
  if (!column) {
    throw new InputError(
      `The ${what} of the outcomes is column '${name}', which is not among the columns; allowed are ${columns
        .map(known => known.name)
        .join(', ')}`,
    );
  }
  return { from: 'log', role: column.role, at: column.at };
}

/** A column's place when it bears that name, else a key or position of the request. */
function placeOf(columns: MonitoredColumn[], at: number | string): LoggedValue {
  const column = columns.find(known => known.name === at);
  return {
    from: 'log',
    role: column?.role ?? 'feature',
    at: column?.at ?? at,
  };
}

/** Least spread of predictions that is told from none. */
const LEAST_SPREAD = 1e-12;

/** Unit of errors: the quantiles that the prediction's bins lie at spread as the predictions do. */
function unitOf(drift: Grid, prediction: string): number {
  const column = Object.hasOwn(drift, prediction)
    ? drift[prediction]
    : undefined;
  if (column?.kind !== 'numeric') {
    throw new InputError(
      `The prediction '${prediction}' of a regression must be a numeric column`,
    );
  }
  const { edges } = column;
  const mean = edges.reduce((sum, edge) => sum + edge / edges.length, 0);
  const variance = edges.reduce(
    (sum, edge) => sum + (edge - mean) ** 2 / edges.length,
    0,
  );
  const spread = Math.sqrt(variance);
  return errorUnitFor(
    spread > LEAST_SPREAD * Math.max(1, Math.abs(mean))
      ? spread
      : Math.max(1, Math.abs(mean)),
  );
}
