import type { Entity } from '@backstage/catalog-model';
import type { EndpointDeployment } from '@ai-governance/plugin-ai-governance-common';

const CLOUDS = ['aws', 'azure', 'external'];

/**
 * What discovery wrote of an endpoint. Entities are also written by hand, so whatever has not the shape is not taken.
 * @returns null when the entity does not say what runs where
 */
export function deploymentOf(entity: Entity): EndpointDeployment | null {
  const found = entity.spec?.deployment as
    | Partial<EndpointDeployment>
    | undefined;
  const usable =
    typeof found === 'object' &&
    found !== null &&
    CLOUDS.includes(String(found.cloud)) &&
    Array.isArray(found.variants) &&
    found.variants.every(
      variant =>
        typeof variant?.name === 'string' && Array.isArray(variant.models),
    );
  if (!usable) {
    return null;
  }
  const deployment = found as EndpointDeployment;
  return { ...deployment, serving: deployment.serving ?? 'unknown' };
}
