import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import {
  aiGovernanceConfigurePermission,
  type RunStatus,
} from '@ai-governance/plugin-ai-governance-common';
import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useEntityPermission } from '@backstage/plugin-catalog-react/alpha';
import Button from '@material-ui/core/Button';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { aiGovernanceApiRef } from '../../api';
import { useResource } from '../../hooks';
import { errorMessage, errorName } from '../../format';
import { BaselineFields } from './BaselineFields';
import { BaselineHistory } from './BaselineHistory';
import { EMPTY_DRAFT, submitDraft } from './draft';

const useStyles = makeStyles(
  theme => ({
    form: { display: 'contents' },
    error: { flexShrink: 0, overflowWrap: 'anywhere' },
    content: { display: 'grid', gap: theme.spacing(2), alignContent: 'start' },
  }),
  { name: 'AiGovernanceBaselineDialog' },
);

/** Properties of {@link BaselineDialogBody}. */
export interface BaselineDialogBodyProps {
  modelId: string;
  /** Whether an answer of the server is awaited. */
  sending: boolean;
  onSending(sending: boolean): void;
  onClose(): void;
  /** Called with the run that compares with the new baseline. */
  onStarted(run: RunStatus): void;
}

function NotAllowed() {
  return (
    <Typography variant="body2">
      You may look, but not change what this endpoint is compared with: that
      needs the permission <code>{aiGovernanceConfigurePermission.name}</code>.
      Ask the owner of the endpoint, or whoever keeps the permission policy of
      this portal.
    </Typography>
  );
}

/** The baselines a model had and the form for a new one; what is filled in is gone with it. */
export function BaselineDialogBody(props: BaselineDialogBodyProps) {
  const { modelId, sending, onSending } = props;
  const api = useApi(aiGovernanceApiRef);
  const classes = useStyles();
  const permission = useEntityPermission(aiGovernanceConfigurePermission);
  const history = useResource(modelId, () => api.getBaselines(modelId));
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [error, setError] = useState<Error>();
  const reasonField = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    onSending(true);
    setError(undefined);
    try {
      props.onStarted(await submitDraft(api, modelId, draft));
    } catch (e) {
      setError(e as Error);
    } finally {
      onSending(false);
    }
  };
  const chooseAgain = (version: number) => {
    setDraft({ ...draft, kind: 'version', version });
    reasonField.current?.focus();
  };

  return (
    <form className={classes.form} onSubmit={submit}>
      <DialogContent dividers className={classes.content}>
        {history.loading && <Progress />}
        {history.error && (
          <Alert severity="error">
            The baselines so far could not be loaded:{' '}
            {errorMessage(history.error)}
          </Alert>
        )}
        {history.value && (
          <BaselineHistory
            baselines={history.value.baselines}
            onUseAgain={permission.allowed ? chooseAgain : undefined}
          />
        )}
        {permission.allowed && (
          <BaselineFields
            draft={draft}
            onChange={setDraft}
            reasonField={reasonField}
          />
        )}
        {!permission.loading && !permission.allowed && <NotAllowed />}
      </DialogContent>
      {/* Not in the part that scrolls: it must not be out of sight. */}
      {error && (
        <Alert severity="error" className={classes.error}>
          {errorName(error) === 'NotAllowedError' ? (
            <NotAllowed />
          ) : (
            `The baseline was not changed: ${errorMessage(error)}`
          )}
        </Alert>
      )}
      <DialogActions>
        <Button onClick={props.onClose} disabled={sending}>
          {permission.allowed ? 'Cancel' : 'Close'}
        </Button>
        {permission.allowed && (
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={sending}
          >
            {sending ? 'Setting…' : 'Set baseline'}
          </Button>
        )}
      </DialogActions>
    </form>
  );
}
