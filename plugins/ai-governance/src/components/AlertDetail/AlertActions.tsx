import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  aiGovernanceAlertAcknowledgePermission,
  aiGovernanceAlertSilencePermission,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  Alert,
  AlertChange,
} from '@ai-governance/plugin-ai-governance-common';
import { matchersFor } from '../../alerts';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { errorMessage } from '../../format';
import { useSend } from '../../hooks';
import { SilenceDialog } from '../AlertSilences';
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

/** Takes an alert on, gives it back, assigns, ends or silences it. */
export function AlertActions(props: AlertActionsProps) {
  const { alert, onChanged } = props;
  const api = useApi(aiGovernanceAlertsApiRef);
  const classes = useStyles();
  const permission = usePermission({
    permission: aiGovernanceAlertAcknowledgePermission,
    resourceRef: alert.entityRef,
  });
  const silence = usePermission({
    permission: aiGovernanceAlertSilencePermission,
  });
  const [silencing, setSilencing] = useState(false);
  const [kind, setKind] = useState<ChangeKind>();
  const { sending, error, reset, send } = useSend();
  const change = async (of: AlertChange) => {
    if (await send(() => api.changeAlert(alert.id, of))) {
      setKind(undefined);
      onChanged();
    }
  };
  if (permission.loading || silence.loading) {
    return null;
  }
  const firing = alert.state === 'firing';
  const button = (next: ChangeKind, label: string, main = false) => (
    <Button
      size="small"
      variant={main ? 'contained' : 'outlined'}
      color={main ? 'primary' : 'default'}
      aria-haspopup="dialog"
      onClick={() => {
        reset();
        setKind(next);
      }}
    >
      {label}
    </Button>
  );
  return (
    <div className={classes.root}>
      {permission.allowed && (
        <>
          {firing &&
            (alert.acknowledgement
              ? button('give-back', 'Give back…')
              : button('acknowledge', 'Acknowledge…', true))}
          {button('assign', 'Assign…')}
          {firing && button('resolve', 'Resolve…')}
        </>
      )}
      {silence.allowed && firing && (
        <Button
          size="small"
          variant="outlined"
          aria-haspopup="dialog"
          onClick={() => setSilencing(true)}
        >
          Silence…
        </Button>
      )}
      {!permission.allowed && (
        <Typography variant="body2" color="textSecondary">
          You may look, but not take it on: that needs the permission{' '}
          <code>{aiGovernanceAlertAcknowledgePermission.name}</code>.
        </Typography>
      )}
      {silencing && (
        <SilenceDialog
          matchers={matchersFor(alert)}
          onClose={() => setSilencing(false)}
          onDone={() => {
            setSilencing(false);
            onChanged();
          }}
        />
      )}
      {kind && (
        <ChangeDialog
          kind={kind}
          what={alert.title}
          assignee={alert.assignee}
          sending={sending}
          error={error && `The alert was not changed: ${errorMessage(error)}`}
          onClose={() => setKind(undefined)}
          onSend={change}
        />
      )}
    </div>
  );
}
