import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { AlertEvent } from '@ai-governance/plugin-ai-governance-common';
import { EVENT_WORDS, nameOf } from '../../alerts';
import { formatInstant, formatRelative } from '../../format';

const useStyles = makeStyles(
  theme => ({
    list: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      borderLeft: `2px solid ${theme.palette.divider}`,
    },
    item: {
      position: 'relative',
      padding: theme.spacing(0, 0, 1.5, 2),
      overflowWrap: 'anywhere',
      '&::before': {
        content: '""',
        position: 'absolute',
        left: -6,
        top: 6,
        width: 10,
        height: 10,
        borderRadius: '50%',
        backgroundColor: theme.palette.background.paper,
        border: `2px solid ${theme.palette.text.secondary}`,
        boxSizing: 'border-box',
      },
    },
  }),
  { name: 'AiGovernanceAlertTimeline' },
);

/** What happened to an alert, the latest first. */
export function Timeline(props: { events: AlertEvent[] }) {
  const classes = useStyles();
  return (
    <ol className={classes.list} aria-label="Timeline">
      {props.events.map(event => (
        <li key={event.id} className={classes.item}>
          <Typography variant="caption" component="p" color="textSecondary">
            <time dateTime={event.at}>{formatInstant(event.at)}</time> (
            {formatRelative(event.at)})
          </Typography>
          <Typography variant="body2" component="p">
            <strong>{EVENT_WORDS[event.kind]}</strong>
            {event.actor && ` by ${nameOf(event.actor)}`}: {event.detail}
          </Typography>
        </li>
      ))}
    </ol>
  );
}
