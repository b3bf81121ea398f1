/** One number with its unit. */
export interface Figure {
  /** What it is, for example `peak RSS`. */
  name: string;
  value: number;
  unit: 's' | 'ms' | 'MB' | 'rows/s' | '×' | '';
}

/** A limit that was promised, and whether the figures keep it. */
export interface Target {
  /** The promise in words with the figure that counts, for example `within 3 × the scan: 2.1 ×`. */
  text: string;
  met: boolean;
}

/** What one part of a benchmark came to. */
export interface Measurement {
  /** What was measured, for example `CSV on SQLite`. */
  name: string;
  figures: Figure[];
  /** The floor or the rival, measured in the same run on the same data. */
  beside: { name: string; figures: Figure[] }[];
  targets: Target[];
}

/** A part that could not be measured here; never the same as a target that is met. */
export interface NotMeasured {
  name: string;
  notMeasured: string;
}

/** Where a benchmark may keep its files, and which databases it runs on. */
export interface BenchmarkContext {
  /** Folder of the benchmarks' files; what is in `cache` there is kept between runs. */
  directory: string;
  /** Connection string of a PostgreSQL server; undefined when there is none. */
  postgres: string | undefined;
  /** Tells what is being prepared. */
  say(message: string): void;
}

/** Something the product promises, and how it is measured. */
export interface Benchmark {
  /** Name on the command line. */
  name: string;
  /** What is measured, in one line. */
  title: string;
  run(context: BenchmarkContext): AsyncIterable<Measurement | NotMeasured>;
}

/**
 * The smallest of several measurements: what else runs on the machine can only make them larger.
 * @param repeats - how often, at least once
 * @param by - what is compared, in any unit
 */
export async function best<T>(
  repeats: number,
  measure: () => Promise<T>,
  by: (value: T) => number,
): Promise<T> {
  let least = await measure();
  for (let i = 1; i < repeats; i++) {
    const next = await measure();
    if (by(next) < by(least)) {
      least = next;
    }
  }
  return least;
}
