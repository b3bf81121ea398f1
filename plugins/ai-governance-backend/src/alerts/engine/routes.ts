import type { AlertMatcher } from '@ai-governance/plugin-ai-governance-common';
import { createHash } from 'node:crypto';
import type { Match } from './matchers';
import type { Labelled, RouteSettings } from './types';

/** A node of the routing tree; settings are inherited already. */
export interface Route {
  /** Names from the root, unique in the tree, such as `root / severity = critical`. */
  path: string;
  /** All matchers from the root on. */
  matchers: AlertMatcher[];
  match: Match;
  /** Whether siblings behind it are tried, too, when it matched. */
  continues: boolean;
  /** Labels by which alerts are grouped; `...` for each alert on its own. */
  groupBy: string[];
  settings: RouteSettings;
  routes: Route[];
}

/** Groups by every label: each alert on its own. */
export const GROUP_BY_ALL = '...';

/**
 * The routes that an alert takes: depth first, the children of a route before the route itself, and of siblings the
 * first that matches unless it says `continue`.
 */
export function routesOf(root: Route, subject: Labelled): Route[] {
  if (!root.match(subject)) {
    return [];
  }
  const taken: Route[] = [];
  for (const child of root.routes) {
    const matched = routesOf(child, subject);
    taken.push(...matched);
    if (matched.length > 0 && !child.continues) {
      break;
    }
  }
  return taken.length > 0 ? taken : [root];
}

/** Every route of a tree by its path. */
export function byPath(root: Route): Map<string, Route> {
  return new Map([
    [root.path, root],
    ...root.routes.flatMap(route => [...byPath(route)]),
  ]);
}

/** What the alerts of a group have in common. */
export function groupLabels(
  route: Route,
  alert: Labelled & { id: string },
): Record<string, string> {
  if (route.groupBy.includes(GROUP_BY_ALL)) {
    return { alert: alert.id };
  }
  return Object.fromEntries(
    [...route.groupBy]
      .sort()
      .map(label => [
        label,
        Object.hasOwn(alert.labels, label) ? alert.labels[label] : '',
      ]),
  );
}

/** SHA-256 of a group's identity: its route and what its alerts have in common. */
export function groupKeyOf(
  path: string,
  labels: Record<string, string>,
): string {
  return createHash('sha256')
    .update(JSON.stringify(['alert-group', path, Object.entries(labels)]))
    .digest('hex');
}
