import type { Verdict } from '@ai-governance/plugin-ai-governance-common';
import { makeStyles } from '@material-ui/core/styles';
import { VERDICT_WORDS } from '../../format';
import { VerdictIcon } from './VerdictIcon';
import { useVerdictColors } from './verdictColors';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      whiteSpace: 'nowrap',
      fontWeight: 500,
    },
  }),
  { name: 'AiGovernanceVerdictBadge' },
);

/** A verdict as icon and word, for a line of text or a table. */
export function VerdictBadge(props: { verdict: Verdict }) {
  const classes = useStyles();
  const colors = useVerdictColors();
  return (
    <span
      className={classes.root}
      style={{ color: colors[props.verdict].strong }}
    >
      <VerdictIcon verdict={props.verdict} />
      {VERDICT_WORDS[props.verdict]}
    </span>
  );
}
