import type { ComponentType } from 'react';
import type { ApprovalStatus } from '@ai-governance/plugin-ai-governance-common';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import { makeStyles } from '@material-ui/core/styles';
import BlockIcon from '@material-ui/icons/Block';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import RemoveCircleOutlineIcon from '@material-ui/icons/RemoveCircleOutline';
import { APPROVAL_WORDS } from '../../format';
import { useVerdictColors } from '../Verdict';

const ICONS: Record<ApprovalStatus, ComponentType<SvgIconProps>> = {
  approved: CheckCircleIcon,
  pending: HourglassEmptyIcon,
  rejected: BlockIcon,
  none: RemoveCircleOutlineIcon,
  unknown: HelpOutlineIcon,
};

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      whiteSpace: 'nowrap',
      fontSize: theme.typography.caption.fontSize,
      '& svg': { fontSize: 16 },
    },
  }),
  { name: 'AiGovernanceApprovalBadge' },
);

/** What the registry says of a version, as icon and words. */
export function ApprovalBadge(props: { approval: ApprovalStatus }) {
  const { approval } = props;
  const classes = useStyles();
  const verdicts = useVerdictColors();
  const Icon = ICONS[approval];
  const colors: Record<ApprovalStatus, { strong: string }> = {
    approved: verdicts.pass,
    pending: verdicts.warn,
    rejected: verdicts.fail,
    none: verdicts['insufficient-data'],
    unknown: verdicts['insufficient-data'],
  };
  return (
    <span className={classes.root} style={{ color: colors[approval].strong }}>
      <Icon aria-hidden />
      {APPROVAL_WORDS[approval]}
    </span>
  );
}
