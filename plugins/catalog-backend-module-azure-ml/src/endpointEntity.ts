import {
  ANNOTATION_AZURE_ENDPOINT_NAME,
  ANNOTATION_CAPTURE,
  ANNOTATION_CAPTURE_SAMPLING,
  ANNOTATION_CAPTURE_URI,
  ANNOTATION_ENDPOINT_DEPLOYED_AT,
  ANNOTATION_ENDPOINT_ID,
  ANNOTATION_ENDPOINT_STATUS,
  ANNOTATION_OWNER_SOURCE,
  ANNOTATION_VARIANTS,
  COMPONENT_TYPE_MODEL_ENDPOINT,
  EndpointDeployment,
} from '@ai-governance/plugin-ai-governance-common';
import {
  quote,
  readTags,
  tagKeys,
  toEntityTags,
} from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { AzureTags } from './AzureTags';
import { readCollector } from './collector';
import { answering, deployedAt, servedModels } from './deployment';
import { commonAnnotations, EntityOptions, presentOnly } from './entityOptions';
import type { AzureMlEndpointRecord } from './records';
import { endpointPage } from './studio';

/**
 * The Component of an endpoint. Its own tags go before those of its workspace.
 * @param discovered - `collectorUrl`: folder below which the workspace's deployments log; undefined when it has none
 */
export function toEndpointEntity(
  discovered: {
    record: AzureMlEndpointRecord;
    deployment: EndpointDeployment;
    collectorUrl: string | undefined;
  },
  options: EntityOptions,
): Entity {
  const { names, namespace, tagRules, defaultOwner } = options;
  const { record, deployment, collectorUrl } = discovered;
  const { workspace, endpoint } = record;
  const facts = readTags(
    AzureTags.of(workspace.resource.tags, endpoint.tags),
    tagRules,
    { defaultOwner, what: 'endpoint' },
  );
  const dependsOn = servedModels(deployment);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace,
      name: names.endpoint(workspace, endpoint.name),
      title: endpoint.name,
      description: [
        `Azure ML online endpoint in workspace ${quote(
          workspace.workspace,
        )}, region ${quote(endpoint.location)}.`,
        ...facts.notes,
      ].join(' '),
      annotations: {
        ...commonAnnotations(
          workspace,
          endpoint.id ?? `${workspace.id}/onlineEndpoints/${endpoint.name}`,
        ),
        ...presentOnly({
          [ANNOTATION_ENDPOINT_ID]: endpoint.id,
          [ANNOTATION_AZURE_ENDPOINT_NAME]: endpoint.name,
          [ANNOTATION_ENDPOINT_STATUS]: endpoint.properties.provisioningState,
          [ANNOTATION_ENDPOINT_DEPLOYED_AT]: deployedAt(record),
          [ANNOTATION_VARIANTS]: toVariants(deployment),
          [ANNOTATION_OWNER_SOURCE]: facts.ownerSource,
        }),
        ...captureAnnotations(record, collectorUrl),
      },
      tags: toEntityTags(AzureTags.of(endpoint.tags), {
        first: 'azure-ml',
        without: tagKeys(tagRules),
      }),
      links: [
        {
          url: endpointPage(options.studio, workspace, endpoint.name),
          title: 'Endpoint in Azure ML studio',
        },
      ],
    },
    spec: {
      type: COMPONENT_TYPE_MODEL_ENDPOINT,
      lifecycle: facts.lifecycle,
      owner: facts.owner,
      ...(facts.system && { system: facts.system }),
      ...(dependsOn.length > 0 && { dependsOn }),
      deployment: deployment as unknown as JsonObject,
    },
  };
}

/** Deployments whose answers somebody sees. */
function toVariants({ variants }: EndpointDeployment): string {
  return variants
    .filter(({ role }) => role === 'production')
    .map(({ name }) => name)
    .join(',');
}

function captureAnnotations(
  record: AzureMlEndpointRecord,
  collectorUrl: string | undefined,
): Record<string, string> {
  const states = answering(record).map(readCollector);
  const rates = states.flatMap(
    ({ samplingPercentage }) => samplingPercentage ?? [],
  );
  return presentOnly({
    [ANNOTATION_CAPTURE]: states.some(({ on }) => on) ? 'on' : 'off',
    // Folder of the endpoint's blobs `{deployment}/{collection}/{yyyy}/{MM}/{dd}/{HH}/{instance}.jsonl`, as the URL by
    // which the blob service itself knows it: https://{account}.blob.core.windows.net/{container}/modelDataCollector/
    // {endpoint}. Also when collection is off: what was logged before is still there.
    [ANNOTATION_CAPTURE_URI]:
      collectorUrl && `${collectorUrl}/${record.endpoint.name}`,
    [ANNOTATION_CAPTURE_SAMPLING]:
      rates.length > 0 ? String(Math.min(...rates)) : undefined,
  });
}
