import type { AlertSeverity } from '@ai-governance/plugin-ai-governance-common';
import { makeStyles } from '@material-ui/core/styles';
import { SEVERITY_WORDS } from '../../format';
import { SEVERITY_ICONS, useSeverityColors } from './severityLook';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      whiteSpace: 'nowrap',
      fontWeight: 600,
      fontSize: theme.typography.body2.fontSize,
    },
  }),
  { name: 'AiGovernanceSeverityBadge' },
);

/** A severity as shape and word. */
export function SeverityBadge(props: { severity: AlertSeverity }) {
  const { severity } = props;
  const classes = useStyles();
  const Icon = SEVERITY_ICONS[severity];
  return (
    <span
      className={classes.root}
      style={{ color: useSeverityColors()[severity].strong }}
    >
      <Icon aria-hidden fontSize="small" />
      {SEVERITY_WORDS[severity]}
    </span>
  );
}
