import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readFleetQuery, writeFleetQuery } from '../../fleet';
import type { FleetQuery } from '../../fleet';

/** What the page shows, kept in its address. */
export interface FleetQueryHandle {
  query: FleetQuery;
  /** Changes part of it and starts at the first page again. */
  update(changes: Partial<FleetQuery>): void;
}

/** Reads and changes what the page of all endpoints shows. */
export function useFleetQuery(): FleetQueryHandle {
  const [params, setParams] = useSearchParams();
  const query = useMemo(() => readFleetQuery(params), [params]);
  const update = useCallback(
    (changes: Partial<FleetQuery>) =>
      setParams(writeFleetQuery({ ...query, ...changes })),
    [query, setParams],
  );
  return { query, update };
}
