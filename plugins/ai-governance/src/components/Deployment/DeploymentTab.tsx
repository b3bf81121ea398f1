import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloudQueueIcon from '@material-ui/icons/CloudQueue';
import Alert from '@material-ui/lab/Alert';
import {
  ANNOTATION_DISCOVERY_ERROR,
  ANNOTATION_DISCOVERY_ERROR_SINCE,
  toModelId,
} from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceApiRef } from '../../api';
import { deploymentOf } from '../../deployment';
import {
  CLOUD_WORDS,
  SERVING_WORDS,
  describePlace,
  formatInstant,
} from '../../format';
import { useResource } from '../../hooks';
import { Notice } from '../Notices';
import { Section } from '../Section';
import { TopologyPanel } from '../Topology';
import { EndpointVersions } from './EndpointVersions';
import { VariantTable } from './VariantTable';

/** Versions of one page, of which the current ones say what is approved. */
const PAGE_SIZE = 25;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
  }),
  { name: 'AiGovernanceDeploymentTab' },
);

/** Tab of a model endpoint's page: what runs where, who gets how much of the traffic, and what changed when. */
export function DeploymentTab() {
  const { entity } = useEntity();
  const api = useApi(aiGovernanceApiRef);
  const classes = useStyles();
  const entityRef = stringifyEntityRef(entity);
  const modelId = toModelId(entityRef);
  const model = useResource(modelId, () => api.getModel(modelId));
  const latest = useResource(`versions of ${modelId}`, () =>
    api.getVersions(modelId, { limit: PAGE_SIZE }),
  );
  const deployment = deploymentOf(entity);
  const annotations = entity.metadata.annotations ?? {};
  const failure = annotations[ANNOTATION_DISCOVERY_ERROR];
  const failingSince = annotations[ANNOTATION_DISCOVERY_ERROR_SINCE];
  return (
    <div className={classes.root}>
      {failure && (
        <Alert severity="warning">
          The last look at the cloud failed
          {failingSince &&
            `, as every one since ${formatInstant(failingSince)}`}
          , so this may be out of date: {failure}
        </Alert>
      )}
      {deployment ? (
        <>
          <Section
            title="What runs where"
            subtitle={`${CLOUD_WORDS[deployment.cloud]}, ${describePlace(
              deployment,
            )}; ${SERVING_WORDS[deployment.serving]}.`}
          >
            <TopologyPanel
              endpoints={[
                {
                  entityRef,
                  title: entity.metadata.title ?? entity.metadata.name,
                  cloud: deployment.cloud,
                  verdict: model.value?.verdict ?? null,
                  health: model.value?.health ?? 'unknown',
                  deployment,
                },
              ]}
            />
          </Section>
          <VariantTable
            variants={deployment.variants}
            versions={latest.value?.versions}
          />
        </>
      ) : (
        <Notice icon={CloudQueueIcon} title="Not known what runs here">
          <Typography>
            No discovery describes this endpoint: it was registered by hand, or
            its cloud has not been looked at yet. Its versions appear once one
            has been seen.
          </Typography>
        </Notice>
      )}
      <EndpointVersions modelId={modelId} />
    </div>
  );
}
