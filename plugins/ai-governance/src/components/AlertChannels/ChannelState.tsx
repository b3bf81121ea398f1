import type { ComponentType } from 'react';
import type { AlertChannelState } from '@ai-governance/plugin-ai-governance-common';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import { makeStyles } from '@material-ui/core/styles';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import { useVerdictColors } from '../Verdict';

const LOOKS: Record<
  AlertChannelState,
  {
    Icon: ComponentType<SvgIconProps>;
    word: string;
    color: 'pass' | 'fail' | 'error';
  }
> = {
  ok: { Icon: CheckCircleIcon, word: 'Works', color: 'pass' },
  failing: { Icon: ErrorIcon, word: 'Fails', color: 'fail' },
  unknown: { Icon: HelpOutlineIcon, word: 'Not tried yet', color: 'error' },
};

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      fontWeight: 600,
      fontSize: theme.typography.body2.fontSize,
      fontFamily: theme.typography.fontFamily,
    },
  }),
  { name: 'AiGovernanceChannelState' },
);

/** Whether a channel works, as shape and word. */
export function ChannelState(props: { state: AlertChannelState }) {
  const classes = useStyles();
  const colors = useVerdictColors();
  const { Icon, word, color } = LOOKS[props.state];
  return (
    <span className={classes.root} style={{ color: colors[color].strong }}>
      <Icon aria-hidden fontSize="small" />
      {word}
    </span>
  );
}
