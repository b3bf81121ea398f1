import { useState } from 'react';
import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import type {
  ColumnDrift,
  DriftMethod,
  DriftRun,
  RootCause,
} from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceApiRef } from '../../api';
import { leadingMethod } from '../../drift';
import { DAY, METHODS, VERDICT_WORDS } from '../../format';
import { useResource } from '../../hooks';
import { LoadError } from '../LoadError';
import { Section, useToggleStyles } from '../Section';
import { TrendChart } from './TrendChart';

const RANGES = [7, 30, 90];
/** Pixels kept free while a chart loads, so that the page does not jump. */
const CHART_SPACE = 340;

/** Properties of {@link TrendPanel}. */
export interface TrendPanelProps {
  run: DriftRun;
  column: ColumnDrift;
  /** What is known of the cause, whose times are marked in the chart. */
  rootCause: RootCause | null;
}

/** How the selected column's drift came about: test and period can be chosen. */
export function TrendPanel(props: TrendPanelProps) {
  const { run, column, rootCause } = props;
  const api = useApi(aiGovernanceApiRef);
  const toggle = useToggleStyles();
  const [days, setDays] = useState(30);
  const [chosen, setChosen] = useState<DriftMethod>();
  const methods = column.tests.map(test => test.method);
  // A method chosen for one column may not apply to the next.
  const method =
    chosen && methods.includes(chosen) ? chosen : leadingMethod(column);
  const end = Date.parse(run.current?.to ?? run.createdAt);
  const query = method && {
    variant: run.variant,
    column: column.column,
    method,
    since: new Date(end - days * DAY).toISOString(),
  };
  const history = useResource(
    query ? JSON.stringify([run.id, query]) : null,
    async () =>
      query ? (await api.getDriftHistory(run.modelId, query)).points : [],
  );

  return (
    <Section
      title={`${column.column} over time`}
      actions={
        method && (
          <Box display="flex" flexWrap="wrap" gridGap={8}>
            <ToggleButtonGroup
              exclusive
              size="small"
              value={method ?? null}
              onChange={(_, next) => next && setChosen(next)}
              aria-label="Test"
            >
              {methods.map(name => (
                <ToggleButton
                  key={name}
                  classes={toggle}
                  value={name}
                  title={METHODS[name].name}
                >
                  {METHODS[name].short}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
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
          </Box>
        )
      }
    >
      {history.error && (
        <LoadError
          title="The history could not be loaded"
          error={history.error}
          onRetry={history.reload}
        />
      )}
      {!method && (
        <Typography variant="body2" color="textSecondary">
          {VERDICT_WORDS[column.verdict]}: {column.reason}
        </Typography>
      )}
      {history.value && method ? (
        <TrendChart
          column={column.column}
          method={method}
          points={history.value}
          onset={
            rootCause?.columns.find(
              ({ column: name }) => name === column.column,
            )?.onset ?? null
          }
          events={rootCause?.events ?? []}
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
