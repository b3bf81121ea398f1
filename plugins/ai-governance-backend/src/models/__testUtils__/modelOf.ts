import { toModelId } from '@ai-governance/plugin-ai-governance-common';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { factsOf } from '../facts';
import type { Model } from '../ModelStore';

/** A model that was just taken over from the catalog. */
export function modelOf(entity: Entity): Model {
  const { title, provider, owner, system, lifecycle, cloud, ...facts } =
    factsOf(entity);
  const entityRef = stringifyEntityRef(entity);
  return {
    id: toModelId(entityRef),
    entityRef,
    entity,
    title,
    provider,
    verdict: null,
    summary: '',
    lastRunAt: null,
    nextRunAt: new Date(0).toISOString(),
    owner,
    system,
    lifecycle,
    cloud,
    capture: facts.capture,
    samplingPercent: facts.samplingPercent,
    health: 'unknown',
    healthReason: '',
    healthVariants: [],
    healthCheckedAt: null,
    healthHour: null,
    replacedBy: null,
    problem: null,
  };
}
