import type { ComponentType } from 'react';
import type { HealthState } from '@ai-governance/plugin-ai-governance-common';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import { makeStyles } from '@material-ui/core/styles';
import FavoriteIcon from '@material-ui/icons/Favorite';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import ReportIcon from '@material-ui/icons/Report';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import { HEALTH_WORDS } from '../../format';
import { useHealthColors } from './healthColors';

const ICONS: Record<HealthState, ComponentType<SvgIconProps>> = {
  healthy: FavoriteIcon,
  degraded: ReportProblemIcon,
  unhealthy: ReportIcon,
  unknown: HelpOutlineIcon,
};

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      whiteSpace: 'nowrap',
      verticalAlign: 'bottom',
    },
  }),
  { name: 'AiGovernanceHealthBadge' },
);

/** The shape that stands for a state of health, in its colour; the word beside it is said by the caller. */
export function HealthIcon(props: {
  state: HealthState;
  fontSize?: SvgIconProps['fontSize'];
}) {
  const Icon = ICONS[props.state];
  const colors = useHealthColors();
  return (
    <Icon
      aria-hidden
      fontSize={props.fontSize ?? 'small'}
      style={{ color: colors[props.state].strong }}
    />
  );
}

/** A state of health as icon and word, for a line of text or a table. */
export function HealthBadge(props: { state: HealthState }) {
  const classes = useStyles();
  const colors = useHealthColors();
  return (
    <span
      className={classes.root}
      style={{ color: colors[props.state].strong }}
    >
      <HealthIcon state={props.state} />
      {HEALTH_WORDS[props.state]}
    </span>
  );
}
