import type {
  BaselinePeriod,
  DriftMethod,
  DriftWindow,
  IngestionCounts,
  MonitorSettings,
  RejectionReason,
  RunPhase,
  RunStatus,
  Severity,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { formatDuration, formatPeriod } from './dates';
import { formatCount, formatCounted } from './numbers';

/** A verdict in a word or two, for tables and charts. */
export const VERDICT_WORDS: Record<Verdict, string> = {
  pass: 'No drift',
  warn: 'Warning',
  fail: 'Drift',
  'insufficient-data': 'Too little data',
  error: 'Not measured',
};

/** A verdict as the headline of a page. */
export const VERDICT_HEADLINES: Record<Verdict, string> = {
  pass: 'No drift',
  warn: 'Early signs of drift',
  fail: 'Drift found',
  'insufficient-data': 'Too little data to judge',
  error: 'Could not be measured',
};

/** A severity in a word. */
export const SEVERITY_WORDS: Record<Severity, string> = {
  none: 'None',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

/** Each test: its names, the symbol of its effect size, and what it says to somebody who is no statistician. */
export const METHODS: Record<
  DriftMethod,
  {
    name: string;
    short: string;
    symbol: string;
    effect: string;
    explanation: string;
  }
> = {
  ks: {
    name: 'Kolmogorov–Smirnov',
    short: 'KS',
    symbol: 'D',
    effect: 'D, the widest gap between both curves (0 to 1)',
    explanation:
      'Kolmogorov–Smirnov compares two sets of numbers. D is the widest gap between their cumulative curves: 0 means they are the same, 1 means they do not overlap. 0.1 means that at some value the shares of rows below it differ by 10 percentage points.',
  },
  'chi-square': {
    name: 'Chi-square',
    short: 'χ²',
    symbol: 'V',
    effect: "Cramér's V, strength of the change (0 to 1)",
    explanation:
      "Chi-square (χ²) asks whether categories come up as often as before. It grows with the number of rows, so it is judged by Cramér's V, which does not: 0 means the same mix, 1 means entirely other categories.",
  },
  psi: {
    name: 'Population stability index',
    short: 'PSI',
    symbol: 'PSI',
    effect: 'PSI, how far the mix has moved',
    explanation:
      'The population stability index sums up how far the mix of values has moved. By custom below 0.1 is stable, 0.1 to 0.25 deserves a look, and above 0.25 is a shift.',
  },
  'jensen-shannon': {
    name: 'Jensen–Shannon distance',
    short: 'JS',
    symbol: 'JS',
    effect: 'Jensen–Shannon distance (0 to 1)',
    explanation:
      'The Jensen–Shannon distance says how well one can tell from a value whether it is old or new: 0 means not at all, 1 means always.',
  },
  wasserstein: {
    name: 'Wasserstein distance',
    short: 'W₁',
    symbol: 'W₁',
    effect: 'Wasserstein distance, in standard deviations of the baseline',
    explanation:
      'The Wasserstein distance says how far the values have moved on average, in standard deviations of the baseline: 0.1 means by a tenth of their usual spread.',
  },
  hellinger: {
    name: 'Hellinger distance',
    short: 'H',
    symbol: 'H',
    effect: 'Hellinger distance (0 to 1)',
    explanation:
      'The Hellinger distance compares the shares of all values: 0 means the same mix, 1 means that no value is common to both sides.',
  },
  'missing-rate': {
    name: 'Missing values',
    short: 'Missing',
    symbol: '+',
    effect: 'Rise of the share of missing values (0 to 1)',
    explanation:
      'How far the share of rows without a value has risen: 0.05 means by five percentage points.',
  },
  'unseen-rate': {
    name: 'Unseen categories',
    short: 'Unseen',
    symbol: '',
    effect: 'Share of values in categories new since the baseline (0 to 1)',
    explanation:
      'The share of values in categories that the baseline does not have: 0.01 means one in a hundred.',
  },
  'out-of-range-rate': {
    name: 'Invalid or out of range',
    short: 'Range',
    symbol: '+',
    effect: 'Rise of the share of invalid or out-of-range values (0 to 1)',
    explanation:
      'How far the share of values has risen that are no number, infinite, or below the least or above the greatest value of the baseline.',
  },
  volume: {
    name: 'Volume',
    short: 'Volume',
    symbol: '×',
    effect: 'Factor by which the rows an hour rose or fell',
    explanation:
      'How many times as many, or as few, rows are logged each hour as in the baseline. A change of traffic is no drift, but often goes along with it.',
  },
};

/** What a p-value says, in plain language. */
export const P_VALUE_EXPLANATION =
  'How likely a difference at least this large is by chance alone if nothing had changed. Small means: not chance. With many rows even harmless differences are "not chance", so a test fails only if the effect is large enough too.';

/** Why and how p-values were adjusted, in plain language. */
export const ADJUSTMENT_EXPLANATIONS: Record<
  MonitorSettings['correction'],
  string
> = {
  'benjamini-hochberg':
    'The p-value after allowing for the number of columns tested at once (Benjamini–Hochberg): among the columns called drifted, at most the chosen share is expected to be a false alarm. The verdict uses this one.',
  bonferroni:
    'The p-value times the number of columns tested at once (Bonferroni): keeps the chance of even one false alarm small. The verdict uses this one.',
  none: 'This monitor does not adjust p-values for the number of columns, so the more columns, the more false alarms.',
};

/** What a run is doing. */
export const PHASE_WORDS: Record<RunPhase, string> = {
  queued: 'Waiting for its turn',
  listing: 'Looking for new inference logs',
  profiling: 'Counting logged rows',
  assessing: 'Comparing with the baseline',
  alerting: 'Telling the owner',
  done: 'Done',
};

const REJECTION_WORDS: Record<RejectionReason, [string, string]> = {
  'not-json': ['is not JSON', 'are not JSON'],
  'no-event-id': ['has no event id', 'have no event id'],
  'no-input': ['has no input', 'have no input'],
  'unsupported-encoding': [
    'is in an encoding that cannot be read',
    'are in an encoding that cannot be read',
  ],
  'bad-payload': [
    'has a payload that cannot be parsed',
    'have a payload that cannot be parsed',
  ],
  'column-count': [
    'has another number of columns',
    'have another number of columns',
  ],
  'no-match': ['is an output without input', 'are outputs without input'],
  'no-time': ['has no time', 'have no time'],
  'unsupported-type': [
    'is an event of another type',
    'are events of other types',
  ],
  'not-tabular': ['is a conversation', 'are conversations'],
  'missing-data': [
    'points to data that is not there',
    'point to data that is not there',
  ],
};

/** Why logged lines were not counted: `2 are not JSON`, most frequent reason first. */
export function describeRejections(rejected: IngestionCounts['rejected']): {
  total: number;
  reasons: string[];
} {
  const entries = Object.entries(rejected)
    .filter((entry): entry is [RejectionReason, number] => Number(entry[1]) > 0)
    .sort((a, b) => b[1] - a[1]);
  return {
    total: entries.reduce((sum, [, count]) => sum + count, 0),
    reasons: entries.map(([reason, count]) => {
      const [singular, plural] = REJECTION_WORDS[reason] ?? [reason, reason];
      return `${formatCount(count)} ${count === 1 ? singular : plural}`;
    }),
  };
}

/** Why one line was not counted: `is not JSON`. */
export function describeRejection(reason: RejectionReason): string {
  return REJECTION_WORDS[reason]?.[0] ?? reason;
}

/** Which baseline was chosen: `the first 14 days`, `the 30 days up to 7 days ago`, `a fixed period`. */
export function describeBaseline(baseline: BaselinePeriod | null): string {
  switch (baseline?.kind) {
    case 'first':
      return `the first ${formatDuration(baseline.duration)}`;
    case 'rolling':
      return `the ${formatDuration(
        baseline.duration,
      )} that ended ${formatDuration(baseline.offset)} before`;
    case 'fixed':
      return 'a fixed period';
    case 'upload':
      return `uploaded reference ${baseline.label}`;
    default:
      return 'the baseline';
  }
}

/** A window with its dates and rows: `3 Nov 10:00 – 10 Nov 10:00 UTC, 31 204 rows`. */
export function describeWindow(window: DriftWindow, now?: number): string {
  return `${formatPeriod(window.from, window.to, now)}, ${formatCounted(
    window.rows,
    'row',
  )}`;
}

/** Whether a run is still to finish. */
export function isActive(run: RunStatus | null): run is RunStatus {
  return run?.state === 'queued' || run?.state === 'running';
}
