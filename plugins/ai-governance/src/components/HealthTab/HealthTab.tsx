import { useState } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Skeleton from '@material-ui/lab/Skeleton';
import { toModelId } from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceApiRef } from '../../api';
import { DAY } from '../../format';
import { useResource, useSteady } from '../../hooks';
import { LoadError } from '../LoadError';
import { HealthReport } from './HealthReport';

const HOUR = 3_600_000;

/** Days that can be shown; the server answers at most 35. */
const DEFAULT_DAYS = 7;

/** Tab of a model endpoint's page: how it serves, and whether its logs tell of all of it. */
export function HealthTab() {
  const { entity } = useEntity();
  const modelId = toModelId(stringifyEntityRef(entity));
  // The key drops what was chosen for another endpoint.
  return <ModelHealthTab key={modelId} modelId={modelId} />;
}

function ModelHealthTab(props: { modelId: string }) {
  const { modelId } = props;
  const api = useApi(aiGovernanceApiRef);
  const [days, setDays] = useState(DEFAULT_DAYS);
  // The end stays what it is while the clock runs, or every render would ask again.
  const [to] = useState(() => Math.ceil(Date.now() / HOUR) * HOUR);
  const from = to - days * DAY;
  const request = {
    since: new Date(from).toISOString(),
    until: new Date(to).toISOString(),
  };
  const resource = useResource(
    JSON.stringify([modelId, request]),
    async () => ({
      health: await api.getHealth(modelId, request),
      from,
    }),
  );
  const shown = useSteady(resource.value);
  if (resource.error) {
    return (
      <LoadError
        title="The health could not be loaded"
        error={resource.error}
        onRetry={resource.reload}
      />
    );
  }
  if (!shown) {
    return <Skeleton variant="rect" height={480} aria-label="Loading health" />;
  }
  return (
    <HealthReport
      health={shown.health}
      from={shown.from}
      to={to}
      days={days}
      onDays={setDays}
    />
  );
}
