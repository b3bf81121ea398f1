import Typography from '@material-ui/core/Typography';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import type {
  ModelDetail,
  PerformanceRun,
} from '@ai-governance/plugin-ai-governance-common';
import { formatInstant, formatRelative } from '../../format';
import { Notice, NotMonitored } from '../Notices';

/** What has to be said or done before performance can be judged. */
export type Missing =
  | 'monitor'
  | 'switched-off'
  | 'outcomes'
  | 'labels'
  | 'limits'
  | 'run';

/** The first thing that is missing for a verdict; null when nothing is. */
export function missingOf(
  model: ModelDetail,
  runs: PerformanceRun[],
): Missing | null {
  const settings = model.monitor?.settings;
  if (!settings?.enabled) return 'monitor';
  if (!settings.performance.enabled) return 'switched-off';
  if (!settings.outcomes) return 'outcomes';
  if (settings.outcomes.labelSources.length === 0) return 'labels';
  if (settings.performance.limits.length === 0) return 'limits';
  return runs.length === 0 ? 'run' : null;
}

const OUTCOMES_EXAMPLE = `outcomes:
  prediction: decision        # the watched column that decides
  score: default_probability  # probability of the positive class
  label: repaid               # what turned out to be true
  labels: [s3://bucket/ground-truth, push]
  positive: { prediction: decline, label: false }`;

const LABELS_EXAMPLE = `outcomes:
  labels: [s3://bucket/ground-truth, push]`;

const LIMITS_EXAMPLE = `performance:
  limits:
    - { metric: auc, min: 0.8 }
    - { metric: f1, worsening: { by: 0.05 } }`;

/** Why performance is not judged, and what to do about it. It never looks as if it had passed. */
export function PerformanceMissing(props: {
  missing: Missing;
  model: ModelDetail;
}) {
  const { missing, model } = props;
  switch (missing) {
    case 'monitor':
      return <NotMonitored switchedOff={model.monitor !== null} />;
    case 'switched-off':
      return (
        <Notice icon={HelpOutlineIcon} title="Performance is switched off">
          <Typography>
            The settings of this endpoint say that its performance is not to be
            judged (<code>performance.enabled: false</code>). That says nothing
            about how well it performs.
          </Typography>
        </Notice>
      );
    case 'outcomes':
      return (
        <Notice
          icon={HelpOutlineIcon}
          title="Nobody has said what this model decides"
        >
          <Typography>
            Performance compares predictions with what turned out to be true.
            Add to the endpoint&apos;s entry in the monitors file which column
            predicts, and where labels come from:
          </Typography>
          <pre>{OUTCOMES_EXAMPLE}</pre>
        </Notice>
      );
    case 'labels':
      return (
        <Notice icon={HelpOutlineIcon} title="No labels come in">
          <Typography>
            Without labels nobody knows whether the model was right. Name the
            place where they lie, or <code>push</code> and send them to{' '}
            <code>POST /v1/models/{model.id}/labels</code>:
          </Typography>
          <pre>{LABELS_EXAMPLE}</pre>
        </Notice>
      );
    case 'limits':
      return (
        <Notice icon={HelpOutlineIcon} title="No limit is set">
          <Typography>
            What is measured is below, but nobody has said what is required, so
            there is no verdict. Limits are set before the runs that they judge,
            in the endpoint&apos;s entry in the monitors file:
          </Typography>
          <pre>{LIMITS_EXAMPLE}</pre>
        </Notice>
      );
    default:
      return (
        <Notice icon={HourglassEmptyIcon} title="Performance not measured yet">
          <Typography>
            Everything is configured, but no run has been made since.{' '}
            {model.nextRunAt
              ? `The next run is due ${formatInstant(
                  model.nextRunAt,
                )} (${formatRelative(model.nextRunAt)}).`
              : 'No run is planned; start one on the Drift tab.'}
          </Typography>
        </Notice>
      );
  }
}
