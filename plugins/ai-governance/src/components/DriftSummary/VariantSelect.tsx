import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useId } from 'react';
import type { DriftRun } from '@ai-governance/plugin-ai-governance-common';
import { VERDICT_WORDS } from '../../format';

/** Properties of {@link VariantSelect}. */
export interface VariantSelectProps {
  /** Latest run of each variant. */
  runs: DriftRun[];
  variant: string;
  onChange(variant: string): void;
}

/** Chooses among the variants behind an endpoint; nothing to choose, nothing shown. */
export function VariantSelect(props: VariantSelectProps) {
  const id = useId();
  if (props.runs.length < 2) {
    return null;
  }
  return (
    <TextField
      id={id}
      select
      size="small"
      variant="outlined"
      label="Variant"
      value={props.variant}
      onChange={event => props.onChange(event.target.value)}
    >
      {props.runs.map(run => (
        <MenuItem key={run.variant} value={run.variant}>
          {run.variant}: {VERDICT_WORDS[run.verdict]}
        </MenuItem>
      ))}
    </TextField>
  );
}
