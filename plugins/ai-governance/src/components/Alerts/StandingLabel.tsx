import type { ComponentType } from 'react';
import type { Alert } from '@ai-governance/plugin-ai-governance-common';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import { makeStyles } from '@material-ui/core/styles';
import CheckCircleIcon from '@material-ui/icons/CheckCircleOutline';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import NotificationsActiveIcon from '@material-ui/icons/NotificationsActive';
import NotificationsOffIcon from '@material-ui/icons/NotificationsOff';
import PanToolIcon from '@material-ui/icons/PanToolOutlined';
import { standingOf } from '../../alerts';
import type { Standing } from '../../alerts';

const ICONS: Record<Standing['kind'], ComponentType<SvgIconProps>> = {
  resolved: CheckCircleIcon,
  held: NotificationsOffIcon,
  taken: PanToolIcon,
  told: NotificationsActiveIcon,
  waiting: HourglassEmptyIcon,
};

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      gap: theme.spacing(0.75),
      fontSize: theme.typography.caption.fontSize,
      lineHeight: 1.4,
      minWidth: 0,
      overflowWrap: 'anywhere',
    },
    icon: { fontSize: 16, flexShrink: 0, marginTop: 1 },
    word: { fontWeight: 600 },
    detail: { color: theme.palette.text.secondary },
  }),
  { name: 'AiGovernanceStandingLabel' },
);

/** How it stands with an alert: ended, held back, taken on, told, or not told yet. */
export function StandingLabel(props: { alert: Alert }) {
  const classes = useStyles();
  const { kind, word, detail } = standingOf(props.alert);
  const Icon = ICONS[kind];
  return (
    <span className={classes.root}>
      <Icon aria-hidden color="action" className={classes.icon} />
      <span>
        <span className={classes.word}>{word}</span>{' '}
        <span className={classes.detail}>{detail}</span>
      </span>
    </span>
  );
}
