import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ALERT_SEVERITIES } from '@ai-governance/plugin-ai-governance-common';
import type {
  AlertRuleDryRun,
  AlertSeverity,
} from '@ai-governance/plugin-ai-governance-common';
import {
  SEVERITY_WORDS,
  formatCount,
  formatCounted,
  formatDay,
  formatInstant,
  formatPeriod,
} from '../../format';

/** Findings that are named; the counts are of all. */
const SHOWN = 20;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(1),
      padding: theme.spacing(1.5),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      overflowWrap: 'anywhere',
    },
    days: {
      display: 'flex',
      alignItems: 'flex-end',
      gap: theme.spacing(0.5),
      listStyle: 'none',
      margin: 0,
      padding: 0,
      fontFamily: theme.typography.fontFamily,
      fontSize: theme.typography.caption.fontSize,
    },
    day: { flex: 1, minWidth: 0, textAlign: 'center' },
    bar: {
      backgroundColor:
        theme.palette.type === 'dark'
          ? theme.palette.primary.light
          : theme.palette.primary.main,
      minHeight: 1,
      margin: '0 auto',
      maxWidth: 40,
    },
    list: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      maxHeight: 260,
      overflowY: 'auto',
      '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
    },
    match: {
      padding: theme.spacing(0.5, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
    },
  }),
  { name: 'AiGovernanceDryRun' },
);

const BAR_HEIGHT = 60;

/** An outcome in a word. */
function outcome(severity: AlertSeverity | null): string {
  return severity === null
    ? 'no alert'
    : SEVERITY_WORDS[severity].toLocaleLowerCase('en');
}

/** What a dry run came to, in a sentence. */
export function describeDryRun(run: AlertRuleDryRun): string {
  if (run.matched === 0) {
    return `It would have decided on none of ${formatCounted(
      run.findings,
      'finding',
    )}.`;
  }
  const outcomes = [
    ...ALERT_SEVERITIES.map(
      severity => [run.outcomes[severity], outcome(severity)] as const,
    ),
    [run.outcomes['no-alert'], 'no alert'] as const,
  ]
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${formatCount(count)} ${words}`);
  return `It would have decided on ${formatCount(
    run.matched,
  )} of ${formatCounted(run.findings, 'finding')}: ${outcomes.join(', ')}. ${
    run.changed === 0 ? 'None' : formatCount(run.changed)
  } would have come out differently than by the rules in force.`;
}

/** What a rule would have made of the findings of the last seven days. */
export function DryRunPanel(props: { run: AlertRuleDryRun }) {
  const { run } = props;
  const classes = useStyles();
  const most = Math.max(1, ...run.days.map(({ matched }) => matched));
  return (
    <section className={classes.root} aria-label="Dry run" aria-live="polite">
      <Typography variant="body2">{describeDryRun(run)}</Typography>
      <Typography variant="caption" color="textSecondary" component="p">
        {formatPeriod(run.from, run.to)}. Nothing was changed and nobody told.
      </Typography>
      {run.matched > 0 && (
        <ul className={classes.days} aria-label="Findings by day">
          {run.days.map(({ day, matched }) => (
            <li key={day} className={classes.day}>
              {formatCount(matched)}
              <div
                aria-hidden
                className={classes.bar}
                style={{ height: (matched / most) * BAR_HEIGHT }}
              />
              {formatDay(day)}
            </li>
          ))}
        </ul>
      )}
      {run.matches.length > 0 && (
        <ul
          className={classes.list}
          aria-label="Findings"
          // What scrolls must be reachable without a mouse.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          {run.matches.slice(0, SHOWN).map(match => (
            <li key={`${match.alertId}-${match.at}`} className={classes.match}>
              <Typography variant="body2" component="p">
                <strong>{match.title}</strong>,{' '}
                <EntityRefLink
                  entityRef={match.entityRef}
                  title={match.entityTitle}
                  hideIcon
                />
                :{' '}
                {match.before === match.after
                  ? `${outcome(match.after)}, as it is`
                  : `${outcome(match.after)} instead of ${outcome(
                      match.before,
                    )}`}
              </Typography>
              <Typography variant="caption" color="textSecondary" component="p">
                {formatInstant(match.at)} · {match.detail}
              </Typography>
            </li>
          ))}
        </ul>
      )}
      {run.matched > SHOWN && (
        <Typography variant="caption" color="textSecondary" component="p">
          The latest {formatCount(Math.min(SHOWN, run.matches.length))} are
          shown.
        </Typography>
      )}
    </section>
  );
}
