import { ServiceError } from '../http/wire';

/** Facts by which SageMaker sorts and filters its lists. */
export interface ListedItem {
  name: string;
  /** Epoch seconds. */
  createdAt: number;
  /** Epoch seconds. */
  modifiedAt: number;
  status?: string;
}

/** Input of SageMaker's List operations. Times are epoch seconds. */
export interface ListInput {
  MaxResults?: number;
  NextToken?: string;
  NameContains?: string;
  StatusEquals?: string;
  SortBy?: string;
  SortOrder?: string;
  CreationTimeBefore?: number;
  CreationTimeAfter?: number;
  LastModifiedTimeBefore?: number;
  LastModifiedTimeAfter?: number;
}

/**
 * One page of a list. As in AWS, the page is cut first and filtered then, so a page can be empty and still have a
 * token for the next one.
 * @param emptyPage - whether the page is empty, with a token for what would have been in it
 * @throws ServiceError ValidationException for a wrong page size, token or sort key
 */
export function listPage<T extends ListedItem>(
  items: T[],
  input: ListInput,
  emptyPage: boolean = false,
): { page: T[]; nextToken?: string } {
  const { page, nextToken } = cutPage(
    [...items].sort(order(input)),
    input,
    emptyPage,
  );
  return { page: page.filter(item => matches(item, input)), nextToken };
}

/**
 * Cuts a page out of what is sorted already.
 * @param emptyPage - whether the page is empty, with a token for what would have been in it
 * @throws ServiceError ValidationException for a wrong page size or token
 */
export function cutPage<T>(
  sorted: T[],
  input: Pick<ListInput, 'MaxResults' | 'NextToken'>,
  emptyPage: boolean,
): { page: T[]; nextToken?: string } {
  const size = input.MaxResults ?? 10;
  checkRange('maxResults', size, 1, 100);
  const from = input.NextToken === undefined ? 0 : readToken(input.NextToken);
  if (emptyPage) {
    return { page: [], nextToken: writeToken(from) };
  }
  const until = from + size;
  return {
    page: sorted.slice(from, until),
    nextToken: until < sorted.length ? writeToken(until) : undefined,
  };
}

/** @throws ServiceError ValidationException in AWS's words when the value is out of range */
export function checkRange(
  field: string,
  value: number,
  min: number,
  max: number,
): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    const [word, bound] = value < min ? ['greater', min] : ['less', max];
    throw new ServiceError(
      400,
      'ValidationException',
      `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: Member must have value ${word} than or equal to ${bound}`,
    );
  }
}

/** Opaque token for the items from `offset` on. */
export function writeToken(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64');
}

/** @throws ServiceError ValidationException when the token is not one of ours */
export function readToken(token: string): number {
  const match = Buffer.from(String(token), 'base64')
    .toString()
    .match(/^offset:(\d+)$/);
  if (!match) {
    throw new ServiceError(400, 'ValidationException', 'Invalid NextToken');
  }
  return Number(match[1]);
}

function order(input: ListInput): (a: ListedItem, b: ListedItem) => number {
  const direction = input.SortOrder === 'Ascending' ? 1 : -1;
  const byName = (a: ListedItem, b: ListedItem) => (a.name < b.name ? -1 : 1);
  switch (input.SortBy ?? 'CreationTime') {
    case 'Name':
      return (a, b) => direction * byName(a, b);
    case 'Status':
      return (a, b) =>
        direction *
        ((a.status ?? '').localeCompare(b.status ?? '') || byName(a, b));
    case 'CreationTime':
      return (a, b) => direction * (a.createdAt - b.createdAt || byName(a, b));
    default:
      throw new ServiceError(
        400,
        'ValidationException',
        `1 validation error detected: Value '${input.SortBy}' at 'sortBy' failed to satisfy constraint: Member must satisfy enum value set: [Name, CreationTime, Status]`,
      );
  }
}

function matches(item: ListedItem, input: ListInput): boolean {
  const {
    NameContains,
    StatusEquals,
    CreationTimeAfter = -Infinity,
    CreationTimeBefore = Infinity,
    LastModifiedTimeAfter = -Infinity,
    LastModifiedTimeBefore = Infinity,
  } = input;
  return (
    (NameContains === undefined || item.name.includes(NameContains)) &&
    (StatusEquals === undefined || item.status === StatusEquals) &&
    item.createdAt > CreationTimeAfter &&
    item.createdAt < CreationTimeBefore &&
    item.modifiedAt > LastModifiedTimeAfter &&
    item.modifiedAt < LastModifiedTimeBefore
  );
}
