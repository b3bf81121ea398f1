import {
  ANNOTATION_ENDPOINT_ID,
  ANNOTATION_OWNER_SOURCE,
} from '@ai-governance/plugin-ai-governance-common';
import type { Entity } from '@backstage/catalog-model';

/** An endpoint's entity as far as pairing needs it. */
export interface PairedEndpoint {
  id: string;
  entityRef: string;
  endpointId: string | undefined;
  /** Whether discovery wrote it. */
  discovered: boolean;
}

/** Which entities are about the same endpoint. */
export interface Registrations {
  /** By id of a discovered model: the id of the one that registers its endpoint. */
  replacedBy: Map<string, string>;
  /** By id of a registering model: the id of the discovered one whose facts it takes over. */
  factsOf: Map<string, string>;
  /** By id: what is wrong, in one sentence. */
  problems: Map<string, string>;
}

const PREFIX = 'ai-governance.io/';

/**
 * Finds out which entity of a catalog-info.yaml registers which discovered endpoint: the one with the same endpoint
 * id. Of several, the first by name does; each of them is told of the others.
 */
export function pairRegistrations(endpoints: PairedEndpoint[]): Registrations {
  const byEndpoint = new Map<string, PairedEndpoint[]>();
  for (const endpoint of endpoints) {
    if (endpoint.endpointId !== undefined) {
      const known = byEndpoint.get(endpoint.endpointId);
      if (known) {
        known.push(endpoint);
      } else {
        byEndpoint.set(endpoint.endpointId, [endpoint]);
      }
    }
  }
  const result: Registrations = {
    replacedBy: new Map(),
    factsOf: new Map(),
    problems: new Map(),
  };
  for (const [endpointId, same] of byEndpoint) {
    same.sort((a, b) => compareNames(a.id, b.id));
    const registering = same.filter(({ discovered }) => !discovered);
    const discovered = same.filter(endpoint => endpoint.discovered);
    const [first] = registering;
    if (!first) {
      continue;
    }
    if (discovered.length > 0) {
      result.factsOf.set(first.id, discovered[0].id);
      discovered.forEach(({ id }) => result.replacedBy.set(id, first.id));
    }
    if (registering.length > 1) {
      const refs = registering.map(({ entityRef }) => entityRef).join(', ');
      for (const { id } of registering) {
        result.problems.set(
          id,
          `Endpoint ${endpointId} is registered ${registering.length} times, by ${refs}: the first by name counts, remove the others.`,
        );
      }
    }
  }
  return result;
}

/**
 * A registering entity with what discovery knows of its endpoint. People say whose it is and what it is for, the
 * cloud says what runs: of the plugin's annotations the discovered ones win, except on the owner.
 */
export function withDiscoveredFacts(
  registered: Entity,
  discovered: Entity,
): Entity {
  const facts = Object.entries(discovered.metadata.annotations ?? {}).filter(
    ([key]) =>
      key.startsWith(PREFIX) &&
      key !== ANNOTATION_OWNER_SOURCE &&
      key !== ANNOTATION_ENDPOINT_ID,
  );
  const dependsOn = [
    ...listOf(registered.spec?.dependsOn),
    ...listOf(discovered.spec?.dependsOn),
  ];
  const links = [
    ...(registered.metadata.links ?? []),
    ...(discovered.metadata.links ?? []),
  ];
  return {
    ...registered,
    metadata: {
      ...registered.metadata,
      annotations: {
        ...registered.metadata.annotations,
        ...Object.fromEntries(facts),
      },
      ...(links.length > 0 && { links }),
    },
    spec: {
      ...registered.spec,
      ...(discovered.spec?.deployment !== undefined && {
        deployment: discovered.spec.deployment,
      }),
      ...(dependsOn.length > 0 && { dependsOn: [...new Set(dependsOn)] }),
    },
  };
}

function listOf(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

/** By name and then by namespace: an id is `<namespace>.<name>`. */
function compareNames(a: string, b: string): number {
  const key = (id: string) => `${id.slice(id.indexOf('.') + 1)}\n${id}`;
  return key(a) < key(b) ? -1 : 1;
}
