import type { Verdict } from '@ai-governance/plugin-ai-governance-common';
import { makeStyles } from '@material-ui/core/styles';
import { FAIRNESS_WORDS } from '../../outcomes';
import { VerdictIcon, useVerdictColors } from '../Verdict';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      whiteSpace: 'nowrap',
      verticalAlign: 'text-bottom',
      fontWeight: 500,
    },
  }),
  { name: 'AiGovernanceOutcomeBadge' },
);

/** What a limit says, as icon and word. */
export function OutcomeBadge(props: { verdict: Verdict }) {
  const classes = useStyles();
  const colors = useVerdictColors();
  return (
    <span
      className={classes.root}
      style={{ color: colors[props.verdict].strong }}
    >
      <VerdictIcon verdict={props.verdict} />
      {FAIRNESS_WORDS[props.verdict]}
    </span>
  );
}
