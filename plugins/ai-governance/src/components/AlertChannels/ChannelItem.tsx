import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { AlertChannelInfo } from '@ai-governance/plugin-ai-governance-common';
import { formatCounted, formatInstant, formatRelative } from '../../format';
import { ChannelState } from './ChannelState';

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
    body: { flex: '1 1 260px', minWidth: 0 },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1.5),
      fontWeight: 600,
    },
  }),
  { name: 'AiGovernanceChannelItem' },
);

/** What a channel can do beyond sending, in words. */
export function describeAbilities(
  abilities: AlertChannelInfo['abilities'],
): string {
  const can = [
    ...(abilities.acknowledge ? ['alerts can be taken on there'] : []),
    ...(abilities.update ? ['later states update the same message'] : []),
    ...(abilities.dedupKey ? ['a repeated message is not shown twice'] : []),
  ];
  const words = can.join('; ');
  return words
    ? `${words.charAt(0).toLocaleUpperCase('en')}${words.slice(1)}.`
    : 'Each state is a message of its own.';
}

/** Properties of {@link ChannelItem}. */
export interface ChannelItemProps {
  channel: AlertChannelInfo;
  /** Sends a test. */
  onTest(): void;
}

/** One channel: whether it works, since when, and what waits. */
export function ChannelItem(props: ChannelItemProps) {
  const { channel, onTest } = props;
  const classes = useStyles();
  const waits = [
    ...(channel.pending > 0
      ? [`${formatCounted(channel.pending, 'message')} waiting`]
      : []),
    ...(channel.dead > 0
      ? [`${formatCounted(channel.dead, 'message')} given up`]
      : []),
  ];
  return (
    <li className={classes.root}>
      <div className={classes.body}>
        <Typography variant="body1" component="h3" className={classes.head}>
          {channel.title} <ChannelState state={channel.state} />
        </Typography>
        <Typography variant="body2" component="p">
          {channel.detail}
          {waits.length > 0 && ` ${waits.join(', ')}.`}
        </Typography>
        {channel.lastError && (
          <Typography variant="body2" component="p">
            Last error, {formatInstant(channel.lastErrorAt)}:{' '}
            {channel.lastError}
          </Typography>
        )}
        <Typography variant="caption" color="textSecondary" component="p">
          {channel.lastSuccessAt
            ? `Last message ${formatInstant(
                channel.lastSuccessAt,
              )} (${formatRelative(channel.lastSuccessAt)}).`
            : 'No message has arrived yet.'}{' '}
          {channel.defaultDestination
            ? `Default: ${channel.defaultDestination}.`
            : 'No default destination.'}{' '}
          {describeAbilities(channel.abilities)}
        </Typography>
      </div>
      <div>
        <Button
          size="small"
          variant="outlined"
          aria-haspopup="dialog"
          aria-label={`Send test: ${channel.title}`}
          onClick={onTest}
        >
          Send test…
        </Button>
      </div>
    </li>
  );
}
