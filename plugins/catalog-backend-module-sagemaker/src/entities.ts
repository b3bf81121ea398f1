import {
  ANNOTATION_CAPTURE,
  ANNOTATION_CAPTURE_SAMPLING,
  ANNOTATION_CAPTURE_URI,
  ANNOTATION_ENDPOINT_DEPLOYED_AT,
  ANNOTATION_ENDPOINT_ID,
  ANNOTATION_ENDPOINT_STATUS,
  ANNOTATION_OWNER_SOURCE,
  ANNOTATION_SAGEMAKER_ENDPOINT_ARN,
  ANNOTATION_SAGEMAKER_ENDPOINT_CONFIG,
  ANNOTATION_SAGEMAKER_ENDPOINT_NAME,
  ANNOTATION_VARIANTS,
  COMPONENT_TYPE_MODEL_ENDPOINT,
} from '@ai-governance/plugin-ai-governance-common';
import {
  DiscoveredEntity,
  readTags,
  tagKeys,
  toEntityName,
  toEntityTags,
} from '@ai-governance/plugin-ai-governance-node';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { commonAnnotations, presentOnly } from './annotations';
import { consoleUrl, parseArn } from './arn';
import type { SageMakerProviderConfig } from './config';
import { deployedAt } from './deployedAt';
import { toDeployment } from './deployment';
import type {
  DiscoveredEndpoint,
  SageMakerFacts,
  SageMakerRecord,
} from './facts';
import { modelRef, toModelEntities } from './modelEntities';

/** What of a block's settings concerns entities. */
export type EntityOptions = Pick<
  SageMakerProviderConfig,
  'namespace' | 'nameSuffix' | 'tagRules' | 'defaultOwner'
>;

/** An endpoint's Component. */
export type EndpointEntity = Entity & {
  spec: { owner: string; system?: string };
};

/** Turns what was read into entities: a Component per endpoint and a Resource per model, in the order of their names. */
export function toEntities(
  facts: SageMakerFacts,
  options: EntityOptions,
): DiscoveredEntity<SageMakerRecord>[] {
  const endpoints = facts.endpoints
    .map(discovered => ({
      discovered,
      entity: toEndpointEntity(discovered, options),
    }))
    .sort((a, b) => (a.entity.metadata.name < b.entity.metadata.name ? -1 : 1));
  return [
    ...endpoints.map(({ discovered, entity }) => ({
      entity,
      record: { kind: 'endpoint' as const, ...discovered },
    })),
    ...toModelEntities(endpoints, facts, options),
  ];
}

/** Ref of the entity of an endpoint. @param name - of the endpoint */
export function endpointRef(name: string, options: EntityOptions): string {
  return stringifyEntityRef({
    kind: 'component',
    namespace: options.namespace,
    name: endpointEntityName(name, options),
  });
}

function endpointEntityName(name: string, options: EntityOptions): string {
  return toEntityName(name, {
    suffix: options.nameSuffix,
    caseSensitive: false,
  });
}

function toEndpointEntity(
  discovered: DiscoveredEndpoint,
  options: EntityOptions,
): EndpointEntity {
  const { endpoint, serves, tags } = discovered;
  const { namespace, tagRules, defaultOwner } = options;
  const arn = parseArn(endpoint.EndpointArn);
  const name = endpoint.EndpointName ?? arn.name;
  const said = readTags(tags, tagRules, { defaultOwner, what: 'endpoint' });
  const deployment = toDeployment(discovered, {
    modelRef: model => modelRef(model, options),
  });
  const dependsOn = new Set(
    serves.flatMap(({ model }) => (model ? modelRef(model, options) : [])),
  );
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace,
      name: endpointEntityName(name, options),
      title: name,
      description: [
        `SageMaker endpoint in account ${arn.accountId}, region ${arn.region}.`,
        ...said.notes,
      ].join(' '),
      annotations: {
        ...commonAnnotations(arn),
        ...presentOnly({
          [ANNOTATION_ENDPOINT_ID]: arn.text,
          [ANNOTATION_SAGEMAKER_ENDPOINT_ARN]: arn.text,
          [ANNOTATION_SAGEMAKER_ENDPOINT_NAME]: name,
          [ANNOTATION_SAGEMAKER_ENDPOINT_CONFIG]: endpoint.EndpointConfigName,
          [ANNOTATION_ENDPOINT_STATUS]: endpoint.EndpointStatus,
          [ANNOTATION_ENDPOINT_DEPLOYED_AT]: deployedAt(discovered),
          [ANNOTATION_VARIANTS]: deployment.variants
            .filter(({ role }) => role === 'production')
            .map(variant => variant.name)
            .join(','),
          [ANNOTATION_OWNER_SOURCE]: said.ownerSource,
        }),
        ...captureAnnotations(discovered),
      },
      tags: toEntityTags(tags, {
        first: 'sagemaker',
        without: tagKeys(tagRules),
      }),
      links: [
        { url: consoleUrl(arn, 'endpoints'), title: 'Endpoint in AWS console' },
      ],
    },
    spec: {
      type: COMPONENT_TYPE_MODEL_ENDPOINT,
      lifecycle: said.lifecycle,
      owner: said.owner,
      ...(said.system && { system: said.system }),
      ...(dependsOn.size > 0 && { dependsOn: [...dependsOn] }),
      deployment: deployment as unknown as JsonObject,
    },
  };
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
