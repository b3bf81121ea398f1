import {
  ANNOTATION_CAPTURE,
  ANNOTATION_CAPTURE_SAMPLING,
  ANNOTATION_CAPTURE_URI,
  ANNOTATION_ENDPOINT_DEPLOYED_AT,
  ANNOTATION_SAGEMAKER_ENDPOINT_CONFIG,
  ANNOTATION_VARIANTS,
  type ModelEvent,
} from '@ai-governance/plugin-ai-governance-common';
import type { Entity } from '@backstage/catalog-model';

/** Longest name that is quoted from an entity. */
const NAME_LENGTH = 120;

/** What is deployed behind an endpoint, as its entity says. */
interface Deployment {
  /** Names of the models, in the order of their names. */
  models: string[];
  config: string | undefined;
  /** ISO instant of the cloud's clock; undefined when discovery does not know it. */
  at: string | undefined;
}

/**
 * The deployment that an entity tells of.
 * @param entity - of an endpoint
 * @returns undefined when the entity names no model, or does not say since when it is in use
 */
export function deploymentEvent(entity: Entity): ModelEvent | undefined {
  const { models, config, at } = deploymentOf(entity);
  return at === undefined || models.length === 0
    ? undefined
    : {
        at,
        kind: 'deployment',
        title: `${named(models)} deployed`,
        detail: config
          ? `The endpoint serves with config ${config} since then.`
          : 'The endpoint serves it since then.',
      };
}

/**
 * What happened to an endpoint between two looks at its entity.
 * @param now - when the second look was; the time of what has no time of its own
 * @returns in no order; empty when nothing that matters has changed
 */
export function entityEvents(
  before: Entity,
  after: Entity,
  now: Date,
): ModelEvent[] {
  return [
    ...deploymentChange(deploymentOf(before), deploymentOf(after), now),
    ...annotationChanges(before, after, now),
  ];
}

function deploymentChange(
  before: Deployment,
  after: Deployment,
  now: Date,
): ModelEvent[] {
  // Without a newer time of the cloud, all that is known is that it happened before now.
  const at =
    after.at !== undefined &&
    (before.at === undefined || after.at > before.at) &&
    after.at < now.toISOString()
      ? after.at
      : now.toISOString();
  const configs =
    before.config !== after.config && before.config && after.config
      ? `Endpoint config ${after.config} replaced ${before.config}. `
      : '';
  if (before.models.join() !== after.models.join()) {
    return [
      {
        at,
        kind: 'deployment',
        title:
          after.models.length > 0
            ? `${named(after.models)} deployed`
            : `${named(before.models)} removed`,
        detail:
          before.models.length > 0
            ? `${configs}Before, the endpoint served ${before.models.join(
                ', ',
              )}.`
            : `${configs}Before, no model of the endpoint was known.`,
      },
    ];
  }
  if (configs && after.config) {
    return [
      {
        at,
        kind: 'config-change',
        title: `Endpoint config ${after.config} in use`,
        detail: `${configs}The model stayed the same.`,
      },
    ];
  }
  if (before.at && after.at && after.at > before.at) {
    return [
      {
        at,
        kind: 'deployment',
        title:
          after.models.length > 0
            ? `${named(after.models)} deployed again`
            : 'Endpoint deployed again',
        detail: 'Model and endpoint config stayed the same.',
      },
    ];
  }
  return [];
}

function annotationChanges(
  before: Entity,
  after: Entity,
  now: Date,
): ModelEvent[] {
  const at = now.toISOString();
  const events: ModelEvent[] = [];
  const changed = (
    annotation: string,
    event: (was: string, is: string) => Omit<ModelEvent, 'at'>,
  ) => {
    const was = annotationOf(before, annotation);
    const is = annotationOf(after, annotation);
    if (was !== undefined && is !== undefined && was !== is) {
      events.push({ at, ...event(was, is) });
    }
  };
  changed(ANNOTATION_VARIANTS, (was, is) => ({
    kind: 'config-change',
    title: `Variants are now ${is}`,
    detail: `Before, they were ${was}.`,
  }));
  changed(ANNOTATION_CAPTURE, (_, is) => ({
    kind: 'capture-change',
    title: `Data capture switched ${is}`,
    detail:
      is === 'on'
        ? 'Requests are logged since then.'
        : 'Requests are no longer logged since then.',
  }));
  changed(ANNOTATION_CAPTURE_SAMPLING, (was, is) => ({
    kind: 'capture-change',
    title: `${is} % of requests are logged`,
    detail: `Before, it was ${was} %.`,
  }));
  changed(ANNOTATION_CAPTURE_URI, (was, is) => ({
    kind: 'capture-change',
    title: 'Place of the inference logs changed',
    detail: `Logs are written to ${is}, before to ${was}.`,
  }));
  return events;
}

function deploymentOf(entity: Entity): Deployment {
  const { dependsOn } = entity.spec ?? {};
  const at = Date.parse(
    annotationOf(entity, ANNOTATION_ENDPOINT_DEPLOYED_AT) ?? '',
  );
  return {
    models: (Array.isArray(dependsOn) ? dependsOn : [])
      .flatMap(ref => modelName(ref) ?? [])
      .sort(),
    config: annotationOf(entity, ANNOTATION_SAGEMAKER_ENDPOINT_CONFIG),
    at: Number.isNaN(at) ? undefined : new Date(at).toISOString(),
  };
}

/** The name of a resource that the endpoint depends on; undefined for everything else that may stand there. */
function modelName(ref: unknown): string | undefined {
  const name =
    typeof ref === 'string'
      ? /^resource:(?:[^/]+\/)?([^/]+)$/i.exec(ref)?.[1]
      : undefined;
  return name && clamp(name);
}

function annotationOf(entity: Entity, annotation: string): string | undefined {
  const value = entity.metadata.annotations?.[annotation];
  return value ? clamp(value) : undefined;
}

/** Text from the catalog without control characters, at a length that fits into a sentence. */
function clamp(text: string): string {
  const plain = text.replace(/\p{C}+/gu, ' ').trim();
  return plain.length > NAME_LENGTH ? `${plain.slice(0, NAME_LENGTH)}…` : plain;
}

function named(models: string[]): string {
  return models.length === 1
    ? `Model ${models[0]}`
    : `Models ${models.slice(0, -1).join(', ')} and ${models.at(-1)}`;
}
