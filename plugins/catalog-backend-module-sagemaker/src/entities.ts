import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_AWS_REGION,
  ANNOTATION_CAPTURE,
  ANNOTATION_CAPTURE_SAMPLING,
  ANNOTATION_CAPTURE_URI,
  ANNOTATION_ENDPOINT_DEPLOYED_AT,
  ANNOTATION_ENDPOINT_STATUS,
  ANNOTATION_OWNER_SOURCE,
  ANNOTATION_PROVIDER,
  ANNOTATION_SAGEMAKER_ENDPOINT_ARN,
  ANNOTATION_SAGEMAKER_ENDPOINT_CONFIG,
  ANNOTATION_SAGEMAKER_ENDPOINT_NAME,
  ANNOTATION_SAGEMAKER_MODEL_ARN,
  ANNOTATION_VARIANTS,
  COMPONENT_TYPE_MODEL_ENDPOINT,
  RESOURCE_TYPE_ML_MODEL,
} from '@ai-governance/plugin-ai-governance-common';
import type { DescribeModelOutput } from '@aws-sdk/client-sagemaker';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ComponentEntity,
  Entity,
  ResourceEntity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { consoleUrl, parseArn } from './arn';
import type { SageMakerProviderConfig } from './config';
import { toEntityName } from './names';
import { deployedAt } from './deployedAt';
import type { DiscoveredEndpoint } from './EndpointReader';
import {
  quote,
  toEntityTags,
  toLifecycle,
  toOwnerRef,
  toSystemRef,
} from './tags';

/** Container images of a model, comma-separated. @public */
export const ANNOTATION_SAGEMAKER_MODEL_IMAGE =
  'ai-governance.io/sagemaker-model-image';
/** Where a model's artefacts are, comma-separated. @public */
export const ANNOTATION_SAGEMAKER_MODEL_DATA_URL =
  'ai-governance.io/sagemaker-model-data-url';

type EntityOptions = Pick<
  SageMakerProviderConfig,
  | 'namespace'
  | 'nameSuffix'
  | 'ownerTag'
  | 'systemTag'
  | 'environmentTag'
  | 'defaultOwner'
>;

/**
 * Turns what was read into entities: a Component per endpoint and a Resource per model. A model belongs to the owner of
 * the endpoint that uses it, by name the first of those that say whose they are.
 */
export function toEntities(
  discovered: DiscoveredEndpoint[],
  options: EntityOptions,
): { endpoints: ComponentEntity[]; models: ResourceEntity[] } {
  const users = discovered
    .map(item => ({ item, entity: toEndpointEntity(item, options) }))
    .sort((a, b) => (a.entity.metadata.name < b.entity.metadata.name ? -1 : 1));
  const owned = (entity: Entity) =>
    entity.metadata.annotations?.[ANNOTATION_OWNER_SOURCE] === 'tag';
  const models = new Map<string, ResourceEntity>();
  for (const { item, entity } of [
    ...users.filter(user => owned(user.entity)),
    ...users.filter(user => !owned(user.entity)),
  ]) {
    for (const model of item.models) {
      const name = modelEntityName(model, options);
      if (!models.has(name)) {
        models.set(name, toModelEntity(model, entity, options));
      }
    }
  }
  return {
    endpoints: users.map(user => user.entity),
    models: [...models.values()],
  };
}

function toEndpointEntity(
  discovered: DiscoveredEndpoint,
  options: EntityOptions,
): ComponentEntity {
  const { endpoint, models, tags } = discovered;
  const { namespace, ownerTag, systemTag, environmentTag } = options;
  const arn = parseArn(endpoint.EndpointArn);
  const name = endpoint.EndpointName ?? arn.name;
  const ownership = toOwnership(tags.get(ownerTag), options);
  const systemText = tags.get(systemTag);
  const system = systemText === undefined ? undefined : toSystemRef(systemText);
  const description = [
    `SageMaker endpoint in account ${arn.accountId}, region ${arn.region}.`,
    ownership.note,
    systemText === undefined || system
      ? ''
      : `Its ${quote(systemTag)} tag ${quote(
          systemText,
        )} is not the name of a system.`,
  ];
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace,
      name: toEntityName(name, {
        suffix: options.nameSuffix,
        caseSensitive: false,
      }),
      title: name,
      description: description.filter(Boolean).join(' '),
      annotations: {
        ...commonAnnotations(arn),
        ...presentOnly({
          [ANNOTATION_SAGEMAKER_ENDPOINT_ARN]: arn.text,
          [ANNOTATION_SAGEMAKER_ENDPOINT_NAME]: name,
          [ANNOTATION_SAGEMAKER_ENDPOINT_CONFIG]: endpoint.EndpointConfigName,
          [ANNOTATION_ENDPOINT_STATUS]: endpoint.EndpointStatus,
          [ANNOTATION_ENDPOINT_DEPLOYED_AT]: deployedAt(discovered),
          [ANNOTATION_VARIANTS]: toVariants(discovered),
          [ANNOTATION_OWNER_SOURCE]: ownership.source,
        }),
        ...captureAnnotations(discovered),
      },
      tags: toEntityTags(tags, [ownerTag, systemTag, environmentTag]),
      links: [
        { url: consoleUrl(arn, 'endpoints'), title: 'Endpoint in AWS console' },
      ],
    },
    spec: {
      type: COMPONENT_TYPE_MODEL_ENDPOINT,
      lifecycle: toLifecycle(tags.get(environmentTag)),
      owner: ownership.owner,
      ...(system && { system }),
      ...(models.length > 0 && {
        dependsOn: models.map(model =>
          stringifyEntityRef({
            kind: 'resource',
            namespace,
            name: modelEntityName(model, options),
          }),
        ),
      }),
    },
  };
}

function toModelEntity(
  model: DescribeModelOutput,
  endpoint: ComponentEntity,
  options: EntityOptions,
): ResourceEntity {
  const arn = parseArn(model.ModelArn);
  const containers = [
    ...(model.PrimaryContainer ? [model.PrimaryContainer] : []),
    ...(model.Containers ?? []),
  ];
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace: options.namespace,
      name: modelEntityName(model, options),
      title: model.ModelName ?? arn.name,
      description: `SageMaker model in account ${arn.accountId}, region ${
        arn.region
      }. It has the owner of the endpoint ${quote(
        endpoint.metadata.title ?? endpoint.metadata.name,
      )}.`,
      // The containers' environment is left out on purpose: it may hold secrets.
      annotations: {
        ...commonAnnotations(arn),
        ...presentOnly({
          [ANNOTATION_SAGEMAKER_MODEL_ARN]: arn.text,
          [ANNOTATION_SAGEMAKER_MODEL_IMAGE]: toList(
            containers.map(({ Image, ModelPackageName }) =>
              Image === undefined ? ModelPackageName : Image,
            ),
          ),
          [ANNOTATION_SAGEMAKER_MODEL_DATA_URL]: toList(
            containers.map(({ ModelDataUrl, ModelDataSource }) =>
              // Without a query, which could hold a signature.
              (ModelDataUrl ?? ModelDataSource?.S3DataSource?.S3Uri)?.replace(
                /\?.*$/s,
                '',
              ),
            ),
          ),
          [ANNOTATION_OWNER_SOURCE]:
            endpoint.metadata.annotations?.[ANNOTATION_OWNER_SOURCE],
        }),
      },
      tags: ['sagemaker'],
      links: [
        { url: consoleUrl(arn, 'models'), title: 'Model in AWS console' },
      ],
    },
    spec: {
      type: RESOURCE_TYPE_ML_MODEL,
      owner: endpoint.spec.owner,
      ...(endpoint.spec.system && { system: endpoint.spec.system }),
    },
  };
}

function modelEntityName(
  model: DescribeModelOutput,
  options: EntityOptions,
): string {
  return toEntityName(model.ModelName ?? parseArn(model.ModelArn).name, {
    suffix: options.nameSuffix,
    caseSensitive: true,
  });
}

function toOwnership(
  text: string | undefined,
  { ownerTag, defaultOwner }: EntityOptions,
): { owner: string; source: 'tag' | 'default'; note: string } {
  const owner = text === undefined ? undefined : toOwnerRef(text);
  if (owner) {
    return { owner, source: 'tag', note: '' };
  }
  const why =
    text === undefined
      ? `It has no ${quote(ownerTag)} tag`
      : `Its ${quote(ownerTag)} tag ${quote(text)} is not the name of a group`;
  return {
    owner: defaultOwner,
    source: 'default',
    note: `${why}, so the default owner ${defaultOwner} is in charge of it until the endpoint is tagged.`,
  };
}

/** Variants that serve now, or, while the endpoint is being made, those that will. */
function toVariants({ endpoint, config }: DiscoveredEndpoint) {
  const variants = endpoint.ProductionVariants?.length
    ? endpoint.ProductionVariants
    : config?.ProductionVariants;
  return toList((variants ?? []).map(({ VariantName }) => VariantName));
}

function captureAnnotations({ endpoint, config }: DiscoveredEndpoint) {
  const capture = endpoint.DataCaptureConfig;
  const on =
    capture?.EnableCapture === true && capture.CaptureStatus !== 'Stopped';
  const sampling =
    capture?.CurrentSamplingPercentage ??
    config?.DataCaptureConfig?.InitialSamplingPercentage;
  return presentOnly({
    [ANNOTATION_CAPTURE]: on ? 'on' : 'off',
    // Also when capture is off: what was logged before is still there.
    [ANNOTATION_CAPTURE_URI]:
      capture?.DestinationS3Uri ?? config?.DataCaptureConfig?.DestinationS3Uri,
    [ANNOTATION_CAPTURE_SAMPLING]: sampling?.toString(),
  });
}

function commonAnnotations(arn: ReturnType<typeof parseArn>) {
  const location = `sagemaker:${arn.text}`;
  return {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
    [ANNOTATION_PROVIDER]: 'sagemaker',
    [ANNOTATION_AWS_ACCOUNT_ID]: arn.accountId,
    [ANNOTATION_AWS_REGION]: arn.region,
  };
}

function toList(values: (string | undefined)[]): string {
  return [...new Set(values.filter(Boolean))].join(',');
}

function presentOnly(
  values: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string] => !!entry[1],
    ),
  );
}
