import { useId, useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import type { AlertChange } from '@ai-governance/plugin-ai-governance-common';
import { AssigneeField } from '../Alerts/AssigneeField';
import { FormDialog } from '../FormDialog';

/** Longest note that the backend takes. */
const NOTE_LENGTH = 1000;

/** What is done with an alert. */
export type ChangeKind = 'acknowledge' | 'give-back' | 'assign' | 'resolve';

const WORDS: Record<
  ChangeKind,
  { title: string; button: string; text: string; noteRequired: boolean }
> = {
  acknowledge: {
    title: 'Acknowledge',
    button: 'Acknowledge',
    text: 'You take it on. It is not repeated and not escalated, until it becomes graver or fires anew.',
    noteRequired: false,
  },
  'give-back': {
    title: 'Give back',
    button: 'Give back',
    text: 'Nobody has it any more. Repeats and escalation go on.',
    noteRequired: false,
  },
  assign: {
    title: 'Assign',
    button: 'Assign',
    text: 'Says whose it is. That alone stops no repeat and no escalation.',
    noteRequired: false,
  },
  resolve: {
    title: 'Resolve by hand',
    button: 'Resolve',
    text: 'It ends although its finding is open, and fires again when the finding opens anew or becomes graver. An alert whose finding closes resolves by itself.',
    noteRequired: true,
  },
};

/** Properties of {@link ChangeDialog}. */
export interface ChangeDialogProps {
  kind: ChangeKind;
  /** What is changed, for example `3 alerts`. */
  what: string;
  /** Ref of who has it now; null when nobody has; undefined for several, of which each may be another's. */
  assignee: string | null | undefined;
  sending: boolean;
  /** Why it was not changed, as a sentence. */
  error: string | undefined;
  onClose(): void;
  onSend(change: AlertChange): void;
}

/** Asks for the reason of a change, and to whom an alert goes. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { kind, what, sending, error, onClose, onSend } = props;
  const noteId = useId();
  const [note, setNote] = useState('');
  const [assignee, setAssignee] = useState(props.assignee ?? null);
  const words = WORDS[kind];
  const changes: Record<ChangeKind, AlertChange> = {
    acknowledge: { acknowledged: true },
    'give-back': { acknowledged: false },
    assign: { assignee },
    resolve: { resolved: true },
  };
  const submit = () => {
    const reason = note.trim();
    onSend({ ...changes[kind], ...(reason && { note: reason }) });
  };
  return (
    <FormDialog
      title={`${words.title}: ${what}`}
      button={words.button}
      ready={
        !(words.noteRequired && note.trim() === '') &&
        !(kind === 'assign' && assignee === props.assignee)
      }
      sending={sending}
      error={error}
      onClose={onClose}
      onSubmit={submit}
    >
      <Typography variant="body2">{words.text}</Typography>
      {kind === 'assign' && (
        <AssigneeField value={assignee} onChange={setAssignee} />
      )}
      <TextField
        id={noteId}
        label="Reason"
        required={words.noteRequired}
        fullWidth
        multiline
        size="small"
        variant="outlined"
        value={note}
        onChange={event => setNote(event.target.value)}
        inputProps={{ maxLength: NOTE_LENGTH }}
        helperText="It stands in the alert’s timeline."
      />
    </FormDialog>
  );
}
