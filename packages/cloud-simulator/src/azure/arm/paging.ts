import type { SimulatedAzure } from '../../fleet/azureTypes';
import { ServiceError } from '../../http/wire';

const DEFAULT_PAGE_SIZE = 30;
/** Query parameter of a link to a following page. */
const SKIP = '$skip';

/**
 * One page of a list as Azure Resource Manager answers it. As there, `nextLink` is absolute, a page is cut before its
 * items are filtered, and so it can be empty and still have a next one.
 * @param items - of the whole list
 * @param options - `url`: of the list as the caller knows it, without query; `keep`: filter
 * @throws ServiceError when the link was not one of ours
 */
export function armPage<T>(
  items: T[],
  options: {
    url: string;
    query: URLSearchParams;
    paging: SimulatedAzure['paging'];
    keep?: (item: T) => boolean;
  },
): { page: T[]; nextLink?: string } {
  const { url, query, paging, keep = () => true } = options;
  const size = readCount(query, paging?.size ?? DEFAULT_PAGE_SIZE);
  const token = query.get(SKIP);
  if (token !== null && !/^\d{1,9}$/.test(token)) {
    throw new ServiceError(
      400,
      'InvalidSkipToken',
      `'${token}' is not a token of this list`,
    );
  }
  const emptyPage = token === null && paging?.emptyFirstPage === true;
  const from = Number(token ?? 0);
  const until = emptyPage ? 0 : from + size;
  const hasNext = emptyPage || until < items.length;
  return {
    page: items.slice(from, until).filter(keep),
    ...(hasNext && { nextLink: linkTo(url, query, until) }),
  };
}

function linkTo(url: string, query: URLSearchParams, skip: number): string {
  const next = new URLSearchParams(query);
  next.set(SKIP, String(skip));
  return `${url}?${next}`;
}

/** Callers may ask for smaller pages, in the words of the different lists. */
function readCount(query: URLSearchParams, size: number): number {
  const wanted = query.get('count') ?? query.get('$top');
  if (wanted === null) {
    return size;
  }
  if (!/^[1-9]\d{0,8}$/.test(wanted)) {
    throw new ServiceError(
      400,
      'BadArgument',
      `'${wanted}' is not a number of items from 1 on`,
    );
  }
  return Math.min(size, Number(wanted));
}
