import { useId } from 'react';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Switch from '@material-ui/core/Switch';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { ALERT_SEVERITIES } from '@ai-governance/plugin-ai-governance-common';
import type { AlertRuleOutcome } from '@ai-governance/plugin-ai-governance-common';
import { outcomeWords } from '../../alerts';
import type { RuleDraft } from '../../alerts';
import { ChoiceField } from '../Alerts/ChoiceField';
import { MatcherFields } from '../Alerts/MatcherFields';

const OUTCOMES: AlertRuleOutcome[] = [
  ...ALERT_SEVERITIES,
  'as-found',
  'no-alert',
];

const useStyles = makeStyles(
  theme => ({
    fields: {
      display: 'grid',
      gap: theme.spacing(2),
      alignItems: 'start',
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 200px), 1fr))',
    },
  }),
  { name: 'AiGovernanceRuleFields' },
);

/** Properties of {@link RuleFields}. */
export interface RuleFieldsProps {
  draft: RuleDraft;
  onChange(part: Partial<RuleDraft>): void;
}

/** What a rule is about and what it makes of a finding. */
export function RuleFields(props: RuleFieldsProps) {
  const { draft, onChange } = props;
  const classes = useStyles();
  const id = useId();
  const text = (name: 'name' | 'description' | 'conditions' | 'labels') => ({
    id: `${id}-${name}`,
    size: 'small' as const,
    variant: 'outlined' as const,
    fullWidth: true,
    value: draft[name],
    onChange: (event: { target: { value: string } }) =>
      onChange({ [name]: event.target.value }),
  });
  return (
    <>
      <TextField
        {...text('name')}
        label="Name"
        required
        inputProps={{ maxLength: 100 }}
      />
      <TextField
        {...text('description')}
        label="Description"
        multiline
        inputProps={{ maxLength: 1000 }}
      />
      <MatcherFields
        legend="Which findings"
        hint="All conditions must hold, on the labels of the finding; without any, every finding is meant."
        matchers={draft.matchers}
        onChange={matchers => onChange({ matchers })}
      />
      <div className={classes.fields}>
        <TextField
          {...text('conditions')}
          label="Conditions on numbers"
          multiline
          minRows={2}
          helperText="One per line, such as psi > 0.25. All must hold; one on a number that a finding does not have does not."
        />
        <TextField
          {...text('labels')}
          label="Labels to add"
          multiline
          minRows={2}
          helperText="One per line, such as page = yes. Routes and silences can ask for them."
        />
      </div>
      <div className={classes.fields}>
        <ChoiceField
          label="Outcome"
          value={draft.outcome}
          choices={OUTCOMES.map(each => [each, outcomeWords(each)] as const)}
          onChange={outcome => onChange({ outcome })}
        />
        <TextField
          id={`${id}-position`}
          label="Position"
          type="number"
          size="small"
          variant="outlined"
          required
          value={draft.position}
          onChange={event => onChange({ position: event.target.value })}
          inputProps={{ min: 0, max: 10000, step: 1 }}
          helperText="Lower ones are tried first; the first that matches decides."
        />
        <FormControlLabel
          label="Switched on"
          control={
            <Switch
              color="primary"
              checked={draft.enabled}
              onChange={(_, enabled) => onChange({ enabled })}
            />
          }
        />
      </div>
    </>
  );
}
