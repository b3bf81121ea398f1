import type { MonitorVersion } from '@ai-governance/plugin-ai-governance-common';
import type { Model } from '../models/ModelStore';
import type { StoredOutcomeGrid } from './OutcomeGridStore';

/** What is to be assessed of a model's outcomes. */
export interface OutcomeAssessment {
  model: Model;
  monitor: MonitorVersion;
  grid: StoredOutcomeGrid;
  /** End of the window, in UTC hours since the epoch. */
  untilHour: number;
  now: Date;
  signal: AbortSignal;
}
