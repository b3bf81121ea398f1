import { createHash } from 'node:crypto';
import type { Finding } from '../../findings/FindingStore';

/** What makes two alerts the same: no time is in it. */
export interface AlertIdentity {
  rule: string;
  entityRef: string;
  metric: string;
  column: string;
  group: string;
}

/** SHA-256 of rule, entity, metric, column and group. */
export function alertId(identity: AlertIdentity): string {
  const { rule, entityRef, metric, column, group } = identity;
  return createHash('sha256')
    .update(JSON.stringify([rule, entityRef, metric, column, group]))
    .digest('hex');
}

/** The identity of the alert that a finding raises. */
export function identityOf(
  finding: Pick<Finding, 'rule' | 'metric' | 'column' | 'variant'>,
  entityRef: string,
): AlertIdentity {
  return {
    rule: finding.rule,
    entityRef,
    metric: finding.metric,
    column: finding.column,
    group: finding.variant,
  };
}
