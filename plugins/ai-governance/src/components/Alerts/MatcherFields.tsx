import { useId } from 'react';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import {
  ALERT_LABELS,
  MATCH_OPERATORS,
} from '@ai-governance/plugin-ai-governance-common';
import type { MatchOperator } from '@ai-governance/plugin-ai-governance-common';
import {
  MATCHER_LENGTH,
  MOST_MATCHERS,
  matcherProblems,
  withMatcher,
} from '../../alerts';
import type { MatcherDraft } from '../../alerts';
import { ChoiceField } from './ChoiceField';

const useStyles = makeStyles(
  theme => ({
    root: { border: 0, margin: 0, padding: 0, minWidth: 0 },
    legend: { padding: 0, fontWeight: 600 },
    row: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 2fr) 132px minmax(0, 4fr) auto',
      gap: theme.spacing(1.5, 1),
      alignItems: 'start',
      marginTop: theme.spacing(1.5),
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr) 124px auto',
        '& > :nth-child(3)': { gridColumn: '1 / -1', gridRow: 2 },
      },
    },
    add: { marginTop: theme.spacing(1) },
  }),
  { name: 'AiGovernanceMatcherFields' },
);

const OPERATOR_WORDS: Record<MatchOperator, string> = {
  '=': 'is',
  '!=': 'is not',
  '=~': 'matches',
  '!~': 'matches not',
};

/** Properties of {@link MatcherFields}. */
export interface MatcherFieldsProps {
  legend: string;
  /** What no condition at all means. */
  hint: string;
  matchers: MatcherDraft[];
  onChange(matchers: MatcherDraft[]): void;
}

/** Conditions on labels, of which all must hold. */
export function MatcherFields(props: MatcherFieldsProps) {
  const { legend, hint, matchers, onChange } = props;
  const classes = useStyles();
  const id = useId();
  const change = (key: number, part: Partial<MatcherDraft>) =>
    onChange(
      matchers.map(matcher =>
        matcher.key === key ? { ...matcher, ...part } : matcher,
      ),
    );
  return (
    <fieldset className={classes.root}>
      <Typography component="legend" variant="body2" className={classes.legend}>
        {legend}
      </Typography>
      <Typography variant="caption" color="textSecondary" component="p">
        {hint}
      </Typography>
      <datalist id={`${id}-labels`}>
        {ALERT_LABELS.map(label => (
          <option key={label} value={label} />
        ))}
      </datalist>
      {matchers.map((matcher, index) => {
        const { key, label, operator, value } = matcher;
        const problems = matcherProblems(matcher);
        return (
          <div
            key={key}
            className={classes.row}
            role="group"
            aria-label={`Condition ${index + 1}`}
          >
            <TextField
              id={`${id}-${key}-label`}
              label="Label"
              size="small"
              variant="outlined"
              value={label}
              error={label !== '' && Boolean(problems.label)}
              helperText={label !== '' && problems.label}
              onChange={event => change(key, { label: event.target.value })}
              inputProps={{ list: `${id}-labels`, autoComplete: 'off' }}
            />
            <ChoiceField
              label="Operator"
              value={operator}
              choices={MATCH_OPERATORS.map(
                each => [each, OPERATOR_WORDS[each]] as const,
              )}
              onChange={next => change(key, { operator: next })}
            />
            <TextField
              id={`${id}-${key}-value`}
              label={operator.endsWith('~') ? 'Expression' : 'Value'}
              size="small"
              variant="outlined"
              value={value}
              error={Boolean(problems.value)}
              helperText={problems.value}
              onChange={event => change(key, { value: event.target.value })}
              inputProps={{ maxLength: MATCHER_LENGTH, autoComplete: 'off' }}
            />
            <IconButton
              size="small"
              aria-label={`Remove condition ${index + 1}`}
              onClick={() =>
                onChange(matchers.filter(other => other.key !== key))
              }
            >
              <DeleteIcon />
            </IconButton>
          </div>
        );
      })}
      <Button
        size="small"
        className={classes.add}
        startIcon={<AddIcon />}
        disabled={matchers.length >= MOST_MATCHERS}
        onClick={() => onChange(withMatcher(matchers))}
      >
        Add condition
      </Button>
    </fieldset>
  );
}
