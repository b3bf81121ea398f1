import { useState } from 'react';
import type { ColumnDrift } from '@ai-governance/plugin-ai-governance-common';
import { byConcern, isDrifting } from '../../drift';
import type { TableColumn } from './tableColumns';

/** Rows on one page; more would make a phone stutter and an eye tire. */
export const PAGE_SIZE = 25;

/** By which column the table is sorted. */
export interface SortState {
  columnId: string;
  descending: boolean;
}

/** Which columns the table shows. */
export type RowFilter = 'all' | 'drifting';

/** What of a run the table shows, and how to change it. */
export interface FeatureRows {
  /** Rows of the current page. */
  page: ColumnDrift[];
  pageIndex: number;
  /** Rows that passed filter and search. */
  matching: number;
  filter: RowFilter;
  search: string;
  sort: SortState;
  setPageIndex(index: number): void;
  setFilter(filter: RowFilter): void;
  setSearch(text: string): void;
  /** Sorts by a column, or the other way round when it is sorted by it already. */
  sortBy(columnId: string): void;
}

/** Filters, searches, sorts and pages the columns of a run; worst first until told otherwise. */
export function useFeatureRows(
  rows: ColumnDrift[],
  columns: TableColumn[],
): FeatureRows {
  const [filter, setFilter] = useState<RowFilter>('all');
  const [search, setSearch] = useState('');
  const [requestedPage, setPageIndex] = useState(0);
  const [sort, setSort] = useState<SortState>({
    columnId: 'verdict',
    descending: false,
  });
  const compare =
    columns.find(column => column.id === sort.columnId)?.compare ?? byConcern;
  const wanted = search.trim().toLocaleLowerCase();
  const matching = rows
    .filter(row => filter === 'all' || isDrifting(row))
    .filter(row => row.column.toLocaleLowerCase().includes(wanted))
    .sort(
      (a, b) =>
        (sort.descending ? -compare(a, b) : compare(a, b)) || byConcern(a, b),
    );
  const lastPage = Math.max(0, Math.ceil(matching.length / PAGE_SIZE) - 1);
  const pageIndex = Math.min(requestedPage, lastPage);
  const start = pageIndex * PAGE_SIZE;
  return {
    page: matching.slice(start, start + PAGE_SIZE),
    pageIndex,
    matching: matching.length,
    filter,
    search,
    sort,
    setPageIndex,
    setFilter,
    setSearch,
    sortBy: columnId =>
      setSort(before => ({
        columnId,
        descending: before.columnId === columnId && !before.descending,
      })),
  };
}
