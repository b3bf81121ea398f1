import {
  isAtomBin,
  newcombeInterval,
  type NumericGrid,
  type NumericProfile,
  rowCount,
} from '@ai-governance/plugin-ai-governance-statistics';

/** How many of the current finite values lie outside the baseline's range. */
export interface BeyondRange {
  /** So many do, for certain. */
  atLeast: number;
  /**
   * So many probably do: counted are also the values by which the outermost bins hold more than the baseline's share of
   * them, at the lower end of a 99.9 % interval.
   */
  likely: number;
  /** No more than so many do. */
  atMost: number;
}

/** Confidence at which an outer bin holds more than before; high, since every column of every run is looked at. */
const CONFIDENCE = 0.999;

/** Share of the sums that rounding may have cost. */
const ROUNDING = 1e-9;

/** A bin seen from one end of the range: `lower` lies nearer to the other end. */
interface Bin {
  before: number;
  now: number;
  lower: number;
  upper: number;
  /** It holds one single value. */
  atom: boolean;
}

/**
 * How many current values lie below the baseline's least or above its greatest value. Profiles know bins, ends and sums,
 * not values: a bin that lies wholly outside counts in full; of the one that the end of the range cuts, the sum of the
 * values says how many must lie outside at least.
 */
export function beyondRange(
  baseline: NumericProfile,
  current: NumericProfile,
  grid: NumericGrid,
): BeyondRange {
  const none = { atLeast: 0, likely: 0, atMost: 0 };
  const { min, max } = baseline;
  if (
    min === null ||
    max === null ||
    current.min === null ||
    current.max === null
  ) {
    return none;
  }
  const { edges } = grid;
  const bins = baseline.bins.map((before, i) => ({
    before,
    now: current.bins[i],
    lower: edges[i - 1] ?? -Infinity,
    upper: edges[i] ?? Infinity,
    atom: isAtomBin(grid, i),
  }));
  const totals = { n: rowCount(baseline), m: rowCount(current) };
  const above =
    current.max > max
      ? tail(bins, totals, {
          end: max,
          greatest: current.max,
          sum: current.sum,
          isBeyond: bin => bin.lower >= max,
        })
      : none;
  const below =
    current.min < min
      ? tail(
          bins.map(bin => ({
            ...bin,
            lower: -bin.upper,
            upper: -bin.lower,
          })),
          totals,
          {
            end: -min,
            greatest: -current.min,
            sum: -current.sum,
            // Seen from here the bins hold their lower end, not their upper one.
            isBeyond: bin => bin.lower > -min,
          },
        )
      : none;
  return {
    atLeast: above.atLeast + below.atLeast,
    likely: above.likely + below.likely,
    atMost: above.atMost + below.atMost,
  };
}

function tail(
  bins: Bin[],
  { n, m }: { n: number; m: number },
  range: {
    /** The baseline's greatest value. */
    end: number;
    /** Of the current values. */
    greatest: number;
    sum: number;
    isBeyond(bin: Bin): boolean;
  },
): BeyondRange {
  const { end } = range;
  const whole = bins
    .filter(range.isBeyond)
    .reduce((sum, bin) => sum + bin.now, 0);
  const cut = bins.find(
    bin => !range.isBeyond(bin) && bin.upper > end && !bin.atom && bin.now > 0,
  );
  if (!cut) {
    return { atLeast: whole, likely: whole, atMost: whole };
  }
  // The greatest value itself lies outside; when no bin beyond holds it, the cut one does.
  const atLeast = Math.max(whole === 0 ? 1 : 0, outsideBySum(bins, cut, range));
  const more = newcombeInterval(cut.now, m, cut.before, n, {
    confidence: CONFIDENCE,
  });
  const excess =
    more.insufficient || more.lower <= 0 ? 0 : Math.floor(more.lower * m);
  return {
    atLeast: whole + atLeast,
    likely: whole + Math.max(atLeast, Math.min(cut.now, excess)),
    atMost: whole + cut.now,
  };
}

/**
 * Least number of the cut bin's values that lie outside. Its values add up to at least the whole sum less the most that
 * all other bins can hold; those inside add at most `end` each, those outside at most the greatest value.
 */
function outsideBySum(
  bins: Bin[],
  cut: Bin,
  { end, greatest, sum }: { end: number; greatest: number; sum: number },
): number {
  let others = 0;
  let size = Math.abs(sum);
  for (const bin of bins) {
    if (bin !== cut && bin.now > 0) {
      const most = bin.now * Math.min(bin.upper, greatest);
      others += most;
      size += Math.abs(most);
    }
  }
  const top = Math.min(cut.upper, greatest);
  const surplus = sum - others - cut.now * end - ROUNDING * size;
  const least = Math.ceil(surplus / (top - end));
  return Number.isFinite(least) ? Math.min(cut.now, Math.max(0, least)) : 0;
}
