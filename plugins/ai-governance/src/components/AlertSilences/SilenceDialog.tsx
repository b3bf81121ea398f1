import { useId, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { AlertMatcher } from '@ai-governance/plugin-ai-governance-common';
import {
  SILENCE_LENGTHS,
  draftSilence,
  fromInput,
  matchersOf,
  silenceOf,
  silenceProblem,
  toInput,
} from '../../alerts';
import type { SilenceDraft } from '../../alerts';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { errorMessage } from '../../format';
import { useSend } from '../../hooks';
import { ChoiceField } from '../Alerts/ChoiceField';
import { MatcherFields } from '../Alerts/MatcherFields';
import { FormDialog } from '../FormDialog';
import { PreviewPanel } from './PreviewPanel';

/** Longest comment that the backend takes. */
const COMMENT_LENGTH = 1000;

const useStyles = makeStyles(
  theme => ({
    fields: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 200px), 1fr))',
    },
    lengths: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
  }),
  { name: 'AiGovernanceSilenceDialog' },
);

/** Properties of {@link SilenceDialog}. */
export interface SilenceDialogProps {
  /** What it starts with. */
  matchers: AlertMatcher[];
  onClose(): void;
  /** Called when the silence is there. */
  onDone(): void;
}

/** Writes a silence and shows what it would hold back. */
export function SilenceDialog(props: SilenceDialogProps) {
  const { onClose, onDone } = props;
  const api = useApi(aiGovernanceAlertsApiRef);
  const classes = useStyles();
  const id = useId();
  const [draft, setDraft] = useState(() =>
    draftSilence(props.matchers, Date.now()),
  );
  const { sending, error, send } = useSend();
  const change = (part: Partial<SilenceDraft>) =>
    setDraft(before => ({ ...before, ...part }));
  const problem = silenceProblem(draft, Date.now());
  const instant = {
    type: 'datetime-local',
    size: 'small' as const,
    variant: 'outlined' as const,
    InputLabelProps: { shrink: true },
    // Browsers with a calendar of their own give no other way to keep the year to four digits.
    inputProps: { max: '9999-12-31T23:59' },
  };
  const submit = async () => {
    if (await send(() => api.createSilence(silenceOf(draft)))) {
      onDone();
    }
  };
  return (
    <FormDialog
      large
      title="New silence"
      button="Silence"
      ready={!problem}
      missing={problem}
      sending={sending}
      error={error && `The silence was not added: ${errorMessage(error)}`}
      onClose={onClose}
      onSubmit={submit}
    >
      <Typography variant="body2">
        Alerts that match stay in sight, but nobody is told of them. What still
        fires at the end is told then.
      </Typography>
      <MatcherFields
        legend="Which alerts"
        hint="All conditions must hold."
        matchers={draft.matchers}
        onChange={matchers => change({ matchers })}
      />
      <PreviewPanel matchers={matchersOf(draft.matchers)} />
      <div className={classes.fields}>
        <ChoiceField<SilenceDraft['kind']>
          label="Kind"
          value={draft.kind}
          choices={[
            ['silence', 'Silence'],
            ['maintenance', 'Maintenance of a system'],
          ]}
          onChange={kind => change({ kind })}
        />
        <TextField
          {...instant}
          id={`${id}-from`}
          label="From (UTC)"
          helperText="Empty for now."
          value={draft.from}
          onChange={event => change({ from: event.target.value })}
        />
        <TextField
          {...instant}
          id={`${id}-to`}
          label="To (UTC)"
          required
          value={draft.to}
          onChange={event => change({ to: event.target.value })}
        />
      </div>
      <div className={classes.lengths} role="group" aria-label="Length">
        <Typography variant="body2" component="span">
          For
        </Typography>
        {SILENCE_LENGTHS.map(([words, length]) => (
          <Button
            key={words}
            size="small"
            variant="outlined"
            onClick={() => {
              const from = fromInput(draft.from);
              change({
                to: toInput((Number.isNaN(from) ? Date.now() : from) + length),
              });
            }}
          >
            {words}
          </Button>
        ))}
      </div>
      <TextField
        id={`${id}-comment`}
        label="Reason"
        required
        fullWidth
        multiline
        size="small"
        variant="outlined"
        value={draft.comment}
        onChange={event => change({ comment: event.target.value })}
        inputProps={{ maxLength: COMMENT_LENGTH }}
        helperText="Everybody who may see alerts sees it."
      />
    </FormDialog>
  );
}
