import { useApi } from '@backstage/core-plugin-api';
import { aiGovernanceApiRef } from '../../api';
import type { FleetQuery } from '../../fleet';
import { usePages, useResource, useSteady } from '../../hooks';
import { LoadError } from '../LoadError';
import { NoMatch } from '../Notices';
import { Pager } from '../Pager';
import { FleetTable } from './FleetTable';

/** Endpoints of one page. */
const PAGE_SIZE = 25;

/** Properties of {@link FleetList}. */
export interface FleetListProps {
  query: FleetQuery;
  update(changes: Partial<FleetQuery>): void;
  /** Called when a run that was started in a row has ended. */
  onMeasured(): void;
}

/** The endpoints that a query lets through, page by page from the server. */
export function FleetList(props: FleetListProps) {
  const { query, update, onMeasured } = props;
  const api = useApi(aiGovernanceApiRef);
  const pages = usePages();
  const { filter, order, direction } = query;
  const request = {
    ...filter,
    order,
    direction,
    limit: PAGE_SIZE,
    cursor: pages.cursor,
  };
  const resource = useResource(JSON.stringify(request), () =>
    api.listModels(request),
  );
  const page = useSteady(resource.value);

  if (resource.error) {
    return (
      <LoadError
        title="The endpoints could not be loaded"
        error={resource.error}
        onRetry={resource.reload}
      />
    );
  }
  if (page?.items.length === 0 && !resource.loading) {
    return <NoMatch what="endpoint" onClear={() => update({ filter: {} })} />;
  }
  return (
    <>
      <FleetTable
        models={page?.items}
        loading={resource.loading}
        order={order}
        direction={direction}
        onSort={(nextOrder, nextDirection) =>
          update({ order: nextOrder, direction: nextDirection })
        }
        onMeasured={() => {
          resource.reload();
          onMeasured();
        }}
      />
      {page && (
        <Pager
          what="endpoints"
          pages={pages}
          pageSize={PAGE_SIZE}
          shown={page.items.length}
          total={page.total}
          nextCursor={page.nextCursor}
        />
      )}
    </>
  );
}
