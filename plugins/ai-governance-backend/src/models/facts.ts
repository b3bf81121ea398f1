import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_AWS_REGION,
  ANNOTATION_AZURE_SUBSCRIPTION_ID,
  ANNOTATION_AZURE_WORKSPACE,
  ANNOTATION_CAPTURE,
  ANNOTATION_CAPTURE_SAMPLING,
  ANNOTATION_ENDPOINT_ID,
  ANNOTATION_OWNER_SOURCE,
  ANNOTATION_PROVIDER,
  type Cloud,
} from '@ai-governance/plugin-ai-governance-common';
import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { clean, readDeployment } from './deployment';

/** What lists, filters and the inventory need of an endpoint's entity. */
export interface EndpointFacts {
  title: string;
  /** Discovery that describes it, or `unknown`. */
  provider: string;
  /** Full ref; the text as it is when it is not a ref. */
  owner: string;
  system: string | null;
  lifecycle: string;
  cloud: Cloud;
  /** Where it runs, in words. */
  place: string;
  endpointId: string | null;
  /** Whether discovery wrote the entity, rather than a person. */
  discovered: boolean;
  /** False when the owner is only discovery's default. */
  ownerTold: boolean;
  capture: 'on' | 'off' | 'unknown';
  /** Percent of requests that are logged; null when unknown. */
  samplingPercent: number | null;
  /** Where the cloud's console shows it; null when unknown. */
  consoleUrl: string | null;
  /** Where its catalog-info.yaml is edited; null when unknown. */
  editUrl: string | null;
}

/** Longest text that is filtered by. */
const LENGTH = 255;

/** Reads the facts from an entity. Text in it may be anything. */
export function factsOf(entity: Entity): EndpointFacts {
  const annotations = entity.metadata.annotations ?? {};
  const { owner, system, lifecycle } = entity.spec ?? {};
  const capture = annotations[ANNOTATION_CAPTURE];
  const cloud = cloudOf(entity);
  return {
    title: textOf(entity.metadata.title) || textOf(entity.metadata.name),
    provider: textOf(annotations[ANNOTATION_PROVIDER]) || 'unknown',
    owner: refOf(owner, 'group', entity),
    system: refOf(system, 'system', entity) || null,
    lifecycle: textOf(lifecycle),
    cloud,
    place: placeOf(entity, cloud),
    endpointId: endpointIdOf(entity) ?? null,
    discovered: isDiscovered(entity),
    ownerTold: annotations[ANNOTATION_OWNER_SOURCE] !== 'default',
    capture: capture === 'on' || capture === 'off' ? capture : 'unknown',
    samplingPercent: samplingOf(annotations[ANNOTATION_CAPTURE_SAMPLING]),
    consoleUrl: consoleOf(entity),
    editUrl: webAddress(annotations[ANNOTATION_EDIT_URL]),
  };
}

/**
 * The cloud's id of the endpoint that an entity stands for, in a form that can be compared.
 * @returns undefined when the entity names none
 */
export function endpointIdOf(entity: Entity): string | undefined {
  const id = clean(
    entity.metadata.annotations?.[ANNOTATION_ENDPOINT_ID] ?? '',
  ).slice(0, 1024);
  // Azure's resource ids mean the same in whatever case, AWS's do not.
  return (isAzureId(id) ? id.toLocaleLowerCase('en-US') : id) || undefined;
}

/** Whether discovery wrote the entity. A file that names a provider is still a file. */
export function isDiscovered(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  return (
    annotations[ANNOTATION_PROVIDER] !== undefined &&
    !/^(url|file):/.test(annotations[ANNOTATION_ORIGIN_LOCATION] ?? '')
  );
}

function cloudOf(entity: Entity): Cloud {
  const annotations = entity.metadata.annotations ?? {};
  const id = endpointIdOf(entity) ?? '';
  if (annotations[ANNOTATION_AWS_ACCOUNT_ID] || id.startsWith('arn:')) {
    return 'aws';
  }
  if (annotations[ANNOTATION_AZURE_SUBSCRIPTION_ID] || isAzureId(id)) {
    return 'azure';
  }
  return readDeployment(entity)?.cloud ?? 'external';
}

function isAzureId(id: string): boolean {
  return /^\/subscriptions\//i.test(id);
}

function placeOf(entity: Entity, cloud: Cloud): string {
  const annotations = entity.metadata.annotations ?? {};
  const deployment = readDeployment(entity);
  return [
    cloud,
    annotations[ANNOTATION_AWS_ACCOUNT_ID] ??
      annotations[ANNOTATION_AZURE_SUBSCRIPTION_ID] ??
      deployment?.account,
    annotations[ANNOTATION_AZURE_WORKSPACE] ?? deployment?.workspace,
    annotations[ANNOTATION_AWS_REGION] ?? deployment?.region,
  ]
    .map(textOf)
    .filter(Boolean)
    .join(' ')
    .slice(0, LENGTH);
}

/** Discovery links to the console; people may have added links of their own before it. */
function consoleOf(entity: Entity): string | null {
  const links = entity.metadata.links ?? [];
  const link =
    links.find(({ title }) => /console|portal|studio/i.test(title ?? '')) ??
    (isDiscovered(entity) ? links[0] : undefined);
  return webAddress(link?.url);
}

/** An address that a page may link to; a script is none. */
function webAddress(url: string | undefined): string | null {
  return url && /^https?:\/\//i.test(url) ? clean(url).slice(0, 2000) : null;
}

function samplingOf(text: string | undefined): number | null {
  const percent = Number(text?.trim() || NaN);
  return percent >= 0 && percent <= 100 ? percent : null;
}

function refOf(ref: unknown, defaultKind: string, of: Entity): string {
  const text = textOf(ref);
  try {
    return stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind,
        defaultNamespace: of.metadata.namespace ?? 'default',
      }),
    ).slice(0, LENGTH);
  } catch {
    // Not a ref, which the inventory tells; the catalog takes any text.
    return text;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? clean(value).slice(0, LENGTH) : '';
}
