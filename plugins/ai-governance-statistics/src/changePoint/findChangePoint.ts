import { insufficientData } from '../result';
import { adjustHours } from './adjustHours';
import { checkSeries } from './checkSeries';
import { scoreBuckets, sumWindows } from './hourlyScores';
import { chooseModel, type ModelChoice } from './models';
import type { Candidates } from './moves';
import { moveOnset, type Onset, stepOnset } from './onset';
import { chosenDirectionSurvival } from './significance';
import type {
  ChangePointOptions,
  ChangePointResult,
  HourlyCounts,
} from './types';
import { weighHours, type WeighedHours } from './weighHours';
import { WeightedSeries } from './WeightedSeries';

/** Probability of calling a change where there is none. */
const SIGNIFICANCE = 0.01;

/** Hours with values needed: fewer leave nothing to estimate the scatter from. */
const LEAST_HOURS = 12;

/** Hours on either side of a candidate. */
const LEAST_SIDE_HOURS = 2;

/** Values of the most telling bucket that either side of a candidate must be worth, so that its mean is nearly normal. */
const LEAST_TELLING_VALUES = 10;

/**
 * Since when a column's distribution has differed: the one hour at which a series of hourly counts changed most clearly,
 * suddenly or beginning to move, with its 95 % confidence range. The change may lie anywhere in the series, also within
 * the baseline, which then was none.
 *
 * Method. Each hour becomes one mean score with a known sampling variance, see {@link hourlyScores}. A step and moves,
 * straight and curved, going on or levelling off, are fitted by weighted least squares for every hour at which they may
 * begin; the Bayesian information criterion chooses. Patterns of the day and the week are taken out. What hours vary
 * beyond sampling enters as a variance per hour (DerSimonian and Laird) and as a dispersion that divides every
 * statistic. There is a change when the greatest step statistic is significant at 1 % (Andrews' test with DeLong's tail,
 * for as many dimensions as the score could choose from). The range holds all hours whose likelihood ratio to the best
 * one is below its 95 % point, which for a step is not chi-squared's (Hansen; Eo and Morley); a move's beginning is
 * taken from its first part, as far as that is straight. When step and move explain the series about as well (Kass and
 * Raftery), the range covers both.
 *
 * It finds one change: where a column changed more than once, one that sums them up, with a low `strength`. Deviations
 * that last for days and come back by chance widen the range, but by less than they should.
 *
 * @param series - counts by hour, ascending; gaps and hours without values are allowed; n hours of B buckets take
 *   O(n·B + n·log n)
 * @param options - which hours are baseline and current window
 * @returns the change or `kind: 'none'`; insufficient when a window has fewer than two values, fewer than 12 hours
 *   have values, there is one bucket only, or there are too few values to tell any hour from the next
 * @throws InvalidInputError when the series or an option is not allowed
 * @public
 */
export function findChangePoint(
  series: readonly HourlyCounts[],
  options: ChangePointOptions,
): ChangePointResult {
  checkSeries(series, options);
  const windows = sumWindows(series, options);
  if (windows.insufficient) return windows;
  const { expected, actual } = windows;
  const scores = scoreBuckets(expected, actual);
  const weighed = weighHours(series, scores);
  if (weighed.points.length < LEAST_HOURS) {
    return insufficientData(
      `${weighed.points.length} hours have values, at least ${LEAST_HOURS} are needed`,
    );
  }
  const kept = scores.filter(score => score !== 0).length;
  if (kept === 0 || !(weighed.variance > 0)) {
    return { insufficient: false, kind: 'none', pValue: 1 };
  }
  const candidates = findCandidates(weighed, series, scores);
  if (!candidates) {
    return insufficientData(
      'there are too few values before or after any hour to tell it from the next',
    );
  }

  const line = fitSeries(weighed, candidates);
  const pValue = chosenDirectionSurvival(
    line.step.explained / line.dispersion,
    {
      buckets: expected.filter((count, b) => count + actual[b] > 0).length,
      kept,
    },
    [
      line.series.informationBefore(candidates.first),
      line.series.informationBefore(candidates.last),
    ],
  );
  if (!(pValue <= SIGNIFICANCE)) {
    return { insufficient: false, kind: 'none', pValue };
  }
  return describe(line, candidates, pValue);
}

/** A series and what explains it. */
interface Line extends ModelChoice {
  series: WeightedSeries;
}

/** Fits the models, once more when hours vary by more than the change and sampling. */
function fitSeries({ points }: WeighedHours, candidates: Candidates): Line {
  const series = WeightedSeries.create(points);
  const choice = chooseModel(series, candidates);
  const adjusted = adjustHours(
    series,
    choice.fitted.values,
    choice.best.parameters,
  );
  if (!adjusted) return { ...choice, series };
  const again = WeightedSeries.create(adjusted);
  return { ...chooseModel(again, candidates), series: again };
}

/** The change in words of hours. */
function describe(
  { series, best, rival, hasEnded, fitted, dispersion }: Line,
  candidates: Candidates,
  pValue: number,
): ChangePointResult {
  const ranges = [best, ...(rival ? [rival] : [])].map(model =>
    model.kind === 'step'
      ? hoursOf(stepOnset(model, dispersion), series, 'step')
      : hoursOf(
          moveOnset(series, candidates, model, dispersion),
          series,
          'move',
        ),
  );
  const evidence = {
    insufficient: false as const,
    hour: ranges[0].hour,
    earliest: Math.min(...ranges.map(({ earliest }) => earliest)),
    latest: Math.max(...ranges.map(({ latest }) => latest)),
    before: fitted.before,
    after: fitted.after,
    strength: Math.min(1, best.explained / series.totalSquares),
    pValue,
  };
  return best.kind === 'step'
    ? { ...evidence, kind: 'sudden' }
    : {
        ...evidence,
        kind: 'gradual',
        end: hasEnded ? best.end : null,
      };
}

/** The hours of an onset. Between two entries apart in time a change may be anywhere. */
function hoursOf(
  { index, first, last }: Onset,
  { hours }: WeightedSeries,
  kind: 'step' | 'move',
): { hour: number; earliest: number; latest: number } {
  return {
    hour: hours[index],
    earliest: hours[first - 1] + 1,
    // A step later than that would have left the hour unchanged; of a move the first hours show little.
    latest: kind === 'step' ? hours[last] : hours[last + 1] - 1,
  };
}

/**
 * Entries that have enough hours and values on both sides. A mean of few scores is not normal when one rare bucket scores
 * far from the others: n scores of variance v are worth n·v/d² values of a bucket at distance d.
 */
function findCandidates(
  { points, rows, mean, variance }: WeighedHours,
  series: readonly HourlyCounts[],
  scores: readonly number[],
): Candidates | undefined {
  let distance = 0;
  scores.forEach((score, b) => {
    if (series.some(({ counts }) => counts[b] > 0)) {
      distance = Math.max(distance, Math.abs(score - mean));
    }
  });
  const least = (LEAST_TELLING_VALUES * distance * distance) / variance;
  let first = 0;
  for (let before = 0; first < points.length && before < least; first++) {
    before += rows[first];
  }
  let last = points.length;
  for (let after = 0; last > 0 && after < least; ) after += rows[--last];
  first = Math.max(first, LEAST_SIDE_HOURS);
  last = Math.min(last, points.length - LEAST_SIDE_HOURS);
  return first <= last ? { first, last } : undefined;
}
