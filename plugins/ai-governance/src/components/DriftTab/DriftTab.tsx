import { stringifyEntityRef } from '@backstage/catalog-model';
import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import Alert from '@material-ui/lab/Alert';
import { toModelId } from '@ai-governance/plugin-ai-governance-common';
import type {
  DriftRun,
  ModelDetail,
} from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceApiRef } from '../../api';
import { errorMessage } from '../../format';
import { useResource, useRun } from '../../hooks';
import { ColumnsFound } from '../Columns';
import { LoadError } from '../LoadError';
import {
  CaptureOff,
  FirstRunPending,
  LastRunFailed,
  NotMonitored,
} from '../Notices';
import { DriftReport } from './DriftReport';

/** Tab of a model endpoint's page: whether the model drifts, why, and since when. */
export function DriftTab() {
  const { entity } = useEntity();
  const modelId = toModelId(stringifyEntityRef(entity));
  // The key drops what was chosen for another endpoint.
  return <ModelDrift key={modelId} modelId={modelId} />;
}

function ModelDrift(props: { modelId: string }) {
  const { modelId } = props;
  const api = useApi(aiGovernanceApiRef);
  const resource = useResource(modelId, async () => {
    const [model, drift] = await Promise.all([
      api.getModel(modelId),
      api.getDrift(modelId),
    ]);
    return { model, runs: drift.runs };
  });
  if (resource.value) {
    return (
      <>
        {resource.error && (
          <Box mb={2}>
            <Alert severity="warning">
              These results could not be refreshed:{' '}
              {errorMessage(resource.error)}
            </Alert>
          </Box>
        )}
        <LoadedDrift {...resource.value} onChanged={resource.reload} />
      </>
    );
  }
  if (resource.error) {
    return (
      <LoadError
        title="The measurements could not be loaded"
        error={resource.error}
        onRetry={resource.reload}
      />
    );
  }
  return <Progress />;
}

function LoadedDrift(props: {
  model: ModelDetail;
  runs: DriftRun[];
  onChanged(): void;
}) {
  const { model, runs, onChanged } = props;
  const handle = useRun(model.id, model.lastRun, onChanged);
  const hasResults = runs.length > 0;
  return (
    <>
      {model.lastRun?.state === 'failed' && (
        <Box mb={2}>
          <LastRunFailed run={model.lastRun} measuredAt={latest(runs)} />
        </Box>
      )}
      <ColumnsFound model={model} handle={handle} onConfirmed={onChanged} />
      {hasResults ? (
        <>
          {model.capture === 'off' && (
            <Box mb={2}>
              <Alert severity="warning">
                Data capture of this endpoint is off now, so these results grow
                old.
              </Alert>
            </Box>
          )}
          <DriftReport
            model={model}
            runs={runs}
            handle={handle}
            onChanged={onChanged}
          />
        </>
      ) : (
        <NoResults model={model} handle={handle} />
      )}
    </>
  );
}

/** When the newest of some runs was made; null when there is none. */
function latest(runs: DriftRun[]): string | null {
  return runs.reduce<string | null>(
    (newest, { createdAt }) =>
      newest === null || createdAt > newest ? createdAt : newest,
    null,
  );
}

function NoResults(props: {
  model: ModelDetail;
  handle: ReturnType<typeof useRun>;
}) {
  const { model, handle } = props;
  if (model.capture === 'off') {
    return <CaptureOff model={model} />;
  }
  if (!model.monitor || !model.monitor.settings.enabled) {
    return <NotMonitored switchedOff={model.monitor !== null} />;
  }
  return <FirstRunPending model={model} handle={handle} />;
}
