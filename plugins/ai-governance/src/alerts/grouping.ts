import type { Alert } from '@ai-governance/plugin-ai-governance-common';
import { nameOf, typeWords } from './words';
import type { AlertGrouping } from './query';

/** Alerts of a page that have something in common. */
export interface AlertGroup {
  key: string;
  /** Empty when they are not grouped. */
  title: string;
  alerts: Alert[];
}

const KEYS: Record<AlertGrouping, (alert: Alert) => string> = {
  none: () => '',
  endpoint: alert => alert.entityRef,
  owner: alert => alert.owner ?? '',
  type: alert => alert.type,
};

const TITLES: Record<AlertGrouping, (alert: Alert) => string> = {
  none: () => '',
  endpoint: alert => alert.entityTitle,
  owner: alert => (alert.owner ? nameOf(alert.owner) : 'Without owner'),
  type: alert => typeWords(alert.type),
};

/** Puts the alerts of a page together; groups and alerts stay in the order of the page. */
export function groupAlerts(
  alerts: Alert[],
  grouping: AlertGrouping,
): AlertGroup[] {
  const groups = new Map<string, AlertGroup>();
  for (const alert of alerts) {
    const key = KEYS[grouping](alert);
    const group = groups.get(key);
    if (group) {
      group.alerts.push(alert);
    } else {
      groups.set(key, { key, title: TITLES[grouping](alert), alerts: [alert] });
    }
  }
  return [...groups.values()];
}
