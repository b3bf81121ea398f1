import {
  ANNOTATION_OWNER_SOURCE,
  ANNOTATION_SAGEMAKER_MODEL_ARN,
  RegisteredModel,
  RESOURCE_TYPE_ML_MODEL,
} from '@ai-governance/plugin-ai-governance-common';
import {
  DiscoveredEntity,
  quote,
  readTags,
  toEntityName,
} from '@ai-governance/plugin-ai-governance-node';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { commonAnnotations, presentOnly } from './annotations';
import { consoleUrl, parseArn, parsePackageArn, SageMakerArn } from './arn';
import type { EndpointEntity, EntityOptions } from './entities';
import { toResourceTags } from './EndpointReader';
import {
  DiscoveredEndpoint,
  ModelFacts,
  packageArnOf,
  PackageFacts,
  SageMakerFacts,
  SageMakerRecord,
} from './facts';
import { toPackagedModel, toPlainModel } from './registeredModel';

/** Container images of a model, comma-separated. @public */
export const ANNOTATION_SAGEMAKER_MODEL_IMAGE =
  'ai-governance.io/sagemaker-model-image';
/** Where a model's artefacts are, comma-separated. @public */
export const ANNOTATION_SAGEMAKER_MODEL_DATA_URL =
  'ai-governance.io/sagemaker-model-data-url';
/** ARN of the model package of which a model is made. @public */
export const ANNOTATION_SAGEMAKER_MODEL_PACKAGE_ARN =
  'ai-governance.io/sagemaker-model-package-arn';

/** Who a model belongs to. */
interface Ownership {
  owner: string;
  system?: string;
  source?: string;
  /** A sentence. */
  note: string;
}

/** Ref of the entity of a model that is deployed. */
export function modelRef(model: ModelFacts, options: EntityOptions): string {
  return stringifyEntityRef({
    kind: 'resource',
    namespace: options.namespace,
    name: modelEntityName(model, options),
  });
}

/**
 * A Resource per model that an endpoint serves, and per model package that was read and is made into none of them. A model
 * belongs to the owner of the endpoint that uses it, by name the first of those that say whose they are; a package that
 * is not deployed to that of another version.
 * @param endpoints - in the order of their entities' names
 */
export function toModelEntities(
  endpoints: { discovered: DiscoveredEndpoint; entity: EndpointEntity }[],
  facts: SageMakerFacts,
  options: EntityOptions,
): DiscoveredEntity<SageMakerRecord>[] {
  const owned = ({ entity }: { entity: EndpointEntity }) =>
    entity.metadata.annotations?.[ANNOTATION_OWNER_SOURCE] === 'tag';
  const entities = new Map<string, DiscoveredEntity<SageMakerRecord>>();
  const families = new Map<string, Ownership>();
  const deployed = new Set<string>();
  for (const { discovered, entity } of [
    ...endpoints.filter(owned),
    ...endpoints.filter(endpoint => !owned(endpoint)),
  ]) {
    const ownership = ownershipOf(entity);
    for (const { model } of discovered.serves) {
      if (model && !entities.has(model.name)) {
        const arn = packageArnOf(model);
        const modelPackage = arn ? facts.packages.get(arn) : undefined;
        const registered = arn
          ? toPackagedModel(arn, modelPackage, facts.cards)
          : toPlainModel(model, facts.cards);
        entities.set(model.name, {
          entity: toModelEntity(
            model,
            modelPackage,
            registered,
            ownership,
            options,
          ),
          record: { kind: 'model', model, modelPackage },
        });
        if (arn) {
          deployed.add(arn);
          families.set(
            registered.family,
            families.get(registered.family) ?? ownership,
          );
        }
      }
    }
  }
  const waiting = [...facts.packages.values()].filter(
    ({ ModelPackageArn }) => !deployed.has(ModelPackageArn),
  );
  return [
    ...entities.values(),
    ...waiting.map(modelPackage => ({
      entity: toPackageEntity(modelPackage, facts, families, options),
      record: { kind: 'model' as const, modelPackage },
    })),
  ];
}

function ownershipOf(endpoint: EndpointEntity): Ownership {
  const { metadata, spec } = endpoint;
  return {
    owner: spec.owner,
    system: spec.system,
    source: metadata.annotations?.[ANNOTATION_OWNER_SOURCE],
    note: `It has the owner of the endpoint ${quote(
      metadata.title ?? metadata.name,
    )}.`,
  };
}

function toModelEntity(
  model: ModelFacts,
  modelPackage: PackageFacts | undefined,
  registered: RegisteredModel,
  ownership: Ownership,
  options: EntityOptions,
): Entity {
  const arn = parseArn(model.arn);
  // A model that is made of a package may leave image and artefact to it.
  const containers = [
    ...model.containers,
    ...(modelPackage?.InferenceSpecification?.Containers ?? []),
  ];
  return toResource({
    name: modelEntityName(model, options),
    title: model.name,
    what: 'SageMaker model',
    arn,
    annotations: {
      [ANNOTATION_SAGEMAKER_MODEL_ARN]: arn.text,
      [ANNOTATION_SAGEMAKER_MODEL_PACKAGE_ARN]: packageArnOf(model),
      [ANNOTATION_SAGEMAKER_MODEL_IMAGE]: toList(
        containers.map(({ Image }) => Image),
      ),
      [ANNOTATION_SAGEMAKER_MODEL_DATA_URL]: toList(
        containers.map(
          ({ ModelDataUrl, ModelDataSource }) =>
            ModelDataUrl ?? ModelDataSource?.S3DataSource?.S3Uri,
        ),
      ),
    },
    link: { url: consoleUrl(arn, 'models'), title: 'Model in AWS console' },
    registered,
    ownership,
    namespace: options.namespace,
  });
}

function toPackageEntity(
  modelPackage: PackageFacts,
  facts: SageMakerFacts,
  families: Map<string, Ownership>,
  options: EntityOptions,
): Entity {
  const { ModelPackageArn, Tags, InferenceSpecification } = modelPackage;
  const arn = parseArn(ModelPackageArn);
  const { family, version } = parsePackageArn(ModelPackageArn);
  const containers = InferenceSpecification?.Containers ?? [];
  const said = readTags(toResourceTags(Tags ?? []), options.tagRules, {
    defaultOwner: options.defaultOwner,
    what: 'model package',
  });
  return toResource({
    name: toEntityName(family, {
      suffix: `.${version === undefined ? 'package' : `v${version}`}${
        options.nameSuffix
      }`,
      caseSensitive: true,
    }),
    title: version === undefined ? family : `${family} v${version}`,
    what: 'SageMaker model package that no endpoint serves,',
    arn,
    annotations: {
      [ANNOTATION_SAGEMAKER_MODEL_PACKAGE_ARN]: arn.text,
      [ANNOTATION_SAGEMAKER_MODEL_IMAGE]: toList(
        containers.map(({ Image }) => Image),
      ),
      [ANNOTATION_SAGEMAKER_MODEL_DATA_URL]: toList(
        containers.map(({ ModelDataUrl }) => ModelDataUrl),
      ),
    },
    link: {
      url: consoleUrl(arn, 'model-packages'),
      title: 'Model package in AWS console',
    },
    registered: toPackagedModel(ModelPackageArn, modelPackage, facts.cards),
    ownership:
      said.ownerSource === 'tag' || !families.has(family)
        ? {
            owner: said.owner,
            system: said.system,
            source: said.ownerSource,
            note: said.notes.join(' '),
          }
        : families.get(family)!,
    namespace: options.namespace,
  });
}

function toResource(parts: {
  name: string;
  namespace: string;
  title: string;
  what: string;
  arn: SageMakerArn;
  annotations: Record<string, string | undefined>;
  link: { url: string; title: string };
  registered: RegisteredModel;
  ownership: Ownership;
}): Entity {
  const { arn, ownership } = parts;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace: parts.namespace,
      name: parts.name,
      title: parts.title,
      description:
        `${parts.what} in account ${arn.accountId}, region ${arn.region}. ${ownership.note}`.trim(),
      annotations: {
        ...commonAnnotations(arn),
        ...presentOnly({
          ...parts.annotations,
          [ANNOTATION_OWNER_SOURCE]: ownership.source,
        }),
      },
      tags: ['sagemaker'],
      links: [parts.link],
    },
    spec: {
      type: RESOURCE_TYPE_ML_MODEL,
      owner: ownership.owner,
      ...(ownership.system && { system: ownership.system }),
      model: parts.registered as unknown as JsonObject,
    },
  };
}

function modelEntityName(model: ModelFacts, options: EntityOptions): string {
  return toEntityName(model.name, {
    suffix: options.nameSuffix,
    caseSensitive: true,
  });
}

/** Each once and without a query, which could hold a signature. */
function toList(values: (string | undefined)[]): string {
  return [
    ...new Set(values.flatMap(value => value?.replace(/\?.*$/s, '') || [])),
  ].join(',');
}
