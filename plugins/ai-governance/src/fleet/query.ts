import { FLEET_ORDERS } from '@ai-governance/plugin-ai-governance-common';
import type {
  Cloud,
  FleetFilter,
  FleetOrder,
  HealthState,
  InventoryIssue,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';

/** How the endpoints are shown. */
export type FleetView = 'table' | 'topology';

/** What the page of all endpoints shows: everything of it stands in the address, which can be shared. */
export interface FleetQuery {
  filter: FleetFilter;
  order: FleetOrder;
  direction: 'asc' | 'desc';
  view: FleetView;
}

/** Verdicts from the most urgent to the least, as the page lists them. */
export const FLEET_VERDICTS: readonly (Verdict | 'none')[] = [
  'fail',
  'warn',
  'error',
  'insufficient-data',
  'none',
  'pass',
];

/** States of health from the most urgent to the least, as the page lists them. */
export const FLEET_HEALTHS: readonly HealthState[] = [
  'unhealthy',
  'degraded',
  'unknown',
  'healthy',
];

/** Clouds in the order of lists. */
export const CLOUDS: readonly Cloud[] = ['aws', 'azure', 'external'];

/** Fields of a filter that take several values. */
export const FILTER_FIELDS = [
  'owner',
  'cloud',
  'system',
  'lifecycle',
  'verdict',
  'health',
] as const;

/** A field of a filter that takes several values. */
export type FilterField = (typeof FILTER_FIELDS)[number];

/** Direction in which an order starts when it is chosen: what needs attention first, names from A to Z. */
export const FIRST_DIRECTION: Record<FleetOrder, 'asc' | 'desc'> = {
  title: 'asc',
  owner: 'asc',
  verdict: 'asc',
  health: 'asc',
  lastRunAt: 'desc',
};

/** Characters of a search that the server takes. */
const MAX_SEARCH = 200;
const DEFAULT_ORDER: FleetOrder = 'verdict';

/** The values that are among the allowed ones; undefined when none is left. */
function among<T extends string>(
  values: string[],
  allowed: readonly T[],
): T[] | undefined {
  const known = allowed.filter(value => values.includes(value));
  return known.length > 0 ? known : undefined;
}

/**
 * Reads an address. What nobody knows is left out, because the address may come from anywhere.
 * @param params - query of the address
 */
export function readFleetQuery(params: URLSearchParams): FleetQuery {
  const all = (field: string) => {
    const values = params.getAll(field).filter(Boolean);
    return values.length > 0 ? values : undefined;
  };
  const order =
    FLEET_ORDERS.find(known => known === params.get('order')) ?? DEFAULT_ORDER;
  const direction = params.get('direction');
  return {
    filter: {
      owner: all('owner'),
      cloud: among(params.getAll('cloud'), CLOUDS),
      system: all('system'),
      lifecycle: all('lifecycle'),
      verdict: among(params.getAll('verdict'), FLEET_VERDICTS),
      health: among(params.getAll('health'), FLEET_HEALTHS),
      search: params.get('search')?.slice(0, MAX_SEARCH) || undefined,
    },
    order,
    direction:
      direction === 'asc' || direction === 'desc'
        ? direction
        : FIRST_DIRECTION[order],
    view: params.get('view') === 'topology' ? 'topology' : 'table',
  };
}

/** Writes an address as short as it can be: what is as by default is left out. */
export function writeFleetQuery(query: FleetQuery): URLSearchParams {
  const { filter, order, direction, view } = query;
  const params = new URLSearchParams();
  FILTER_FIELDS.forEach(field =>
    filter[field]?.forEach(value => params.append(field, value)),
  );
  if (filter.search) {
    params.set('search', filter.search);
  }
  if (order !== DEFAULT_ORDER) {
    params.set('order', order);
  }
  if (direction !== FIRST_DIRECTION[order]) {
    params.set('direction', direction);
  }
  if (view !== 'table') {
    params.set('view', view);
  }
  return params;
}

/** Whether a filter lets only part of the endpoints through. */
export function isFiltered(filter: FleetFilter): boolean {
  return (
    Boolean(filter.search) ||
    FILTER_FIELDS.some(field => (filter[field]?.length ?? 0) > 0)
  );
}

/** The filter without what the cards choose, so that each card counts what choosing it would show. */
export function withoutCards(filter: FleetFilter): FleetFilter {
  return { ...filter, verdict: undefined, health: undefined };
}

/** Issues of the inventory, in the order of the page. */
export const INVENTORY_ISSUES: readonly InventoryIssue[] = [
  'unregistered',
  'gone',
  'no-owner',
  'capture-off',
];
