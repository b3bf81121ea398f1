import type { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import type {
  ColumnDrift,
  DriftHistoryPoint,
  DriftTestResult,
  MonitorSettings,
} from '@ai-governance/plugin-ai-governance-common';
import {
  byConcern,
  isDrifting,
  leadingMethod,
  significanceTest,
  testOf,
} from '../../drift';
import {
  ADJUSTMENT_EXPLANATIONS,
  METHODS,
  NO_VALUE,
  P_VALUE_EXPLANATION,
  SEVERITY_WORDS,
  formatCount,
  formatCounted,
  formatEffect,
  formatDay,
  formatInstant,
  formatNumber,
  formatPValue,
  formatRelative,
  formatShare,
} from '../../format';
import { Sparkline } from '../DriftHeatmap';
import { VerdictBadge } from '../Verdict';

/** What a cell needs beside its row. */
export interface CellContext {
  /** Recent history of the row's column, oldest first. */
  history: DriftHistoryPoint[];
}

/** One column of the feature table. */
export interface TableColumn {
  id: string;
  header: string;
  /** What the column means, in plain language. */
  help?: string;
  align?: 'right';
  /** Orders rows ascending; absent where an order has no meaning. */
  compare?(a: ColumnDrift, b: ColumnDrift): number;
  render(row: ColumnDrift, context: CellContext): ReactNode;
  /** More about a cell, shown on hover. */
  title?(row: ColumnDrift): string | undefined;
}

/** Orders by a number, those without one last. */
function byNumber(read: (row: ColumnDrift) => number | null | undefined) {
  return (a: ColumnDrift, b: ColumnDrift) =>
    (read(a) ?? Infinity) - (read(b) ?? Infinity) || 0;
}

function total(side: ColumnDrift['baseline']): number {
  return side.n + side.missing;
}

function missingShare(row: ColumnDrift): number {
  return row.current.missing / Math.max(1, total(row.current));
}

function Caption(props: { children: ReactNode }) {
  return (
    <Typography variant="caption" color="textSecondary" component="div" noWrap>
      {props.children}
    </Typography>
  );
}

/** Where the true effect lies when it was measured on a grid: `0.213 – 0.217`. */
function effectRange(test: DriftTestResult): string {
  const { effectSize, errorBound } = test;
  return effectSize !== null && errorBound !== null && errorBound > 0.0005
    ? `${formatEffect(effectSize)} – ${formatEffect(effectSize + errorBound)}`
    : formatEffect(effectSize);
}

/** Tests that failed or warned and have no column of their own: `also Missing`. */
function otherReasons(row: ColumnDrift): string {
  const shown = [significanceTest(row)?.method, 'psi'];
  const names = row.tests
    .filter(test => test.verdict === 'fail' || test.verdict === 'warn')
    .filter(test => !shown.includes(test.method))
    .map(test => METHODS[test.method].short);
  return names.length > 0 ? `also ${names.join(', ')}` : '';
}

function renderStatistic(row: ColumnDrift): ReactNode {
  const test = significanceTest(row);
  if (!test) {
    return NO_VALUE;
  }
  return test.method === 'chi-square' ? (
    <>
      χ² {formatNumber(test.statistic, 4)}
      <Caption>V {effectRange(test)}</Caption>
    </>
  ) : (
    <>
      D {formatEffect(test.statistic)}
      {effectRange(test) !== formatEffect(test.statistic) && (
        <Caption>{effectRange(test)}</Caption>
      )}
    </>
  );
}

/**
 * The table's columns after the feature's name.
 * @param correction - how the monitor adjusts p-values, which the header explains
 * @param historyDays - length of the history beside each column
 */
export function tableColumns(
  correction: MonitorSettings['correction'],
  historyDays: number,
): TableColumn[] {
  const historyPeriod = `Last ${formatCounted(historyDays, 'day')}`;
  return [
    {
      id: 'verdict',
      header: 'Verdict',
      help: 'Drift: a test failed. Warning: an effect came close to its limit. Too little data is never counted as no drift. The severity below says how large the change is, whatever its p-value.',
      compare: byConcern,
      render: row => (
        <>
          <VerdictBadge verdict={row.verdict} />
          {isDrifting(row) && (
            <>
              <Caption>
                severity {SEVERITY_WORDS[row.severity].toLocaleLowerCase('en')}
              </Caption>
              {otherReasons(row) && <Caption>{otherReasons(row)}</Caption>}
            </>
          )}
        </>
      ),
      title: row => row.reason,
    },
    {
      id: 'history',
      header: historyPeriod,
      help: 'Effect size of the significance test over time; the dashed line is its limit.',
      render: (row, { history }) => (
        <Sparkline
          column={row.column}
          points={history.filter(point => point.method === leadingMethod(row))}
        />
      ),
    },
    {
      id: 'statistic',
      header: 'Statistic',
      help: `${METHODS.ks.explanation} ${METHODS['chi-square'].explanation} A range means that it was measured on a grid and lies in between.`,
      align: 'right',
      compare: byNumber(row => {
        const effect = significanceTest(row)?.effectSize;
        return effect === null || effect === undefined ? null : -effect;
      }),
      render: renderStatistic,
      title: row => significanceTest(row)?.reason,
    },
    {
      id: 'p',
      header: 'p',
      help: P_VALUE_EXPLANATION,
      align: 'right',
      compare: byNumber(row => significanceTest(row)?.pValue),
      render: row => formatPValue(significanceTest(row)?.pValue),
    },
    {
      id: 'adjusted-p',
      header: 'Adjusted p',
      help: ADJUSTMENT_EXPLANATIONS[correction],
      align: 'right',
      compare: byNumber(row => significanceTest(row)?.adjustedPValue),
      render: row => formatPValue(significanceTest(row)?.adjustedPValue),
    },
    {
      id: 'psi',
      header: 'PSI',
      help: METHODS.psi.explanation,
      align: 'right',
      compare: byNumber(row => {
        const psi = testOf(row, 'psi')?.statistic;
        return psi === null || psi === undefined ? null : -psi;
      }),
      render: row => formatEffect(testOf(row, 'psi')?.statistic),
      title: row => testOf(row, 'psi')?.reason,
    },
    {
      id: 'n',
      header: 'Values now',
      help: 'Values that took part: of the current window, and of the baseline below it.',
      align: 'right',
      compare: byNumber(row => -row.current.n),
      render: row => (
        <>
          {formatCount(row.current.n)}
          <Caption>vs {formatCount(row.baseline.n)}</Caption>
        </>
      ),
    },
    {
      id: 'missing',
      header: 'Missing now',
      help: 'Share of rows without a value: in the current window, and in the baseline below it. They are left out of the tests.',
      align: 'right',
      compare: byNumber(row => -missingShare(row)),
      render: row => (
        <>
          {formatShare(row.current.missing, total(row.current))}
          <Caption>
            vs {formatShare(row.baseline.missing, total(row.baseline))}
          </Caption>
        </>
      ),
    },
    {
      id: 'since',
      header: 'Since',
      help: 'When the drift that is still open was first found.',
      compare: byNumber(row =>
        row.openSince === null ? null : Date.parse(row.openSince),
      ),
      render: row =>
        row.openSince === null ? (
          NO_VALUE
        ) : (
          <>
            {formatDay(row.openSince)}
            <Caption>{formatRelative(row.openSince)}</Caption>
          </>
        ),
      title: row =>
        row.openSince === null ? undefined : formatInstant(row.openSince),
    },
  ];
}
