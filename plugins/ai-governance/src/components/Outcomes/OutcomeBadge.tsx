import type { Verdict } from '@ai-governance/plugin-ai-governance-common';
import { makeStyles } from '@material-ui/core/styles';
import { FAIRNESS_WORDS } from '../../outcomes';
import { VerdictIcon } from '../Verdict';

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

/** What a limit says, as icon and word. The word has the colour of text: it may stand on any ground. */
export function OutcomeBadge(props: { verdict: Verdict }) {
  const classes = useStyles();
  return (
    <span className={classes.root}>
      <VerdictIcon verdict={props.verdict} />
      {FAIRNESS_WORDS[props.verdict]}
    </span>
  );
}
