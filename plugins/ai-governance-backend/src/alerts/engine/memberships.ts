import { groupKeyOf, groupLabels, type Route, routesOf } from './routes';
import type { EngineAlert } from './types';

/** A group that an alert belongs to. */
export interface Membership {
  groupKey: string;
  route: Route;
  labels: Record<string, string>;
}

/** The groups in which a firing alert is told. */
export function groupsOf(root: Route, alert: EngineAlert): Membership[] {
  const groups = routesOf(root, alert).map(route => {
    const labels = groupLabels(route, alert);
    return { groupKey: groupKeyOf(route.path, labels), route, labels };
  });
  return [...new Map(groups.map(group => [group.groupKey, group])).values()];
}

/**
 * How an alert's groups change when it fires or its labels have changed. Of a group that it leaves it stays a member, so
 * that its end is told where its beginning was.
 * @param present - keys of groups of which it is a member, and has not moved away from
 */
export function changeGroups(
  root: Route,
  alert: EngineAlert,
  present: string[],
): { join: Membership[]; leave: string[] } {
  const wanted = groupsOf(root, alert);
  const keys = new Set(wanted.map(({ groupKey }) => groupKey));
  return {
    join: wanted.filter(({ groupKey }) => !present.includes(groupKey)),
    leave: present.filter(key => !keys.has(key)),
  };
}
