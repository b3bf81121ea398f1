import { useApi } from '@backstage/core-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import type { FleetFilter } from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceApiRef } from '../../api';
import { deploymentOf } from '../../deployment';
import { FIRST_DIRECTION } from '../../fleet';
import { formatCount, formatCounted } from '../../format';
import { useResource } from '../../hooks';
import { LoadError } from '../LoadError';
import { NoMatch } from '../Notices';
import { TopologyPanel } from './TopologyPanel';

/** Endpoints drawn at most; a larger graph helps nobody, so the filter has to narrow it. */
const MAX_ENDPOINTS = 200;
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'spec.deployment',
];

/** Properties of {@link FleetTopology}. */
export interface FleetTopologyProps {
  filter: FleetFilter;
  onClear(): void;
}

/** What runs where of the endpoints that a filter lets through, the most urgent ones if there are too many. */
export function FleetTopology(props: FleetTopologyProps) {
  const { filter, onClear } = props;
  const api = useApi(aiGovernanceApiRef);
  const catalog = useApi(catalogApiRef);
  const resource = useResource(JSON.stringify(filter), async () => {
    const { items, total } = await api.listModels({
      ...filter,
      order: 'verdict',
      direction: FIRST_DIRECTION.verdict,
      limit: MAX_ENDPOINTS,
    });
    const entities =
      items.length === 0
        ? []
        : (
            await catalog.getEntitiesByRefs({
              entityRefs: items.map(({ entityRef }) => entityRef),
              fields: FIELDS,
            })
          ).items;
    const deployments = new Map(
      entities.map(entity => [
        entity && stringifyEntityRef(entity),
        entity ? deploymentOf(entity) : null,
      ]),
    );
    const endpoints = items.map(model => ({
      ...model,
      deployment: deployments.get(model.entityRef) ?? null,
    }));
    return { endpoints, total };
  });

  if (resource.error) {
    return (
      <LoadError
        title="The topology could not be loaded"
        error={resource.error}
        onRetry={resource.reload}
      />
    );
  }
  if (!resource.value) {
    return <Skeleton variant="rect" height={320} />;
  }
  const { endpoints, total } = resource.value;
  if (endpoints.length === 0) {
    return <NoMatch what="endpoint" onClear={onClear} />;
  }
  return (
    <TopologyPanel
      endpoints={endpoints}
      note={
        <Typography variant="body2" color="textSecondary">
          {total > endpoints.length
            ? `The ${formatCount(
                endpoints.length,
              )} most urgent of ${formatCounted(
                total,
                'endpoint',
              )}. Filter to see others.`
            : formatCounted(total, 'endpoint')}
        </Typography>
      }
    />
  );
}
