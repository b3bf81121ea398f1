import type {
  HourlyCounts,
  HourlyOutcomes,
  LabelContents,
  PayloadInspection,
  ProfilingEngine,
  SegmentedCounts,
} from '@ai-governance/plugin-ai-governance-node';
import type { Grid } from '@ai-governance/plugin-ai-governance-statistics';

/** An engine that tells how long another one takes. */
export class TimedEngine implements ProfilingEngine {
  readonly #engine: ProfilingEngine;
  /** Seconds spent so far on finding columns and laying out their grid. */
  gridSeconds = 0;
  /** Seconds spent so far on counting. */
  countSeconds = 0;

  constructor(engine: ProfilingEngine) {
    this.#engine = engine;
  }

  /** {@inheritdoc ProfilingEngine.inspect} */
  async inspect(
    request: Parameters<ProfilingEngine['inspect']>[0],
  ): Promise<PayloadInspection> {
    const start = performance.now();
    const inspection = await this.#engine.inspect(request);
    this.gridSeconds += (performance.now() - start) / 1000;
    return inspection;
  }

  /** {@inheritdoc ProfilingEngine.buildGrid} */
  async buildGrid(
    request: Parameters<ProfilingEngine['buildGrid']>[0],
  ): Promise<Grid> {
    const start = performance.now();
    const grid = await this.#engine.buildGrid(request);
    this.gridSeconds += (performance.now() - start) / 1000;
    return grid;
  }

  /** {@inheritdoc ProfilingEngine.profile} */
  async profile(
    request: Parameters<ProfilingEngine['profile']>[0],
  ): Promise<HourlyCounts[]> {
    const start = performance.now();
    const counts = await this.#engine.profile(request);
    this.countSeconds += (performance.now() - start) / 1000;
    return counts;
  }

  /** {@inheritdoc ProfilingEngine.countOutcomes} */
  async countOutcomes(
    request: Parameters<ProfilingEngine['countOutcomes']>[0],
  ): Promise<HourlyOutcomes[]> {
    const start = performance.now();
    const counts = await this.#engine.countOutcomes(request);
    this.countSeconds += (performance.now() - start) / 1000;
    return counts;
  }

  /** {@inheritdoc ProfilingEngine.inspectLabels} */
  async inspectLabels(
    request: Parameters<ProfilingEngine['inspectLabels']>[0],
  ): Promise<LabelContents[]> {
    return this.#engine.inspectLabels(request);
  }

  /** {@inheritdoc ProfilingEngine.profileSegments} */
  async profileSegments(
    request: Parameters<ProfilingEngine['profileSegments']>[0],
  ): Promise<SegmentedCounts> {
    return this.#engine.profileSegments(request);
  }
}
