import { useEffect, useRef, useState } from 'react';
import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import SearchIcon from '@material-ui/icons/Search';

/** Milliseconds without a key press after which is searched. */
const PAUSE = 300;

/** Properties of {@link SearchField}. */
export interface SearchFieldProps {
  value: string;
  onChange(value: string): void;
  /** For screen readers; `Search endpoints` when absent. */
  label?: string;
  /** What is searched. */
  hint?: string;
}

/** Searches a list once the user stops typing. */
export function SearchField(props: SearchFieldProps) {
  const {
    value,
    label = 'Search endpoints',
    hint = 'Part of the name of an endpoint or its owner',
  } = props;
  const [text, setText] = useState(value);
  const latestOnChange = useRef(props.onChange);
  latestOnChange.current = props.onChange;

  // Back and "clear" change the value from outside.
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) {
      return undefined;
    }
    const timer = setTimeout(() => latestOnChange.current(text.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [text, value]);

  return (
    <TextField
      size="small"
      variant="outlined"
      type="search"
      label="Search"
      title={hint}
      value={text}
      onChange={event => setText(event.target.value)}
      inputProps={{ 'aria-label': label }}
      InputProps={{
        startAdornment: (
          <InputAdornment position="start">
            <SearchIcon fontSize="small" aria-hidden />
          </InputAdornment>
        ),
      }}
    />
  );
}
