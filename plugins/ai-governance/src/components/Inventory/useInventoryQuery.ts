import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type {
  FleetFilter,
  InventoryIssue,
} from '@ai-governance/plugin-ai-governance-common';
import { INVENTORY_ISSUES, readFleetQuery, writeFleetQuery } from '../../fleet';

/** What the inventory shows. */
export interface InventoryQuery {
  filter: FleetFilter;
  /** All when empty. */
  issue: InventoryIssue[];
}

/** Reads and changes what the inventory shows; all of it stands in the address. */
export function useInventoryQuery(): {
  query: InventoryQuery;
  update(changes: Partial<InventoryQuery>): void;
} {
  const [params, setParams] = useSearchParams();
  const query = useMemo(() => {
    const named = params.getAll('issue');
    return {
      filter: readFleetQuery(params).filter,
      issue: INVENTORY_ISSUES.filter(issue => named.includes(issue)),
    };
  }, [params]);
  const update = useCallback(
    (changes: Partial<InventoryQuery>) => {
      const { filter, issue } = { ...query, ...changes };
      const next = writeFleetQuery({
        ...readFleetQuery(new URLSearchParams()),
        filter,
      });
      issue.forEach(value => next.append('issue', value));
      setParams(next);
    },
    [query, setParams],
  );
  return { query, update };
}
