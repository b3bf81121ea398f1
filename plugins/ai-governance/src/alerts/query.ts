import {
  ALERT_ORDERS,
  ALERT_SEVERITIES,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  AlertFilter,
  AlertOrder,
  AlertState,
} from '@ai-governance/plugin-ai-governance-common';

/** By what the alerts of a page are put together. */
export const ALERT_GROUPINGS = ['none', 'endpoint', 'owner', 'type'] as const;

/** By what the alerts of a page are put together. */
export type AlertGrouping = (typeof ALERT_GROUPINGS)[number];

/** What the list of alerts shows: everything of it stands in the address, which can be shared. */
export interface AlertQuery {
  filter: AlertFilter;
  order: AlertOrder;
  grouping: AlertGrouping;
  /** Id of the alert that is open; null when none is. */
  open: string | null;
}

/** Which states a list shows: those that fire, those that have ended, or both. */
export type StateChoice = AlertState | 'all';

/** Characters of a search that the server takes. */
const MAX_SEARCH = 200;
const STATES: readonly AlertState[] = ['firing', 'resolved'];
/** Fields of any values, which nobody can check here. */
const FREE_FIELDS = [
  'type',
  'owner',
  'system',
  'entityRef',
  'assignee',
] as const;
const FLAGS = ['acknowledged', 'suppressed'] as const;

/** True and false as an address says them; undefined for anything else. */
function flag(text: string | null): boolean | undefined {
  switch (text) {
    case 'yes':
      return true;
    case 'no':
      return false;
    default:
      return undefined;
  }
}

/**
 * Reads an address. What nobody knows is left out, because the address may come from anywhere. Without a word on it, the
 * alerts that fire are shown.
 * @param params - query of the address
 */
export function readAlertQuery(params: URLSearchParams): AlertQuery {
  const free = (field: string) => {
    const values = params.getAll(field).filter(Boolean);
    return values.length > 0 ? values : undefined;
  };
  const severity = ALERT_SEVERITIES.filter(value =>
    params.getAll('severity').includes(value),
  );
  const state = params.get('state');
  return {
    filter: {
      state: state === 'all' ? undefined : [toState(state)],
      severity: severity.length > 0 ? severity : undefined,
      type: free('type'),
      owner: free('owner'),
      system: free('system'),
      entityRef: free('entityRef'),
      assignee: free('assignee'),
      acknowledged: flag(params.get('acknowledged')),
      suppressed: flag(params.get('suppressed')),
      search: params.get('search')?.slice(0, MAX_SEARCH) || undefined,
    },
    order:
      ALERT_ORDERS.find(order => order === params.get('order')) ?? 'severity',
    grouping:
      ALERT_GROUPINGS.find(grouping => grouping === params.get('group')) ??
      'none',
    open: params.get('alert') || null,
  };
}

/** Writes an address as short as it can be: what is as by default is left out. */
export function writeAlertQuery(query: AlertQuery): URLSearchParams {
  const { filter, order, grouping, open } = query;
  const params = new URLSearchParams();
  const state = stateChoice(filter);
  if (state !== 'firing') {
    params.set('state', state);
  }
  filter.severity?.forEach(value => params.append('severity', value));
  FREE_FIELDS.forEach(field =>
    filter[field]?.forEach(value => params.append(field, value)),
  );
  FLAGS.forEach(field => {
    if (filter[field] !== undefined) {
      params.set(field, filter[field] ? 'yes' : 'no');
    }
  });
  if (filter.search) {
    params.set('search', filter.search);
  }
  if (order !== 'severity') {
    params.set('order', order);
  }
  if (grouping !== 'none') {
    params.set('group', grouping);
  }
  if (open) {
    params.set('alert', open);
  }
  return params;
}

/** Which states a filter lets through. */
export function stateChoice(filter: AlertFilter): StateChoice {
  return filter.state?.length === 1 ? filter.state[0] : 'all';
}

/** The states of a choice, as a filter has them. */
export function statesOf(choice: StateChoice): AlertState[] | undefined {
  return choice === 'all' ? undefined : [choice];
}

/** Whether a filter lets only part of the firing alerts through, or others. */
export function isNarrowed(filter: AlertFilter): boolean {
  return (
    stateChoice(filter) !== 'firing' ||
    Boolean(filter.search) ||
    FLAGS.some(field => filter[field] !== undefined) ||
    [filter.severity, ...FREE_FIELDS.map(field => filter[field])].some(
      values => (values?.length ?? 0) > 0,
    )
  );
}

/** The filter without what the tiles choose, so that each tile counts what choosing it would show. */
export function withoutTiles(filter: AlertFilter): AlertFilter {
  return { ...filter, state: undefined, severity: undefined };
}

function toState(text: string | null): AlertState {
  return STATES.find(state => state === text) ?? 'firing';
}
