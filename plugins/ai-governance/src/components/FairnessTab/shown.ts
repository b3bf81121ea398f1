import type {
  FairnessMetric,
  FairnessResult,
  FairnessRun,
} from '@ai-governance/plugin-ai-governance-common';
import type { FairnessWords } from '@ai-governance/plugin-ai-governance-statistics';

/** What the panels of the tab show: one result of one run, and the figure that was chosen in it. */
export interface Shown {
  run: FairnessRun;
  /** By one attribute, or by several together. */
  result: FairnessResult;
  metric: FairnessMetric;
  /** Null for the groups that are furthest apart. */
  group: string[] | null;
  words: FairnessWords;
  choose(metric: FairnessMetric, group: string[] | null): void;
}
