import type {
  ColumnDistribution,
  ColumnSample,
  MonitoredColumn,
  MonitorSettings,
  RootCause,
} from '@ai-governance/plugin-ai-governance-common';
import { ROUNDED_TO } from '@ai-governance/plugin-ai-governance-statistics';

/**
 * Keeps what is told of columns that are protected attributes from telling what fairness does not: how many people a small
 * group has. Monitored columns are often protected attributes, too.
 */
export class ColumnProtection {
  readonly #columns: Set<string>;
  readonly #least: number;

  /** @param settings - undefined when there are none yet, and nothing is known to be protected */
  static of(settings: MonitorSettings | undefined): ColumnProtection {
    const { fairness, columns } = settings ?? {};
    const attributes = [
      ...(fairness?.protectedAttributes ?? []),
      ...(fairness?.stratum ? [fairness.stratum] : []),
    ];
    const places = new Set(
      attributes.flatMap(({ source }) =>
        source.from === 'log' ? [source.at] : [],
      ),
    );
    const watched: MonitoredColumn[] = Array.isArray(columns) ? columns : [];
    return new ColumnProtection(
      new Set(
        watched
          .filter(({ name, at }) => places.has(name) || places.has(at))
          .map(({ name }) => name),
      ),
      fairness?.minGroupSize ?? 0,
    );
  }

  private constructor(columns: Set<string>, least: number) {
    this.#columns = columns;
    this.#least = least;
  }

  /** A distribution without bins of too few people; all counts are rounded when there are any. */
  distribution(distribution: ColumnDistribution): ColumnDistribution {
    const { column, bins, baseline, current } = distribution;
    const small = bins.filter(
      bin => this.#isSmall(bin.baseline) || this.#isSmall(bin.current),
    );
    if (!this.#columns.has(column) || small.length === 0) {
      return distribution;
    }
    return {
      ...distribution,
      baseline: {
        ...baseline,
        n: rounded(baseline.n),
        missing: rounded(baseline.missing),
      },
      current: {
        ...current,
        n: rounded(current.n),
        missing: rounded(current.missing),
      },
      bins: bins
        .filter(bin => !small.includes(bin))
        .map(bin => ({
          ...bin,
          baseline: rounded(bin.baseline),
          current: rounded(bin.current),
        })),
      suppressed: small.map(({ label }) => label),
    };
  }

  /** A sample of a column's values without those of too few people. */
  sample(column: string, sample: ColumnSample): ColumnSample {
    if (!this.#columns.has(column)) {
      return sample;
    }
    return {
      ...sample,
      numbers: null,
      values: sample.values
        .filter(({ rows }) => !this.#isSmall(rows))
        .map(({ value, rows }) => ({ value, rows: rounded(rows) })),
    };
  }

  /** A root cause without slices of too few people. */
  rootCause(cause: RootCause): RootCause {
    return {
      ...cause,
      segments: cause.segments.filter(
        ({ segmentBy, baselineN, currentN }) =>
          !this.#columns.has(segmentBy) ||
          !(this.#isSmall(baselineN) || this.#isSmall(currentN)),
      ),
    };
  }

  #isSmall(count: number): boolean {
    return count > 0 && count < this.#least;
  }
}

function rounded(count: number): number {
  return Math.round(count / ROUNDED_TO) * ROUNDED_TO;
}
