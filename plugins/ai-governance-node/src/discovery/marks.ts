import {
  ANNOTATION_DISCOVERED_BY,
  ANNOTATION_DISCOVERY_ERROR,
  ANNOTATION_DISCOVERY_ERROR_SINCE,
} from '@ai-governance/plugin-ai-governance-common';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';

const MAX_REASON = 500;

/**
 * Both annotations that tell where an entity comes from.
 * @param type - of the location, for example `sagemaker`
 * @param target - the cloud's own id of the resource
 * @public
 */
export function managedBy(
  type: string,
  target: string,
): Record<string, string> {
  const location = `${type}:${target}`;
  return {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
  };
}

/** The entity with the annotation by which its provider finds it again; where it comes from is not up to transforms. */
export function claim(
  entity: Entity,
  original: Entity,
  providerName: string,
): Entity {
  const { annotations = {} } = original.metadata;
  return withAnnotations(entity, {
    ...entity.metadata.annotations,
    [ANNOTATION_LOCATION]: annotations[ANNOTATION_LOCATION],
    [ANNOTATION_ORIGIN_LOCATION]: annotations[ANNOTATION_ORIGIN_LOCATION],
    [ANNOTATION_DISCOVERED_BY]: providerName,
  });
}

/**
 * An entity as the catalog has it, made ready to be written again with the reason why it may be out of date.
 * @returns undefined when it says so already
 */
export function markOutdated(
  entity: Entity,
  options: { reason: string; now: Date },
): Entity | undefined {
  const { annotations = {} } = entity.metadata;
  const text = options.reason.replace(/\p{Cc}+/gu, ' ');
  const reason =
    text.length > MAX_REASON ? `${text.slice(0, MAX_REASON - 1)}…` : text;
  if (annotations[ANNOTATION_DISCOVERY_ERROR] === reason) {
    return undefined;
  }
  const { apiVersion, kind, spec } = entity;
  // What the catalog itself wrote is not written back.
  const { uid: _uid, etag: _etag, ...metadata } = entity.metadata;
  return withAnnotations(
    { apiVersion, kind, metadata, spec },
    {
      ...annotations,
      [ANNOTATION_DISCOVERY_ERROR]: reason,
      [ANNOTATION_DISCOVERY_ERROR_SINCE]:
        annotations[ANNOTATION_DISCOVERY_ERROR_SINCE] ??
        options.now.toISOString(),
    },
  );
}

function withAnnotations(
  entity: Entity,
  annotations: Record<string, string>,
): Entity {
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}
