import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Silence } from '@ai-governance/plugin-ai-governance-common';
import { nameOf } from '../../alerts';
import { formatInstant, formatPeriod, formatRelative } from '../../format';
import { MatcherChips } from '../Alerts/MatcherChips';
import { RefName } from '../Alerts/RefName';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1, 2),
      padding: theme.spacing(1.5, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
    },
    body: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(0.5),
      flex: '1 1 260px',
      minWidth: 0,
    },
    state: { fontWeight: 600 },
  }),
  { name: 'AiGovernanceSilenceItem' },
);

const KIND_WORDS: Record<Silence['kind'], string> = {
  silence: 'Silence',
  maintenance: 'Maintenance',
};

/** How it stands with a silence: `Silence, ends in 5 hours`. */
export function describeSilence(silence: Silence, now?: number): string {
  const { kind, state, startsAt, endsAt, endedBy } = silence;
  const what = KIND_WORDS[kind];
  switch (state) {
    case 'pending':
      return `${what}, begins ${formatRelative(startsAt, now)}`;
    case 'active':
      return `${what}, ends ${formatRelative(endsAt, now)}`;
    default:
      return endedBy
        ? `${what}, ended by ${nameOf(endedBy)} ${formatRelative(endsAt, now)}`
        : `${what}, ended ${formatRelative(endsAt, now)}`;
  }
}

/** Properties of {@link SilenceItem}. */
export interface SilenceItemProps {
  silence: Silence;
  /** Ends it; absent when the user may not, or it has ended. */
  onEnd?(): void;
}

/** One silence: what it holds back, how long, who wanted it and why. */
export function SilenceItem(props: SilenceItemProps) {
  const { silence, onEnd } = props;
  const classes = useStyles();
  return (
    <li className={classes.root}>
      <div className={classes.body}>
        <Typography variant="body1" component="p" className={classes.state}>
          {describeSilence(silence)}
        </Typography>
        <MatcherChips matchers={silence.matchers} />
        <Typography variant="body2" component="p">
          {silence.comment}
        </Typography>
        <Typography variant="caption" color="textSecondary" component="p">
          {formatPeriod(silence.startsAt, silence.endsAt)} · by{' '}
          <RefName of={silence.author} />, {formatInstant(silence.createdAt)}
        </Typography>
      </div>
      {onEnd && (
        <div>
          <Button
            size="small"
            variant="outlined"
            aria-label={`End now: ${silence.comment}`}
            onClick={onEnd}
          >
            {silence.state === 'pending' ? 'Delete…' : 'End now…'}
          </Button>
        </div>
      )}
    </li>
  );
}
