import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type {
  FairnessMetric,
  FairnessResult,
} from '@ai-governance/plugin-ai-governance-common';
import { formatCounted } from '../../format';
import {
  FAIRNESS_METRIC_WORDS,
  FAIRNESS_WORDS,
  attributesTitle,
  groupTitle,
  metricOf,
  resultKey,
} from '../../outcomes';
import { ChoiceField } from '../Outcomes';
import { Section } from '../Section';
import { GroupList } from './GroupList';
import { MetricHeatmap } from './MetricHeatmap';
import { describeAllowed } from './figures';
import type { Shown } from './shown';

/** Properties of {@link GroupPanel}. */
export interface GroupPanelProps {
  shown: Shown;
  results: FairnessResult[];
  /** Chooses a result by its key. */
  onChoose(key: string): void;
}

/** What the groups were compared with, and how many decisions took part. */
function describeGroups({ assessment }: FairnessResult): string {
  const { reference, referenceReason, n, labelled, parameters } = assessment;
  const against = reference
    ? `Compared with ${groupTitle(reference)}.`
    : `Not compared: ${referenceReason}.`;
  const rounded =
    parameters.roundedTo === null
      ? ''
      : ` Counts are rounded to multiples of ${parameters.roundedTo}, because a group is too small to be shown.`;
  return `${against} ${formatCounted(
    n,
    'decision',
  )} in shown groups, ${formatCounted(
    labelled,
    'labelled one',
  )}.${rounded} Choose a figure to see its rates and its history.`;
}

/** Every metric by group, for the attribute or the combination that is chosen. */
export function GroupPanel(props: GroupPanelProps) {
  const { shown, results, onChoose } = props;
  const { result, metric, choose } = shown;
  const narrow = useMediaQuery(useTheme().breakpoints.down('sm'));
  const { assessment } = result;
  const current = metricOf(assessment, metric);
  return (
    <Section
      title={`By ${attributesTitle(assessment.attributes)}`}
      subtitle={describeGroups(result)}
      actions={
        <Box display="flex" flexWrap="wrap" gridGap={8}>
          <ChoiceField
            label="Attribute"
            choices={results.map(each => ({
              value: resultKey(each.assessment.attributes),
              text: `${attributesTitle(each.assessment.attributes)}: ${
                FAIRNESS_WORDS[each.assessment.verdict]
              }`,
            }))}
            value={resultKey(assessment.attributes)}
            onChange={onChoose}
          />
          <ChoiceField
            label="Metric"
            choices={assessment.metrics.map(each => ({
              value: each.metric,
              text: `${FAIRNESS_METRIC_WORDS[each.metric].name}: ${
                FAIRNESS_WORDS[each.verdict]
              }`,
            }))}
            value={metric}
            onChange={next => choose(next as FairnessMetric, shown.group)}
          />
        </Box>
      }
    >
      {narrow ? <GroupList shown={shown} /> : <MetricHeatmap shown={shown} />}
      {current && (
        <Box mt={1.5}>
          <Typography variant="body2" component="p">
            <strong>{FAIRNESS_METRIC_WORDS[metric].name}</strong> (
            {describeAllowed(current)}):{' '}
            {FAIRNESS_METRIC_WORDS[metric].explanation}
          </Typography>
          {current.reason && (
            <Typography variant="body2" component="p">
              <strong>{FAIRNESS_WORDS[current.verdict]}:</strong>{' '}
              {current.reason}.
            </Typography>
          )}
        </Box>
      )}
    </Section>
  );
}
