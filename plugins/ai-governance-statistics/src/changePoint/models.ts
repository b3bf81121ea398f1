import { dispersionOf } from './dispersion';
import {
  type Candidates,
  levellingMoves,
  type LevellingMoves,
  type Moves,
  openMoves,
} from './moves';
import { Profile } from './Profile';
import type { FittedShape, Shape, WeightedSeries } from './WeightedSeries';

/** Parameters that the richest model has. */
const MOST_PARAMETERS = 5;

/**
 * Difference of the criteria up to which the data leave two models open; beyond it the evidence is very strong (R. Kass
 * and A. Raftery, "Bayes Factors", 1995).
 */
const DECISIVE = 10;

/** One way to explain a series, at its best. */
interface Model {
  profile: Profile;
  /** Best shape. */
  shape: Shape;
  /** Sum of squares explained. */
  explained: number;
  /** Levels, times and bend that were fitted. */
  parameters: number;
}

/** A step. */
export interface StepModel extends Model {
  kind: 'step';
}

/** A move that is going on when the series ends, or that has levelled off. */
export interface MoveModel extends Model {
  kind: 'open' | 'levelling';
  /** First hour after the move. */
  end: number;
  /** The straight and the curved moves of this kind. */
  moves: Moves;
}

/** All models of a series, and how widely the scores scatter around the best of them. */
export interface ModelChoice {
  step: StepModel;
  /** The best of the step and all moves. */
  best: StepModel | MoveModel;
  /** The step, or the best of the moves, when it is the other kind and explains the series about as well. */
  rival?: StepModel | MoveModel;
  /** Whether the best is a move that has certainly come to its end. */
  hasEnded: boolean;
  fitted: FittedShape;
  /** At least 1. */
  dispersion: number;
}

/**
 * Fits a step and moves, straight and curved, that go on or level off. The one with the least Bayesian information
 * criterion is the best: −(explained squares)/dispersion + parameters · ln(hours).
 */
export function chooseModel(
  series: WeightedSeries,
  candidates: Candidates,
): ModelChoice {
  const step = stepModel(series, candidates);
  const moves = moveModels(series, candidates);
  const models: (StepModel | MoveModel)[] = [step, ...moves];
  const most = Math.max(...models.map(model => model.explained));
  const leastDispersion = Math.max(
    1,
    (series.totalSquares - most) / (series.size - MOST_PARAMETERS),
  );
  const first = bestOf(models, series, leastDispersion)!;
  const fitted = series.fit(first.shape);
  const dispersion = Math.max(
    leastDispersion,
    dispersionOf(series, fitted.values, first.parameters),
  );

  const best = bestOf(models, series, dispersion)!;
  const isOpen = (other: Model | undefined): boolean =>
    other !== undefined &&
    criterion(other, series, dispersion) - criterion(best, series, dispersion) <
      DECISIVE;
  const rival = best.kind === 'step' ? bestOf(moves, series, dispersion) : step;
  const ongoing = moves.filter(({ kind }) => kind === 'open');
  return {
    step,
    best,
    rival: isOpen(rival) ? rival : undefined,
    hasEnded: best.kind === 'levelling' && !ongoing.some(isOpen),
    fitted: best === first ? fitted : series.fit(best.shape),
    dispersion,
  };
}

/** Bayesian information criterion of a model, up to a constant. */
function criterion(
  model: Model,
  series: WeightedSeries,
  dispersion: number,
): number {
  return (
    model.parameters * Math.log(series.size) - model.explained / dispersion
  );
}

/** The model with the least criterion; undefined when there is none. */
function bestOf<M extends Model>(
  models: M[],
  series: WeightedSeries,
  dispersion: number,
): M | undefined {
  let best: M | undefined;
  let least = Infinity;
  for (const model of models) {
    const value = criterion(model, series, dispersion);
    if (value < least) {
      least = value;
      best = model;
    }
  }
  return best;
}

function stepModel(
  series: WeightedSeries,
  { first, last }: Candidates,
): StepModel {
  const profile = Profile.create({
    first,
    last,
    stride: 1,
    explainedAt: index => series.step(index),
  });
  return {
    kind: 'step',
    profile,
    shape: { kind: 'step', index: profile.best },
    explained: profile.at(profile.best),
    parameters: 3,
  };
}

function moveModels(
  series: WeightedSeries,
  candidates: Candidates,
): MoveModel[] {
  const open = openMoves(series, candidates);
  const levelling = levellingMoves(series, candidates);
  return [
    ...modelsOf('open', open, () => series.until),
    ...modelsOf('levelling', levelling, levelling?.endOf),
  ];
}

/** @param endOf - first hour after the move that begins at an entry */
function modelsOf(
  kind: MoveModel['kind'],
  moves: Moves | undefined,
  endOf: LevellingMoves['endOf'] | undefined,
): MoveModel[] {
  if (!moves || !endOf) return [];
  return (['straight', 'curved'] as const).map(form => {
    const profile = moves[form];
    const end = endOf(profile.best, form);
    const curved = form === 'curved';
    return {
      kind,
      profile,
      shape: { kind: 'move', index: profile.best, end, curved },
      explained: profile.at(profile.best),
      parameters: 3 + Number(kind === 'levelling') + Number(curved),
      end,
      moves,
    };
  });
}
