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
import { byConcern, historyRows, isJudged, stretchHours } from '../../drift';
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
    },
    day: {
      flex: 1,
      borderLeft: `1px solid ${theme.palette.divider}`,
      paddingLeft: 2,
      overflow: 'hidden',
      whiteSpace: 'nowrap',
    },
    month: { [theme.breakpoints.down('xs')]: { display: 'none' } },
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
    if (worst === null || !isJudged(worst.verdict)) {
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
  const judged = row.cells.filter(
    cell => cell.worst !== null && isJudged(cell.worst.verdict),
  );
  if (judged.length === 0) {
    return `${row.column}: not judged in this time`;
  }
  const periods = formatCounted(judged.length, 'judged period');
  const drifting = judged.filter(cell => cell.worst?.verdict === 'fail');
  return drifting.length > 0
    ? `${row.column}: drift in ${
        drifting.length
      } of ${periods}, first by ${formatInstant(drifting[0].to)}`
    : `${row.column}: no drift in ${periods}`;
}

/** A day below the cells; a phone has room for its number only. */
function DayLabel(props: { at: number }) {
  const classes = useStyles();
  const [day, ...month] = formatDay(props.at).split(' ');
  return (
    <span className={classes.day}>
      {day}
      <span className={classes.month}> {month.join(' ')}</span>
    </span>
  );
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
  const hours = stretchHours(history);
  const rows = historyRows(
    history,
    showAll ? names : names.slice(0, SHOWN),
    { from, to },
    (days * 24) / hours,
  );
  return (
    <Section
      title="When it drifted"
      subtitle={`Gravest effect in each ${hours} hours of the last ${formatCounted(
        days,
        'day',
      )}.`}
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
            text: 'not judged',
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
            <DayLabel key={day} at={from + day * DAY} />
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
