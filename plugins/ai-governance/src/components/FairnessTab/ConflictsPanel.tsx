import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import type { FairnessConflict } from '@ai-governance/plugin-ai-governance-common';
import type { GroupRate } from '@ai-governance/plugin-ai-governance-statistics';
import { formatCount } from '../../format';
import {
  FAIRNESS_METRIC_WORDS,
  formatInterval,
  formatRate,
  groupTitle,
} from '../../outcomes';
import { Section } from '../Section';
import type { Shown } from './shown';

function describeBase(rate: GroupRate, confidence: number): string {
  const count = rate.count === null ? '' : `, n = ${formatCount(rate.count)}`;
  return `${formatRate(rate.value)} (${formatInterval(
    rate,
    confidence,
    formatRate,
  )}${count})`;
}

/** Conflicts with the same groups and the same explanation but for the failing metric belong together. */
function byGroup(conflicts: FairnessConflict[]): FairnessConflict[][] {
  const groups = new Map<string, FairnessConflict[]>();
  for (const conflict of conflicts) {
    const key = JSON.stringify([conflict.group, conflict.holds]);
    groups.set(key, [...(groups.get(key) ?? []), conflict]);
  }
  return [...groups.values()];
}

/** Metrics of the shown result that say opposite things of one group, and why; nothing where none do. */
export function ConflictsPanel(props: { shown: Shown }) {
  const { conflicts, assessment } = props.shown.result;
  const { confidence } = assessment.parameters;
  if (conflicts.length === 0) {
    return null;
  }
  return (
    <Grid item xs={12}>
      <Section
        title="Metrics that contradict each other"
        subtitle="One kind of equality holds while another fails. Which one matters is a decision for people."
      >
        {byGroup(conflicts).map(same => {
          const [first] = same;
          const failing = same.map(
            ({ fails }) => FAIRNESS_METRIC_WORDS[fails].name,
          );
          return (
            <div key={first.text}>
              <Typography component="h3" variant="subtitle1">
                {groupTitle(first.group)}:{' '}
                {FAIRNESS_METRIC_WORDS[first.holds].name} holds,{' '}
                {failing.join(' and ')} {failing.length > 1 ? 'fail' : 'fails'}
              </Typography>
              <Typography variant="body2" component="p">
                {first.text}
              </Typography>
              <Typography variant="body2" component="p" gutterBottom>
                <strong>Base rates:</strong> {groupTitle(first.group)}{' '}
                {describeBase(first.baseRate, confidence)};{' '}
                {groupTitle(first.reference)} (reference){' '}
                {describeBase(first.referenceBaseRate, confidence)}.
              </Typography>
            </div>
          );
        })}
      </Section>
    </Grid>
  );
}
