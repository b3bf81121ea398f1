import { useState } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { toModelId } from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceApiRef } from '../../api';
import { DAY, errorMessage } from '../../format';
import { useResource, useSteady } from '../../hooks';
import { aiGovernanceOutcomesApiRef } from '../../outcomesApi';
import { LoadError } from '../LoadError';
import { PerformanceMissing, missingOf } from './PerformanceMissing';
import { PerformanceReport } from './PerformanceReport';

/** Days shown at first, and the most that health has hours of. */
const DEFAULT_DAYS = 35;

/** Tab of a model endpoint's page: how right the model turned out to be, and how sure that is. */
export function PerformanceTab() {
  const { entity } = useEntity();
  const modelId = toModelId(stringifyEntityRef(entity));
  // The key drops what was chosen for another endpoint.
  return <ModelPerformance key={modelId} modelId={modelId} />;
}

function ModelPerformance(props: { modelId: string }) {
  const { modelId } = props;
  const api = useApi(aiGovernanceApiRef);
  const outcomesApi = useApi(aiGovernanceOutcomesApiRef);
  const [days, setDays] = useState(DEFAULT_DAYS);
  // The end stays what it is while the clock runs, or every render would ask again.
  const [to] = useState(() => Math.ceil(Date.now() / DAY) * DAY);
  const period = { from: to - days * DAY, to };
  const request = {
    since: new Date(period.from).toISOString(),
    until: new Date(to).toISOString(),
  };
  const resource = useResource(JSON.stringify([modelId, request]), async () => {
    const [model, performance] = await Promise.all([
      api.getModel(modelId),
      outcomesApi.getPerformance(modelId, request),
    ]);
    return { model, ...performance, period };
  });
  // What the cloud measured is beside the point where it is missing: its failure is told, and does not hide the rest.
  const health = useResource(JSON.stringify(['health', modelId, request]), () =>
    api.getHealth(modelId, request),
  );
  const value = useSteady(resource.value);
  const { error } = resource;
  if (!value) {
    return error ? (
      <LoadError
        title="The performance could not be loaded"
        error={error}
        onRetry={resource.reload}
      />
    ) : (
      <Skeleton variant="rect" height={480} aria-label="Loading performance" />
    );
  }
  const missing = missingOf(value.model, value.runs);
  const notice = missing && (
    <PerformanceMissing missing={missing} model={value.model} />
  );
  return (
    <>
      {error && (
        <Box mb={2}>
          <Alert severity="warning">
            These results could not be refreshed: {errorMessage(error)}
          </Alert>
        </Box>
      )}
      {value.runs.length > 0 ? (
        <PerformanceReport
          notice={notice}
          {...value}
          health={health}
          days={days}
          onDays={setDays}
        />
      ) : (
        notice
      )}
    </>
  );
}
