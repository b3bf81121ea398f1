import { useEffect, useMemo, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { aiGovernanceAlertReadPermission } from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { isNarrowed, statesOf } from '../../alerts';
import type { AlertQuery } from '../../alerts';
import { useLive, usePages, useResource, useSteady } from '../../hooks';
import { NoMatch } from '../Notices';
import { Pager } from '../Pager';
import { AlertGroups } from './AlertGroups';
import { AlertsLoadError } from './AlertsLoadError';
import { BulkBar } from './BulkBar';
import { NothingFires } from './NothingFires';

/** Alerts of one page. */
const PAGE_SIZE = 25;

/** Properties of {@link AlertList}. */
export interface AlertListProps {
  query: AlertQuery;
  /** Ref of the entity whose alerts are shown; absent for those of all. */
  entityRef?: string;
  /** Grows when alerts were changed elsewhere on the page. */
  changes: number;
  update(changes: Partial<AlertQuery>): void;
  onOpen(id: string): void;
  /** Called when alerts were changed here. */
  onChanged(): void;
}

/** The alerts that a query lets through, page by page from the server. */
export function AlertList(props: AlertListProps) {
  const { query, entityRef, changes, update, onOpen, onChanged } = props;
  const api = useApi(aiGovernanceAlertsApiRef);
  const pages = usePages();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const request = {
    ...query.filter,
    ...(entityRef && { entityRef: [entityRef] }),
    order: query.order,
    limit: PAGE_SIZE,
    cursor: pages.cursor,
  };
  const resource = useResource(JSON.stringify(request), () =>
    api.listAlerts(request),
  );
  const { reload } = resource;
  const page = useSteady(resource.value);
  useLive(reload);
  useEffect(() => {
    if (changes > 0) {
      reload();
    }
  }, [changes, reload]);

  // What is out of sight is not chosen: nobody changes what they do not see.
  const ids = useMemo(
    () => (page?.items ?? []).map(({ id }) => id).filter(id => chosen.has(id)),
    [page, chosen],
  );

  if (resource.error && !resource.value) {
    return (
      <AlertsLoadError
        title="The alerts could not be loaded"
        permission={aiGovernanceAlertReadPermission}
        error={resource.error}
        onRetry={reload}
      />
    );
  }
  const empty = page?.items.length === 0 && resource.value !== undefined;
  if (empty && pages.index === 0) {
    return isNarrowed(query.filter) ? (
      <NoMatch
        what="alert"
        onClear={() => update({ filter: { state: statesOf('firing') } })}
      />
    ) : (
      <NothingFires
        of={entityRef ? 'this endpoint' : 'the endpoints that you may see'}
      />
    );
  }
  return (
    <>
      {page && (
        <BulkBar
          ids={ids}
          all={ids.length === page.items.length && ids.length > 0}
          onChooseAll={() => setChosen(new Set(page.items.map(({ id }) => id)))}
          onChooseNone={() => setChosen(new Set())}
          onDone={onChanged}
        />
      )}
      <AlertGroups
        alerts={page?.items}
        waiting={resource.value === undefined}
        grouping={query.grouping}
        chosen={chosen}
        withEntity={!entityRef && query.grouping !== 'endpoint'}
        onChoose={(id, is) =>
          setChosen(before => {
            const next = new Set(before);
            if (is) {
              next.add(id);
            } else {
              next.delete(id);
            }
            return next;
          })
        }
        onOpen={onOpen}
      />
      {page && (
        <Pager
          what="alerts"
          pages={pages}
          pageSize={PAGE_SIZE}
          shown={page.items.length}
          nextCursor={page.nextCursor}
        />
      )}
    </>
  );
}
