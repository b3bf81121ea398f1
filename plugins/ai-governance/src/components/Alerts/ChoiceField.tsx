import { useId } from 'react';
import TextField from '@material-ui/core/TextField';

/** Properties of {@link ChoiceField}. */
export interface ChoiceFieldProps<T extends string> {
  label: string;
  value: T;
  /** Values with their words, in order. */
  choices: readonly (readonly [T, string])[];
  onChange(value: T): void;
}

/** Chooses one of a few values. */
export function ChoiceField<T extends string>(props: ChoiceFieldProps<T>) {
  const { label, value, choices, onChange } = props;
  const id = useId();
  return (
    <TextField
      id={id}
      select
      size="small"
      variant="outlined"
      label={label}
      value={value}
      onChange={event => onChange(event.target.value as T)}
      // The system's own list: it is known to every screen reader, and to fingers.
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true, htmlFor: id }}
      inputProps={{ id }}
    >
      {choices.map(([choice, words]) => (
        <option key={choice} value={choice}>
          {words}
        </option>
      ))}
    </TextField>
  );
}
