import { useState } from 'react';
import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import type {
  FairnessHistoryPoint,
  FairnessMetric,
} from '@ai-governance/plugin-ai-governance-common';
import { DAY } from '../../format';
import { useResource } from '../../hooks';
import { FAIRNESS_METRIC_WORDS, groupTitle, sameGroup } from '../../outcomes';
import { aiGovernanceOutcomesApiRef } from '../../outcomesApi';
import type { AiGovernanceOutcomesApi } from '../../outcomesApi';
import { LoadError } from '../LoadError';
import { Section, useToggleStyles } from '../Section';
import { HistoryChart } from './HistoryChart';
import type { Shown } from './shown';

const RANGES = [7, 30, 90];
/** Points of one page, the most that the backend gives. */
const PAGE = 5_000;
/** Pixels kept free while a chart loads, so that the page does not jump. */
const CHART_SPACE = 340;

/** Every page of a history. */
async function wholeHistory(
  api: AiGovernanceOutcomesApi,
  modelId: string,
  query: {
    variant: string;
    metric: FairnessMetric;
    attributes: string[];
    since: string;
  },
): Promise<FairnessHistoryPoint[]> {
  const points: FairnessHistoryPoint[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.getFairnessHistory(modelId, {
      ...query,
      limit: PAGE,
      cursor,
    });
    points.push(...page.points);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return points;
}

/** How the chosen figure came about. */
export function HistoryPanel(props: { shown: Shown }) {
  const { run, result, metric, group } = props.shown;
  const api = useApi(aiGovernanceOutcomesApiRef);
  const toggle = useToggleStyles();
  const [days, setDays] = useState(30);
  const end = Date.parse(run.window?.to ?? run.createdAt);
  const query = {
    variant: run.variant,
    metric,
    attributes: result.assessment.attributes,
    since: new Date(end - days * DAY).toISOString(),
  };
  const history = useResource(JSON.stringify([run.id, query]), () =>
    wholeHistory(api, run.modelId, query),
  );
  const { name } = FAIRNESS_METRIC_WORDS[metric];
  const of = group ? groupTitle(group) : 'groups furthest apart';
  return (
    <Section
      title={`${name} over time`}
      subtitle={`${of}, ${run.variant}.`}
      actions={
        <ToggleButtonGroup
          exclusive
          size="small"
          value={days}
          onChange={(_, next) => next && setDays(next)}
          aria-label="Period"
        >
          {RANGES.map(range => (
            <ToggleButton key={range} classes={toggle} value={range}>
              {range} days
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      {history.error && (
        <LoadError
          title="The history could not be loaded"
          error={history.error}
          onRetry={history.reload}
        />
      )}
      {history.value ? (
        <HistoryChart
          name={`${name} of ${of}`}
          metric={metric}
          points={history.value.filter(point => sameGroup(point.group, group))}
        />
      ) : (
        history.loading && (
          <Box minHeight={CHART_SPACE}>
            <Progress />
          </Box>
        )
      )}
    </Section>
  );
}
