import type { PagedAsyncIterableIterator } from '@azure/core-paging';

/** Pages after which a list is given up. */
const MAX_PAGES = 1_000;

/**
 * All items of a list. A page may be empty and yet not be the last.
 * @param list - of the SDK; its pages are asked for one after the other
 * @param options - `what`: of what the list is, for messages; `maxPages`: pages after which it is given up, default 1 000
 * @throws the SDK's error; Error when the list does not end
 */
export async function readPages<T>(
  list: PagedAsyncIterableIterator<T>,
  options: { what: string; maxPages?: number },
): Promise<T[]> {
  const { what, maxPages = MAX_PAGES } = options;
  const items: T[] = [];
  let pages = 0;
  for await (const page of list.byPage()) {
    pages += 1;
    if (pages > maxPages) {
      throw new Error(
        `The list of ${what} has more than ${maxPages} pages: it does not end`,
      );
    }
    items.push(...page);
  }
  return items;
}
