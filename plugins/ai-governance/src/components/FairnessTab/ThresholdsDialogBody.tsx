import { useState } from 'react';
import type { FormEvent } from 'react';
import {
  aiGovernanceConfigurePermission,
  type MonitorVersion,
} from '@ai-governance/plugin-ai-governance-common';
import { useApi } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useEntityPermission } from '@backstage/plugin-catalog-react/alpha';
import Button from '@material-ui/core/Button';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { errorMessage, errorName, formatInstant } from '../../format';
import { aiGovernanceOutcomesApiRef } from '../../outcomesApi';
import { ThresholdFields } from './ThresholdFields';
import { draftOf, requestOf } from './thresholdsDraft';

const useStyles = makeStyles(
  theme => ({
    form: { display: 'contents' },
    error: { flexShrink: 0, overflowWrap: 'anywhere' },
    content: { display: 'grid', gap: theme.spacing(2), alignContent: 'start' },
  }),
  { name: 'AiGovernanceThresholdsDialog' },
);

function NotAllowed() {
  return (
    <Typography variant="body2">
      You may look, but not change how fairness is judged: that needs the
      permission <code>{aiGovernanceConfigurePermission.name}</code>. Ask the
      owner of the endpoint, or whoever keeps the permission policy of this
      portal.
    </Typography>
  );
}

/** Who set what holds now, when and why. */
function SettingsLine(props: { monitor: MonitorVersion }) {
  const { version, author, reason, createdAt } = props.monitor;
  return (
    <Typography variant="body2" component="p">
      Version {version} of the settings holds since {formatInstant(createdAt)},
      by{' '}
      {author.startsWith('user:') ? (
        <EntityRefLink entityRef={author} />
      ) : (
        author
      )}
      : {reason}.
    </Typography>
  );
}

/** Properties of {@link ThresholdsDialogBody}. */
export interface ThresholdsDialogBodyProps {
  modelId: string;
  monitor: MonitorVersion;
  /** Whether an answer of the server is awaited. */
  sending: boolean;
  onSending(sending: boolean): void;
  onClose(): void;
  /** Called with the version of the settings that has the change. */
  onSaved(version: number): void;
}

/** The thresholds that hold and the form that changes them; what is filled in is gone with it. */
export function ThresholdsDialogBody(props: ThresholdsDialogBodyProps) {
  const { modelId, monitor, sending, onSending, onClose, onSaved } = props;
  const { fairness } = monitor.settings;
  const api = useApi(aiGovernanceOutcomesApiRef);
  const classes = useStyles();
  const permission = useEntityPermission(aiGovernanceConfigurePermission);
  const [draft, setDraft] = useState(() => draftOf(fairness));
  const [error, setError] = useState<Error>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const request = requestOf(draft, fairness);
    if (!request) {
      setError(new Error('nothing differs from what holds now'));
      return;
    }
    onSending(true);
    setError(undefined);
    try {
      const answer = await api.setFairnessThresholds(modelId, request);
      onSaved(answer.settingsVersion);
    } catch (e) {
      setError(e as Error);
    } finally {
      onSending(false);
    }
  };

  return (
    <form className={classes.form} onSubmit={submit}>
      <DialogContent dividers className={classes.content}>
        <SettingsLine monitor={monitor} />
        <ThresholdFields
          draft={draft}
          disabled={!permission.allowed}
          onChange={setDraft}
        />
        {!permission.loading && !permission.allowed && <NotAllowed />}
      </DialogContent>
      {/* Not in the part that scrolls: it must not be out of sight. */}
      {error && (
        <Alert severity="error" className={classes.error}>
          {errorName(error) === 'NotAllowedError' ? (
            <NotAllowed />
          ) : (
            `The thresholds were not changed: ${errorMessage(error)}`
          )}
        </Alert>
      )}
      <DialogActions>
        <Button onClick={onClose} disabled={sending}>
          {permission.allowed ? 'Cancel' : 'Close'}
        </Button>
        {permission.allowed && (
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={sending}
          >
            {sending ? 'Saving…' : 'Save thresholds'}
          </Button>
        )}
      </DialogActions>
    </form>
  );
}
