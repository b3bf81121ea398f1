import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import type { ModelDetail } from '@ai-governance/plugin-ai-governance-common';
import {
  describeBaseline,
  formatDuration,
  formatInstant,
  formatRelative,
} from '../../format';
import type { RunHandle } from '../../hooks';
import { IngestionLine } from '../DriftSummary';
import { RunButton, RunProgress } from '../RunControl';
import { Notice } from './Notice';

/** Properties of {@link FirstRunPending}. */
export interface FirstRunPendingProps {
  model: ModelDetail;
  handle: RunHandle;
}

/** That the endpoint is watched but nothing was compared yet, and when it will be. */
export function FirstRunPending(props: FirstRunPendingProps) {
  const { model, handle } = props;
  const settings = model.monitor?.settings;
  return (
    <Notice icon={HourglassEmptyIcon} title="Nothing measured yet">
      <Typography>
        This endpoint is watched, but no comparison has been made yet.{' '}
        {model.nextRunAt &&
          `The next run is due ${formatInstant(
            model.nextRunAt,
          )} (${formatRelative(model.nextRunAt)}). `}
        {settings &&
          `It compares the last ${formatDuration(
            settings.comparisonWindow,
          )} with ${describeBaseline(
            settings.baseline,
          )}, as soon as each side has ${settings.minSamples} rows.`}
      </Typography>
      <IngestionLine ingestion={model.ingestion} />
      <Box width="100%">
        <RunProgress handle={handle} />
      </Box>
      <RunButton handle={handle} />
    </Notice>
  );
}
