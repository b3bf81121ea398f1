import { useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { alpha, makeStyles, useTheme } from '@material-ui/core/styles';
import type {
  DriftHistoryPoint,
  DriftRun,
  Severity,
} from '@ai-governance/plugin-ai-governance-common';
import { SEVERITIES } from '@ai-governance/plugin-ai-governance-common';
import { byConcern, historyRows } from '../../drift';
import type { HistoryCell, HistoryRow } from '../../drift';
import {
  DAY,
  SEVERITY_WORDS,
  VERDICT_WORDS,
  formatCounted,
  formatDay,
  formatEffect,
  formatInstant,
} from '../../format';
import { Legend, SquareMark } from '../Chart';
import { Section } from '../Section';
import { useVerdictColors } from '../Verdict';

/** Rows shown before the rest is asked for. */
const SHOWN = 12;
/** Stretches per day. */
const CELLS_PER_DAY = 6;

const useStyles = makeStyles(
  theme => ({
    row: {
      display: 'grid',
      gridTemplateColumns: 'clamp(88px, 26%, 190px) minmax(0, 1fr)',
      gap: theme.spacing(1),
      alignItems: 'center',
    },
    name: {
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      textAlign: 'right',
      fontFamily: theme.typography.fontFamily,
      fontSize: theme.typography.body2.fontSize,
    },
    cells: {
      display: 'flex',
      height: 20,
      gap: 1,
      [theme.breakpoints.down('xs')]: { gap: 0 },
    },
    cell: { flex: 1, minWidth: 1, borderRadius: 1 },
    days: {
      display: 'flex',
      color: theme.palette.text.secondary,
      fontFamily: theme.typography.fontFamily,
      fontSize: theme.typography.caption.fontSize,
      '& span': {
        flex: 1,
        borderLeft: `1px solid ${theme.palette.divider}`,
        paddingLeft: 2,
        overflow: 'hidden',
        whiteSpace: 'nowrap',
      },
    },
  }),
  { name: 'AiGovernanceDriftHeatmap' },
);

/** Strength of a severity's colour, 0 to 1: stronger is graver, so hue is not needed to read it. */
const STRENGTH: Record<Severity, number> = {
  none: 0.06,
  low: 0.12,
  medium: 0.4,
  high: 0.7,
  critical: 1,
};

function useCellColor(): (cell: HistoryCell['worst']) => string {
  const { palette } = useTheme();
  const { fail } = useVerdictColors();
  const empty = `repeating-linear-gradient(45deg, ${palette.divider} 0 2px, transparent 2px 5px)`;
  return worst => {
    if (worst === null || worst.effectSize === null) {
      return empty;
    }
    const { severity } = worst;
    const quiet = severity === 'none' || severity === 'low';
    return alpha(
      quiet ? palette.text.primary : fail.strong,
      STRENGTH[severity],
    );
  };
}

function describeCell(cell: HistoryCell): string {
  const { worst } = cell;
  const until = formatInstant(cell.to);
  return worst === null
    ? `${until}: not measured`
    : `${until}: ${VERDICT_WORDS[worst.verdict]}, severity ${SEVERITY_WORDS[
        worst.severity
      ].toLocaleLowerCase('en')}, effect ${formatEffect(worst.effectSize)}`;
}

/** A row in a sentence, for those who do not see it. */
function describeRow(row: HistoryRow): string {
  const measured = row.cells.filter(cell => cell.worst !== null);
  const drifting = measured.filter(cell => cell.worst?.verdict === 'fail');
  const first = drifting[0];
  return `${row.column}: ${
    first
      ? `drift in ${drifting.length} of ${formatCounted(
          measured.length,
          'period',
        )}, first by ${formatInstant(first.to)}`
      : `no drift in ${formatCounted(measured.length, 'period')}`
  }`;
}

/** Properties of {@link DriftHeatmap}. */
export interface DriftHeatmapProps {
  run: DriftRun;
  /** History of all columns, oldest first. */
  history: DriftHistoryPoint[];
  /** Length of the history in days, ending with the run's window. */
  days: number;
}

/** When each column drifted: one row per column, worst first, one cell per stretch of time. */
export function DriftHeatmap(props: DriftHeatmapProps) {
  const { run, history, days } = props;
  const classes = useStyles();
  const [showAll, setShowAll] = useState(false);
  const color = useCellColor();
  const names = [...run.columns].sort(byConcern).map(column => column.column);
  const to = Date.parse(run.current?.to ?? run.createdAt);
  const from = to - days * DAY;
  const rows = historyRows(
    history,
    showAll ? names : names.slice(0, SHOWN),
    { from, to },
    days * CELLS_PER_DAY,
  );
  return (
    <Section
      title="When it drifted"
      subtitle={`Gravest effect in each ${
        24 / CELLS_PER_DAY
      } hours of the last ${formatCounted(days, 'day')}.`}
    >
      <Legend
        items={[
          ...SEVERITIES.map(severity => ({
            key: severity,
            mark: (
              <SquareMark
                color={color({ severity, verdict: 'pass', effectSize: 0 })}
              />
            ),
            text: SEVERITY_WORDS[severity].toLocaleLowerCase('en'),
          })),
          {
            key: 'empty',
            mark: (
              <span
                style={{ width: 12, height: 12, background: color(null) }}
              />
            ),
            text: 'not measured',
          },
        ]}
      />
      {rows.map(row => (
        <div className={classes.row} key={row.column}>
          <div className={classes.name} title={row.column}>
            {row.column}
          </div>
          <div
            className={classes.cells}
            role="img"
            aria-label={describeRow(row)}
          >
            {row.cells.map(cell => (
              <div
                key={cell.from}
                className={classes.cell}
                style={{ background: color(cell.worst) }}
                title={describeCell(cell)}
              />
            ))}
          </div>
        </div>
      ))}
      <div className={classes.row} aria-hidden>
        <div />
        <div className={classes.days}>
          {Array.from({ length: days }, (_, day) => (
            <span key={day}>{formatDay(from + day * DAY)}</span>
          ))}
        </div>
      </div>
      {names.length > SHOWN && (
        <Box mt={1}>
          <Button size="small" onClick={() => setShowAll(!showAll)}>
            {showAll
              ? 'Show fewer'
              : `Show all ${formatCounted(names.length, 'column')}`}
          </Button>
        </Box>
      )}
    </Section>
  );
}
