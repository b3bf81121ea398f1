import type { Entity } from '@backstage/catalog-model';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Finding } from '../../findings/FindingStore';
import type { Labelled } from '../engine/types';

/** What alerts know of a model. */
export interface ModelFacts {
  id: string;
  entityRef: string;
  title: string;
  entity: Entity;
  lifecycle: string;
  cloud: string;
}

/** Tabs of an endpoint's page that show findings of a type. */
const TABS: Record<string, string> = {
  drift: '/drift',
  'task-failure': '/drift',
  health: '/health',
};

/** Labels and tags of a finding; its severity is its own. */
export function labelsOf(finding: Finding, model: ModelFacts): Labelled {
  const { metadata } = model.entity;
  const ownership = ownershipOf(model.entity);
  return {
    tags: metadata.tags ?? [],
    labels: {
      type: finding.type,
      severity: finding.severity,
      rule: finding.rule,
      entity: model.entityRef,
      namespace: metadata.namespace ?? 'default',
      owner: ownership.owner ?? '',
      system: ownership.system ?? '',
      lifecycle: model.lifecycle,
      cloud: model.cloud,
      metric: finding.metric,
      column: finding.column,
      group: finding.variant,
    },
  };
}

/** Full refs of an entity's owner and system; null where it has none. */
export function ownershipOf(entity: Entity): {
  owner: string | null;
  system: string | null;
} {
  return {
    owner: fullRef(entity.spec?.owner, 'group', entity) ?? null,
    system: fullRef(entity.spec?.system, 'system', entity) ?? null,
  };
}

/** Path within the portal of the page that shows a finding. */
export function linkOf(type: string, entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const path = [namespace, kind, name].map(encodeURIComponent).join('/');
  return `/catalog/${path}${Object.hasOwn(TABS, type) ? TABS[type] : ''}`;
}

/** A ref in full; undefined when there is none or it cannot be read. */
function fullRef(
  ref: unknown,
  defaultKind: string,
  { metadata }: Entity,
): string | undefined {
  if (typeof ref !== 'string') {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind,
        defaultNamespace: metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return undefined;
  }
}
