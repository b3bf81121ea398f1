import { useLocation, useNavigate } from 'react-router-dom';

/** Which page of a list is shown, and how to turn it. */
export interface Pages {
  /** Where the page starts; undefined for the first one. */
  cursor: string | undefined;
  /** From 0. */
  index: number;
  /** Shows the page that starts at a cursor of the current one. */
  next(cursor: string): void;
  previous(): void;
}

/**
 * Pages of a list that the server gives with a cursor to the next one. The cursors so far are kept with the entry of
 * the browser's history, so that Back and a reload find the page again while a shared address starts at the first.
 */
export function usePages(): Pages {
  const location = useLocation();
  const navigate = useNavigate();
  const state = location.state as { cursors?: string[] } | null;
  const cursors = state?.cursors ?? [];
  const turn = (to: string[]) =>
    navigate(
      { search: location.search, hash: location.hash },
      { state: { cursors: to } },
    );
  return {
    cursor: cursors[cursors.length - 1],
    index: cursors.length,
    next: cursor => turn([...cursors, cursor]),
    previous: () => turn(cursors.slice(0, -1)),
  };
}
