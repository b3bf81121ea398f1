import Typography from '@material-ui/core/Typography';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import type {
  FairnessRun,
  ModelDetail,
} from '@ai-governance/plugin-ai-governance-common';
import { formatInstant, formatRelative } from '../../format';
import { Notice, NotMonitored } from '../Notices';

/** What has to be said or done before fairness can be judged. */
export type Missing =
  | 'monitor'
  | 'switched-off'
  | 'outcomes'
  | 'favourable'
  | 'attributes'
  | 'run';

/** The first thing that is missing for a verdict; null when nothing is. */
export function missingOf(
  model: ModelDetail,
  runs: FairnessRun[],
): Missing | null {
  const settings = model.monitor?.settings;
  if (!settings?.enabled) return 'monitor';
  if (!settings.fairness.enabled) return 'switched-off';
  if (!settings.outcomes) return 'outcomes';
  if (!settings.outcomes.favourable) return 'favourable';
  if (settings.fairness.protectedAttributes.length === 0) return 'attributes';
  return runs.length === 0 ? 'run' : null;
}

const OUTCOMES_EXAMPLE = `outcomes:
  prediction: decision        # the watched column that decides
  label: repaid               # what turned out to be true
  labels: [s3://bucket/ground-truth, push]
  favourable: { prediction: approve, label: true }`;

const FAVOURABLE_EXAMPLE = `outcomes:
  favourable: { prediction: approve, label: true }`;

const ATTRIBUTES_EXAMPLE = `protected_attributes:
  - name: gender
    groups:
      - { name: female, values: [female, F], label: women }
      - { name: male, values: [male, M], label: men }
    reference_group: male
  - name: age
    groups: ['<18', '18-25', '26-59', '60+']`;

/** Why fairness is not judged, and what to do about it. It never looks as if it had passed. */
export function FairnessMissing(props: {
  missing: Missing;
  model: ModelDetail;
}) {
  const { missing, model } = props;
  switch (missing) {
    case 'monitor':
      return <NotMonitored switchedOff={model.monitor !== null} />;
    case 'switched-off':
      return (
        <Notice icon={HelpOutlineIcon} title="Fairness is switched off">
          <Typography>
            The settings of this endpoint say that its fairness is not to be
            judged (<code>bias.enabled: false</code>). That says nothing about
            whether it is fair.
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
            Fairness compares how often groups of people get the favourable
            decision. Which column holds the decision, and what is favourable,
            is never guessed. Add it to the endpoint&apos;s entry in the
            monitors file:
          </Typography>
          <pre>{OUTCOMES_EXAMPLE}</pre>
        </Notice>
      );
    case 'favourable':
      return (
        <Notice
          icon={HelpOutlineIcon}
          title="The favourable outcome is not set"
        >
          <Typography>
            Which decision is good for the person concerned depends on the
            model: approval for a loan, but no alarm for a fraud model. It is
            never guessed. Add it to the endpoint&apos;s entry in the monitors
            file, for the decision and for the label; the next run then judges
            the decisions that were logged already:
          </Typography>
          <pre>{FAVOURABLE_EXAMPLE}</pre>
        </Notice>
      );
    case 'attributes':
      return (
        <Notice
          icon={HelpOutlineIcon}
          title="No protected attribute is configured"
        >
          <Typography>
            Nobody has said which groups are to be treated alike. Name them in{' '}
            <code>config/bias.yaml</code> for all endpoints, or under{' '}
            <code>bias</code> in the endpoint&apos;s entry. The values may come
            from a logged column or from a file with inference ids:
          </Typography>
          <pre>{ATTRIBUTES_EXAMPLE}</pre>
        </Notice>
      );
    default:
      return (
        <Notice icon={HourglassEmptyIcon} title="Fairness not measured yet">
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
