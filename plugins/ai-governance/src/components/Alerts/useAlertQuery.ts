import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readAlertQuery, writeAlertQuery } from '../../alerts';
import type { AlertQuery } from '../../alerts';

/** What the list shows, kept in its address. */
export interface AlertQueryHandle {
  query: AlertQuery;
  /** Changes part of it and starts at the first page again. */
  update(changes: Partial<AlertQuery>): void;
  /** Opens an alert, or closes the open one, and stays on the page. */
  open(id: string | null): void;
}

/** Reads and changes what the list of alerts shows. */
export function useAlertQuery(): AlertQueryHandle {
  const [params, setParams] = useSearchParams();
  const query = useMemo(() => readAlertQuery(params), [params]);
  const update = useCallback(
    (changes: Partial<AlertQuery>) =>
      setParams(writeAlertQuery({ ...query, ...changes })),
    [query, setParams],
  );
  const open = useCallback(
    (id: string | null) =>
      setParams(writeAlertQuery({ ...query, open: id }), {
        // The pages turned so far are kept there.
        state: window.history.state?.usr ?? null,
      }),
    [query, setParams],
  );
  return { query, update, open };
}
