import {
  ANNOTATION_AZURE_SUBSCRIPTION_ID,
  ANNOTATION_ENDPOINT_ID,
  type EndpointDeployment,
} from '@ai-governance/plugin-ai-governance-common';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { MAX_RESOURCES } from './MetricsClient';

/** An online endpoint as Azure Monitor knows it. */
export interface Resource {
  entityRef: string;
  /** ARM id. */
  id: string;
  subscription: string;
  region: string;
}

/** Why an endpoint cannot be asked for. */
export interface UnknownResource {
  entityRef: string;
  problem: string;
}

/** Endpoints that one call can ask for. */
export interface Batch {
  subscription: string;
  region: string;
  resources: Resource[];
}

/** Where an endpoint is, from what discovery wrote on its entity. */
export function readResource(entity: Entity): Resource | UnknownResource {
  const entityRef = stringifyEntityRef(entity);
  const annotations = entity.metadata.annotations ?? {};
  const deployment = entity.spec?.deployment as
    | Partial<EndpointDeployment>
    | undefined;
  const id = annotations[ANNOTATION_ENDPOINT_ID];
  const subscription = annotations[ANNOTATION_AZURE_SUBSCRIPTION_ID];
  const region = deployment?.region;
  const missing = [
    ...(id ? [] : [`annotation ${ANNOTATION_ENDPOINT_ID}`]),
    ...(subscription ? [] : [`annotation ${ANNOTATION_AZURE_SUBSCRIPTION_ID}`]),
    ...(region ? [] : ['spec.deployment.region']),
  ];
  if (!id || !subscription || !region) {
    return {
      entityRef,
      problem: `${entityRef} has no ${missing.join(' and ')}`,
    };
  }
  // The region becomes part of a host name.
  return /^[a-z0-9]+$/.test(region)
    ? { entityRef, id, subscription, region }
    : {
        entityRef,
        problem: `${entityRef} has ${JSON.stringify(
          region,
        )} in spec.deployment.region, expected lower case letters and digits, for example westeurope`,
      };
}

/** Groups endpoints by subscription and region, fifty at most. */
export function toBatches(
  resources: readonly (Resource | UnknownResource)[],
): Batch[] {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    if ('id' in resource) {
      const key = `${resource.subscription} ${resource.region}`;
      const group = groups.get(key);
      if (group) {
        group.push(resource);
      } else {
        groups.set(key, [resource]);
      }
    }
  }
  return [...groups.values()].flatMap(group => {
    const { subscription, region } = group[0];
    return Array.from(
      { length: Math.ceil(group.length / MAX_RESOURCES) },
      (_, i) => ({
        subscription,
        region,
        resources: group.slice(i * MAX_RESOURCES, (i + 1) * MAX_RESOURCES),
      }),
    );
  });
}
