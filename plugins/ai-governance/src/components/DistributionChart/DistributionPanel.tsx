import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import type {
  ColumnDrift,
  DriftRun,
} from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceApiRef } from '../../api';
import { isJudged } from '../../drift';
import { useResource } from '../../hooks';
import { LoadError } from '../LoadError';
import { Section } from '../Section';
import { DistributionChart } from './DistributionChart';

/** Pixels kept free while the chart loads, so that the page does not jump. */
const CHART_SPACE = 340;

/** Properties of {@link DistributionPanel}. */
export interface DistributionPanelProps {
  run: DriftRun;
  column: ColumnDrift;
}

/** What has moved in the selected column: its baseline beside the current window. */
export function DistributionPanel(props: DistributionPanelProps) {
  const { run, column } = props;
  const api = useApi(aiGovernanceApiRef);
  const distribution = useResource(
    JSON.stringify([run.id, run.variant, column.column]),
    () =>
      api.getDistribution(run.modelId, {
        variant: run.variant,
        column: column.column,
      }),
  );
  return (
    <Section title={`${column.column}: baseline and now`}>
      {distribution.error && (
        <LoadError
          title="The distribution could not be loaded"
          error={distribution.error}
          onRetry={distribution.reload}
        />
      )}
      {distribution.value && (
        <DistributionChart
          distribution={distribution.value}
          judged={isJudged(column.verdict)}
        />
      )}
      {distribution.loading && !distribution.value && (
        <Box minHeight={CHART_SPACE}>
          <Progress />
        </Box>
      )}
    </Section>
  );
}
