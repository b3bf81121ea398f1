import { useId } from 'react';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  { root: { minWidth: 140, maxWidth: '100%' } },
  { name: 'AiGovernanceChoiceField' },
);

/** One thing that can be chosen. */
export interface Choice {
  value: string;
  text: string;
}

/** Chooses one of some things; where there is nothing to choose, nothing is shown. */
export function ChoiceField(props: {
  label: string;
  choices: Choice[];
  value: string;
  onChange(value: string): void;
}) {
  const id = useId();
  const classes = useStyles();
  if (props.choices.length < 2) {
    return null;
  }
  return (
    <TextField
      // Without an id the list is not named by its label.
      id={id}
      select
      size="small"
      variant="outlined"
      className={classes.root}
      label={props.label}
      value={props.value}
      onChange={event => props.onChange(event.target.value)}
    >
      {props.choices.map(({ value, text }) => (
        <MenuItem key={value} value={value}>
          {text}
        </MenuItem>
      ))}
    </TextField>
  );
}
