import { useId } from 'react';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Switch from '@material-ui/core/Switch';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { FAIRNESS_METRICS } from '@ai-governance/plugin-ai-governance-statistics';
import type { FairnessMetric } from '@ai-governance/plugin-ai-governance-common';
import { FAIRNESS_METRIC_WORDS, isRatio } from '../../outcomes';
import { LEAST_GROUP_SIZE } from './thresholdsDraft';
import type { ThresholdsDraft } from './thresholdsDraft';

/** Longest reason that the backend takes. */
const REASON_LENGTH = 1000;

const useStyles = makeStyles(
  theme => ({
    metric: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 220px)',
      gap: theme.spacing(1),
      alignItems: 'center',
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
  }),
  { name: 'AiGovernanceThresholdFields' },
);

/** Properties of {@link ThresholdFields}. */
export interface ThresholdFieldsProps {
  draft: ThresholdsDraft;
  disabled: boolean;
  onChange(draft: ThresholdsDraft): void;
}

/** Which metrics are judged, how far groups may part, and which groups are large enough. */
export function ThresholdFields(props: ThresholdFieldsProps) {
  const { draft, disabled, onChange } = props;
  const classes = useStyles();
  const id = useId();
  const change = (
    metric: FairnessMetric,
    rule: Partial<ThresholdsDraft['metrics'][FairnessMetric]>,
  ) =>
    onChange({
      ...draft,
      metrics: {
        ...draft.metrics,
        [metric]: { ...draft.metrics[metric], ...rule },
      },
    });
  return (
    <>
      {FAIRNESS_METRICS.map(metric => {
        const { name } = FAIRNESS_METRIC_WORDS[metric];
        const ratio = isRatio(metric);
        return (
          <div key={metric} className={classes.metric}>
            <FormControlLabel
              disabled={disabled}
              control={
                <Switch
                  color="primary"
                  size="small"
                  checked={draft.metrics[metric].enabled}
                  onChange={(_, enabled) => change(metric, { enabled })}
                />
              }
              label={name}
            />
            <TextField
              id={`${id}-${metric}`}
              label={
                ratio
                  ? 'Least ratio'
                  : 'Greatest difference (percentage points)'
              }
              type="number"
              size="small"
              variant="outlined"
              required
              disabled={disabled || !draft.metrics[metric].enabled}
              value={draft.metrics[metric].threshold}
              inputProps={{
                'aria-label': `${name}: ${
                  ratio
                    ? 'least ratio'
                    : 'greatest difference in percentage points'
                }`,
                min: ratio ? 0.01 : 0.1,
                max: ratio ? 1 : 100,
                step: 'any',
              }}
              onChange={event =>
                change(metric, { threshold: event.target.value })
              }
            />
          </div>
        );
      })}
      <TextField
        id={`${id}-size`}
        label="Fewest decisions of a group"
        type="number"
        size="small"
        variant="outlined"
        required
        disabled={disabled}
        value={draft.minGroupSize}
        inputProps={{ min: LEAST_GROUP_SIZE, step: 1 }}
        helperText={`Smaller groups are suppressed. At least ${LEAST_GROUP_SIZE}, or single people could be told apart.`}
        onChange={event =>
          onChange({ ...draft, minGroupSize: event.target.value })
        }
      />
      {!disabled && (
        <TextField
          id={`${id}-reason`}
          label="Reason"
          size="small"
          variant="outlined"
          required
          fullWidth
          value={draft.reason}
          inputProps={{ maxLength: REASON_LENGTH }}
          helperText="Why? It is kept with your name and the version. It holds from the next run on; earlier verdicts stay."
          onChange={event => onChange({ ...draft, reason: event.target.value })}
        />
      )}
    </>
  );
}
