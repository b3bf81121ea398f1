import type { MonitorSettings } from '@ai-governance/plugin-ai-governance-common';
import {
  DEFAULT_FAIRNESS_RULES,
  DEFAULT_MIN_GROUP_SIZE,
  DEFAULT_MIN_LABELLED,
} from '@ai-governance/plugin-ai-governance-statistics';

/**
 * What is in force where no file says otherwise; `config/drift.yaml`, `config/bias.yaml`, docs/drift.md and
 * docs/fairness.md say what each means.
 */
export const DEFAULT_SETTINGS: MonitorSettings = {
  enabled: true,
  columns: 'auto',
  columnsInferred: false,
  baseline: { kind: 'first', duration: 'P14D' },
  comparisonWindow: 'P7D',
  minSamples: 1000,
  tests: {
    ks: { enabled: true, alpha: 0.05, minEffect: 0.1, features: 'all' },
    chiSquare: { enabled: true, alpha: 0.05, minEffect: 0.1, features: 'all' },
    psi: {
      enabled: true,
      buckets: 10,
      warn: 0.1,
      fail: 0.25,
      features: 'all',
      columnTypes: 'all',
    },
    jensenShannon: {
      enabled: false,
      buckets: 10,
      threshold: 0.1,
      features: 'all',
      columnTypes: 'all',
    },
    wasserstein: { enabled: false, threshold: 0.1, features: 'all' },
    hellinger: {
      enabled: false,
      buckets: 10,
      threshold: 0.1,
      features: 'all',
      columnTypes: 'all',
    },
  },
  checks: {
    missingRate: { enabled: true, alpha: 0.05, threshold: 0.05 },
    unseenRate: { enabled: true, threshold: 0.01 },
    outOfRangeRate: { enabled: true, threshold: 0.01 },
    volume: { enabled: true, threshold: 2 },
  },
  severityLevels: {},
  ignoredColumns: [],
  criticalColumns: [],
  columnOverrides: {},
  variants: {},
  correction: 'benjamini-hochberg',
  datasetDriftShare: 0.5,
  outcomes: null,
  fairness: {
    enabled: true,
    protectedAttributes: [],
    intersections: [],
    stratum: null,
    referenceRule: 'largest',
    minGroupSize: DEFAULT_MIN_GROUP_SIZE,
    confidence: 0.95,
    metrics: { ...DEFAULT_FAIRNESS_RULES },
    verb: 'selected',
  },
  performance: {
    enabled: true,
    limits: [],
    minLabelled: DEFAULT_MIN_LABELLED,
    confidence: 0.95,
  },
};
