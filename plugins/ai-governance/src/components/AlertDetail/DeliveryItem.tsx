import type { ComponentType, ReactNode } from 'react';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CheckCircleIcon from '@material-ui/icons/CheckCircleOutline';
import ErrorIcon from '@material-ui/icons/Error';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import RemoveCircleIcon from '@material-ui/icons/RemoveCircleOutline';
import type {
  AlertDelivery,
  DeliveryState,
} from '@ai-governance/plugin-ai-governance-common';
import { DELIVERY_WORDS, TRANSITION_WORDS } from '../../alerts';
import { formatInstant } from '../../format';

const ICONS: Record<DeliveryState, ComponentType<SvgIconProps>> = {
  pending: HourglassEmptyIcon,
  sent: CheckCircleIcon,
  dead: ErrorIcon,
  superseded: RemoveCircleIcon,
  skipped: RemoveCircleIcon,
};

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      gap: theme.spacing(1),
      padding: theme.spacing(0.75, 0),
      overflowWrap: 'anywhere',
    },
    body: { flex: 1, minWidth: 0 },
    attempts: {
      margin: 0,
      paddingLeft: theme.spacing(2),
      fontFamily: theme.typography.fontFamily,
      fontSize: theme.typography.caption.fontSize,
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'AiGovernanceDeliveryItem' },
);

/** Properties of {@link DeliveryItem}. */
export interface DeliveryItemProps {
  delivery: AlertDelivery;
  /** Beside it, such as a button. */
  action?: ReactNode;
}

/** A message to one destination, and how its sending went. */
export function DeliveryItem(props: DeliveryItemProps) {
  const { delivery } = props;
  const classes = useStyles();
  const Icon = ICONS[delivery.state];
  const failed = delivery.attempts.filter(({ error }) => error !== null);
  const when = delivery.sentAt ?? delivery.createdAt;
  return (
    <li className={classes.root}>
      <Icon
        aria-hidden
        fontSize="small"
        color={delivery.state === 'dead' ? 'error' : 'action'}
      />
      <div className={classes.body}>
        <Typography variant="body2" component="p">
          <strong>{DELIVERY_WORDS[delivery.state]}</strong>
          {' · '}
          {TRANSITION_WORDS[delivery.transition]} to{' '}
          {delivery.destination ?? delivery.to}
          {delivery.channel && ` by ${delivery.channel}`}
        </Typography>
        <Typography variant="caption" component="p" color="textSecondary">
          {delivery.title} · {formatInstant(when)}
          {delivery.nextAttemptAt &&
            ` · next try ${formatInstant(delivery.nextAttemptAt)}`}
        </Typography>
        {failed.length > 0 && (
          <ul className={classes.attempts} aria-label="Failed attempts">
            {failed.map(({ at, error }) => (
              <li key={at}>
                {formatInstant(at)}: {error}
              </li>
            ))}
          </ul>
        )}
      </div>
      {props.action}
    </li>
  );
}
