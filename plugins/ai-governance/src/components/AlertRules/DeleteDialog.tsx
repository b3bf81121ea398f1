import { useId, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import type { AlertRule } from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { errorMessage } from '../../format';
import { useSend } from '../../hooks';
import { FormDialog } from '../FormDialog';

/** Properties of {@link DeleteDialog}. */
export interface DeleteDialogProps {
  rule: AlertRule;
  onClose(): void;
  onDone(): void;
}

/** Ends a rule, with a reason. */
export function DeleteDialog(props: DeleteDialogProps) {
  const { rule, onClose, onDone } = props;
  const api = useApi(aiGovernanceAlertsApiRef);
  const id = useId();
  const [reason, setReason] = useState('');
  const { sending, error, send } = useSend();
  return (
    <FormDialog
      title={`Delete rule “${rule.name}”`}
      button="Delete"
      ready={reason.trim() !== ''}
      sending={sending}
      error={error && `The rule was not deleted: ${errorMessage(error)}`}
      onClose={onClose}
      onSubmit={async () => {
        if (
          await send(() => api.deleteRule(rule.id, { reason: reason.trim() }))
        ) {
          onDone();
        }
      }}
    >
      <Typography variant="body2">
        Findings that it decides on go to the next rule that matches. Its
        versions stay on record.
      </Typography>
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
        inputProps={{ maxLength: 1000 }}
      />
    </FormDialog>
  );
}
