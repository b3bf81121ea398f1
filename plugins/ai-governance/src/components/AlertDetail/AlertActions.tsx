import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { aiGovernanceAlertAcknowledgePermission } from '@ai-governance/plugin-ai-governance-common';
import type {
  Alert,
  AlertChange,
} from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { errorMessage } from '../../format';
import { ChangeDialog } from './ChangeDialog';
import type { ChangeKind } from './ChangeDialog';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  }),
  { name: 'AiGovernanceAlertActions' },
);

/** Properties of {@link AlertActions}. */
export interface AlertActionsProps {
  alert: Alert;
  onChanged(): void;
}

/** Takes an alert on, gives it back, assigns it or ends it. */
export function AlertActions(props: AlertActionsProps) {
  const { alert, onChanged } = props;
  const api = useApi(aiGovernanceAlertsApiRef);
  const classes = useStyles();
  const permission = usePermission({
    permission: aiGovernanceAlertAcknowledgePermission,
    resourceRef: alert.entityRef,
  });
  const [kind, setKind] = useState<ChangeKind>();
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<Error>();
  const send = async (change: AlertChange) => {
    setSending(true);
    setError(undefined);
    try {
      await api.changeAlert(alert.id, change);
      setKind(undefined);
      onChanged();
    } catch (e) {
      setError(e as Error);
    } finally {
      setSending(false);
    }
  };
  if (permission.loading) {
    return null;
  }
  if (!permission.allowed) {
    return (
      <Typography variant="body2" color="textSecondary">
        You may look, but not take it on: that needs the permission{' '}
        <code>{aiGovernanceAlertAcknowledgePermission.name}</code>.
      </Typography>
    );
  }
  const firing = alert.state === 'firing';
  const button = (next: ChangeKind, label: string, main = false) => (
    <Button
      size="small"
      variant={main ? 'contained' : 'outlined'}
      color={main ? 'primary' : 'default'}
      aria-haspopup="dialog"
      onClick={() => {
        setError(undefined);
        setKind(next);
      }}
    >
      {label}
    </Button>
  );
  return (
    <div className={classes.root}>
      {firing &&
        (alert.acknowledgement
          ? button('give-back', 'Give back…')
          : button('acknowledge', 'Acknowledge…', true))}
      {button('assign', 'Assign…')}
      {firing && button('resolve', 'Resolve…')}
      {kind && (
        <ChangeDialog
          kind={kind}
          what={alert.title}
          assignee={alert.assignee}
          sending={sending}
          error={error && `The alert was not changed: ${errorMessage(error)}`}
          onClose={() => setKind(undefined)}
          onSend={send}
        />
      )}
    </div>
  );
}
