import { useId, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import type {
  AlertRule,
  AlertRuleDryRun,
  AlertRuleInput,
} from '@ai-governance/plugin-ai-governance-common';
import { draftRule, ruleOf, ruleProblem } from '../../alerts';
import type { RuleDraft } from '../../alerts';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { errorMessage } from '../../format';
import { useSend } from '../../hooks';
import { FormDialog } from '../FormDialog';
import { DryRunPanel } from './DryRunPanel';
import { RuleFields } from './RuleFields';

/** Longest reason that the backend takes. */
const REASON_LENGTH = 1000;

/** Properties of {@link RuleDialog}. */
export interface RuleDialogProps {
  /** What it starts with. */
  start: AlertRuleInput;
  /** The rule that is changed; absent for a new one. */
  rule?: AlertRule;
  onClose(): void;
  /** Called when the rule is in force. */
  onDone(): void;
}

/** Writes a rule and tries it on the findings of the last seven days. */
export function RuleDialog(props: RuleDialogProps) {
  const { start, rule, onClose, onDone } = props;
  const api = useApi(aiGovernanceAlertsApiRef);
  const id = useId();
  const [draft, setDraft] = useState<RuleDraft>(() => draftRule(start));
  const [reason, setReason] = useState('');
  const [run, setRun] = useState<AlertRuleDryRun>();
  const saving = useSend();
  const trying = useSend();
  const problem = ruleProblem(draft);
  const change = (part: Partial<RuleDraft>) => {
    setDraft(before => ({ ...before, ...part }));
    // It was of another rule.
    setRun(undefined);
  };
  const save = async () => {
    const input = ruleOf(draft);
    const done = await saving.send(() =>
      rule
        ? api.updateRule(rule.id, input, {
            reason: reason.trim(),
            version: rule.version,
          })
        : api.createRule(input, { reason: reason.trim() }),
    );
    if (done) {
      onDone();
    }
  };
  const dryRun = () =>
    trying.send(async () =>
      setRun(await api.dryRunRule({ rule: ruleOf(draft), ruleId: rule?.id })),
    );
  return (
    <FormDialog
      large
      title={rule ? `Change rule “${rule.name}”` : 'New rule'}
      button={rule ? 'Save version' : 'Add rule'}
      ready={!problem && reason.trim() !== '' && !trying.sending}
      missing={
        problem ?? (reason.trim() === '' ? 'The reason is missing.' : undefined)
      }
      sending={saving.sending}
      error={
        saving.error && `The rule was not saved: ${errorMessage(saving.error)}`
      }
      onClose={onClose}
      onSubmit={save}
    >
      <RuleFields draft={draft} onChange={change} />
      <div>
        <Button
          variant="outlined"
          disabled={Boolean(problem) || trying.sending}
          onClick={dryRun}
        >
          {trying.sending ? 'Trying…' : 'Try on the last 7 days'}
        </Button>
      </div>
      {trying.error && (
        <Alert severity="error">
          It could not be tried: {errorMessage(trying.error)}
        </Alert>
      )}
      {run && <DryRunPanel run={run} />}
      <TextField
        id={`${id}-reason`}
        label="Reason"
        required
        fullWidth
        multiline
        size="small"
        variant="outlined"
        value={reason}
        onChange={event => setReason(event.target.value)}
        inputProps={{ maxLength: REASON_LENGTH }}
        helperText="It is kept with the version."
      />
    </FormDialog>
  );
}
