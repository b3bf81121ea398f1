import { useId } from 'react';
import type { ChangeEvent, Ref } from 'react';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { FILE_ENDINGS } from './draft';
import type { BaselineDraft } from './draft';

/** Longest period that the backend takes. */
const MOST_DAYS = 366;
/** Longest reason that the backend takes. */
const REASON_LENGTH = 1000;

const useStyles = makeStyles(
  theme => ({
    fields: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 220px), 1fr))',
    },
  }),
  { name: 'AiGovernanceBaselineFields' },
);

/** Properties of {@link BaselineFields}. */
export interface BaselineFieldsProps {
  draft: BaselineDraft;
  onChange(draft: BaselineDraft): void;
  /** Gets the input of the reason. */
  reasonField: Ref<HTMLInputElement>;
}

type FieldProps = Pick<BaselineFieldsProps, 'draft' | 'onChange'>;
type TextName = 'from' | 'to' | 'days' | 'daysAgo' | 'reason';

/** A required input of the draft with the attributes that all have in common. */
function useField(props: FieldProps) {
  const id = useId();
  return (name: TextName, label: string) => ({
    id: `${id}-${name}`,
    label,
    required: true,
    size: 'small' as const,
    variant: 'outlined' as const,
    value: props.draft[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) =>
      props.onChange({ ...props.draft, [name]: event.target.value }),
  });
}

function KindFields(props: FieldProps) {
  const { draft, onChange } = props;
  const field = useField(props);
  const fileId = useId();
  const days = { type: 'number', inputProps: { min: 1, max: MOST_DAYS } };
  const instant = {
    type: 'datetime-local',
    InputLabelProps: { shrink: true },
    // Browsers with a calendar of their own give no other way to keep the year to four digits.
    inputProps: { max: '9999-12-31T23:59' },
  };
  switch (draft.kind) {
    case 'fixed':
      return (
        <>
          <TextField {...field('from', 'From (UTC)')} {...instant} />
          <TextField
            {...field('to', 'To (UTC)')}
            {...instant}
            helperText="Whole hours count; the end is not part of it."
          />
        </>
      );
    case 'first':
      return <TextField {...field('days', 'Days')} {...days} />;
    case 'rolling':
      return (
        <>
          <TextField {...field('days', 'Days')} {...days} />
          <TextField {...field('daysAgo', 'Ending days ago')} {...days} />
        </>
      );
    case 'upload':
      return (
        <TextField
          id={fileId}
          type="file"
          label="File"
          required
          size="small"
          variant="outlined"
          InputLabelProps={{ shrink: true }}
          inputProps={{ accept: FILE_ENDINGS.join(',') }}
          helperText="CSV, Parquet, or statistics.json of SageMaker Model Monitor"
          onChange={(event: ChangeEvent<HTMLInputElement>) =>
            onChange({ ...draft, file: event.target.files?.[0] ?? null })
          }
        />
      );
    default:
      return null;
  }
}

/** What is to be compared with from now on, and why. */
export function BaselineFields(props: BaselineFieldsProps) {
  const { draft, onChange } = props;
  const classes = useStyles();
  const field = useField(props);
  const choices: [BaselineDraft['kind'], string][] = [
    ['fixed', 'A fixed period of its logs'],
    ['first', 'The first days of its logs'],
    ['rolling', 'A rolling period of its logs'],
    ['upload', 'An uploaded reference, such as the training data'],
  ];
  if (draft.version !== null) {
    choices.push(['version', `Version ${draft.version} again`]);
  }
  return (
    <>
      <FormControl component="fieldset">
        <FormLabel component="legend">Compare with</FormLabel>
        <RadioGroup
          value={draft.kind}
          onChange={(_, kind) =>
            // A file is not kept when its input goes.
            onChange({
              ...draft,
              kind: kind as BaselineDraft['kind'],
              file: null,
            })
          }
        >
          {choices.map(([kind, label]) => (
            <FormControlLabel
              key={kind}
              value={kind}
              label={label}
              control={<Radio size="small" color="primary" />}
            />
          ))}
        </RadioGroup>
      </FormControl>
      <div className={classes.fields}>
        {/* Each kind has inputs of its own; none becomes that of another. */}
        <KindFields key={draft.kind} draft={draft} onChange={onChange} />
      </div>
      <TextField
        {...field('reason', 'Reason')}
        fullWidth
        inputRef={props.reasonField}
        inputProps={{ maxLength: REASON_LENGTH }}
        helperText="Why this baseline? It is kept with the version."
      />
    </>
  );
}
