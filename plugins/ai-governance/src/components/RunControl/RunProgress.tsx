import Box from '@material-ui/core/Box';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useId } from 'react';
import type { RunStatus } from '@ai-governance/plugin-ai-governance-common';
import {
  PHASE_WORDS,
  errorMessage,
  formatCount,
  formatCounted,
} from '../../format';
import type { RunHandle } from '../../hooks';

function describeProgress(run: RunStatus): string {
  const phase = PHASE_WORDS[run.phase];
  if (!run.progress) {
    return `${phase}…`;
  }
  return `${phase}: ${formatCount(run.progress.done)} of ${formatCounted(
    run.progress.total,
    'log object',
  )}`;
}

/** What the followed run is doing and how far it is; nothing when none is under way. */
export function RunProgress(props: { handle: RunHandle }) {
  const { run, error } = props.handle;
  const labelId = useId();
  if (error) {
    return (
      <Alert severity="error">
        The run could not be started or followed: {errorMessage(error)}
      </Alert>
    );
  }
  if (!run) {
    return null;
  }
  const { progress } = run;
  const percent =
    progress && progress.total > 0
      ? (progress.done / progress.total) * 100
      : undefined;
  return (
    <Box>
      <Typography
        id={labelId}
        variant="body2"
        gutterBottom
        role="status"
        aria-live="polite"
      >
        {describeProgress(run)}
      </Typography>
      <LinearProgress
        aria-labelledby={labelId}
        variant={percent === undefined ? 'indeterminate' : 'determinate'}
        value={percent}
      />
    </Box>
  );
}
