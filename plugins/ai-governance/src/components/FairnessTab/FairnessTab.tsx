import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { toModelId } from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceApiRef } from '../../api';
import { errorMessage } from '../../format';
import { useResource } from '../../hooks';
import { aiGovernanceOutcomesApiRef } from '../../outcomesApi';
import { LoadError } from '../LoadError';
import { FairnessMissing, missingOf } from './FairnessMissing';
import { FairnessReport } from './FairnessReport';

/** Tab of a model endpoint's page: whether groups of people are treated alike, and how sure that is. */
export function FairnessTab() {
  const { entity } = useEntity();
  const modelId = toModelId(stringifyEntityRef(entity));
  // The key drops what was chosen for another endpoint.
  return <ModelFairness key={modelId} modelId={modelId} />;
}

function ModelFairness(props: { modelId: string }) {
  const { modelId } = props;
  const api = useApi(aiGovernanceApiRef);
  const outcomesApi = useApi(aiGovernanceOutcomesApiRef);
  const { value, error, reload } = useResource(modelId, async () => {
    const [model, fairness, intersectional] = await Promise.all([
      api.getModel(modelId),
      outcomesApi.getFairness(modelId),
      outcomesApi.getIntersectionalFairness(modelId),
    ]);
    return { model, runs: fairness.runs, intersectional: intersectional.runs };
  });
  if (!value) {
    return error ? (
      <LoadError
        title="The fairness could not be loaded"
        error={error}
        onRetry={reload}
      />
    ) : (
      <Skeleton variant="rect" height={480} aria-label="Loading fairness" />
    );
  }
  const missing = missingOf(value.model, value.runs);
  const notice = missing && (
    <FairnessMissing missing={missing} model={value.model} />
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
        <FairnessReport notice={notice} {...value} onChanged={reload} />
      ) : (
        notice
      )}
    </>
  );
}
