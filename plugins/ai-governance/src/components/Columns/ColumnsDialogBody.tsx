import { useEffect, useId, useState } from 'react';
import type { FormEvent } from 'react';
import {
  aiGovernanceConfigurePermission,
  type ColumnsAnswer,
} from '@ai-governance/plugin-ai-governance-common';
import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useEntityPermission } from '@backstage/plugin-catalog-react/alpha';
import Button from '@material-ui/core/Button';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { aiGovernanceApiRef } from '../../api';
import { errorMessage } from '../../format';
import { useResource } from '../../hooks';
import { ColumnsTable } from './ColumnsTable';
import {
  type ColumnDraft,
  columnsOf,
  draftOf,
  isChanged,
  nameProblem,
} from './draft';

/** Longest reason that the backend takes. */
const REASON_LENGTH = 1000;

const useStyles = makeStyles(
  theme => ({
    form: { display: 'contents' },
    error: { flexShrink: 0, overflowWrap: 'anywhere' },
    content: { display: 'grid', gap: theme.spacing(2), alignContent: 'start' },
  }),
  { name: 'AiGovernanceColumnsDialog' },
);

const SOURCES = {
  configured: 'These columns are named in the monitors file.',
  inferred:
    'These columns were found in the payload. Nobody has looked at them yet: check names and types, and leave out what means nothing, such as ids.',
  confirmed: 'These columns were confirmed.',
  unknown: 'The columns are not known yet: they are found in the first logs.',
};

/** Properties of {@link ColumnsDialogBody}. */
export interface ColumnsDialogBodyProps {
  modelId: string;
  /** Whether an answer of the server is awaited. */
  sending: boolean;
  onSending(sending: boolean): void;
  onClose(): void;
  onDone(answer: ColumnsAnswer): void;
}

/** The watched columns of a model and the form that changes or confirms them. */
export function ColumnsDialogBody(props: ColumnsDialogBodyProps) {
  const { modelId, sending, onSending, onClose, onDone } = props;
  const api = useApi(aiGovernanceApiRef);
  const classes = useStyles();
  const reasonId = useId();
  const permission = useEntityPermission(aiGovernanceConfigurePermission);
  const columns = useResource(modelId, () => api.getColumns(modelId));
  const [draft, setDraft] = useState<ColumnDraft[]>([]);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<Error>();
  const loaded = columns.value;
  useEffect(() => {
    if (loaded) {
      setDraft(draftOf(loaded.columns));
    }
  }, [loaded]);

  const changed = isChanged(draft);
  const isGood =
    draft.some(({ watched }) => watched) &&
    draft.every(entry => !nameProblem(entry, draft));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    onSending(true);
    setError(undefined);
    try {
      onDone(
        await api.setColumns(modelId, {
          columns: columnsOf(draft),
          reason: reason.trim(),
        }),
      );
    } catch (e) {
      setError(e as Error);
    } finally {
      onSending(false);
    }
  };

  const mayChange = permission.allowed && draft.length > 0;
  return (
    <form className={classes.form} onSubmit={submit}>
      <DialogContent dividers className={classes.content}>
        {columns.loading && <Progress />}
        {columns.error && (
          <Alert severity="error">
            The columns could not be loaded: {errorMessage(columns.error)}
          </Alert>
        )}
        {loaded && (
          <>
            <Typography variant="body2">{SOURCES[loaded.source]}</Typography>
            {draft.length > 0 && (
              <ColumnsTable
                draft={draft}
                onChange={permission.allowed ? setDraft : undefined}
              />
            )}
          </>
        )}
        {mayChange && (
          <TextField
            id={reasonId}
            label="Reason"
            required
            fullWidth
            size="small"
            variant="outlined"
            value={reason}
            onChange={event => setReason(event.target.value)}
            inputProps={{ maxLength: REASON_LENGTH }}
            helperText={
              changed
                ? 'Why these columns? It is kept with the version. The logs are counted anew, as far back as they are read.'
                : 'Why these columns? It is kept with the version. Nothing has to be counted again.'
            }
          />
        )}
        {!permission.loading && !permission.allowed && (
          <Typography variant="body2">
            You may look, but not change what is watched on this endpoint: that
            needs the permission{' '}
            <code>{aiGovernanceConfigurePermission.name}</code>.
          </Typography>
        )}
      </DialogContent>
      {/* Not in the part that scrolls: it must not be out of sight. */}
      {error && (
        <Alert severity="error" className={classes.error}>
          The columns were not changed: {errorMessage(error)}
        </Alert>
      )}
      <DialogActions>
        <Button onClick={onClose} disabled={sending}>
          {mayChange ? 'Cancel' : 'Close'}
        </Button>
        {mayChange && (
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={sending || !isGood || reason.trim() === ''}
          >
            {changed ? 'Change columns' : 'Confirm columns'}
          </Button>
        )}
      </DialogActions>
    </form>
  );
}
