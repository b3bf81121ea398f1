import { makeStyles } from '@material-ui/core/styles';
import type { AlertMatcher } from '@ai-governance/plugin-ai-governance-common';
import { formatMatcher } from '../../alerts';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5),
      listStyle: 'none',
      margin: 0,
      padding: 0,
    },
    chip: {
      fontFamily: 'monospace',
      fontSize: 13,
      padding: theme.spacing(0.25, 0.75),
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.action.selected,
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'AiGovernanceMatcherChips' },
);

/** Properties of {@link MatcherChips}. */
export interface MatcherChipsProps {
  matchers: AlertMatcher[];
  /** Further conditions in words, such as `psi > 0.25`. */
  conditions?: string[];
}

/** Conditions, of which all must hold. */
export function MatcherChips(props: MatcherChipsProps) {
  const classes = useStyles();
  const all = [
    ...props.matchers.map(formatMatcher),
    ...(props.conditions ?? []),
  ];
  return (
    <ul className={classes.list} aria-label="Conditions">
      {all.map(text => (
        <li key={text} className={classes.chip}>
          {text}
        </li>
      ))}
    </ul>
  );
}
