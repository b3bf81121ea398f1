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
import type { ComponentEntity } from '@backstage/catalog-model';
import { AzureTags } from './AzureTags';
import { readCollector } from './collector';
import { answering, deployedAt, toDeployment } from './deployment';
import { commonAnnotations, EntityOptions, presentOnly } from './entityOptions';
import type { AzureMlEndpointRecord, DiscoveredWorkspace } from './records';
import { endpointPage } from './studio';

/**
 * The Component of an endpoint. Its own tags go before those of its workspace.
 * @param modelRefs - refs of the Resources of the workspace's models
 */
export function toEndpointEntity(
  record: AzureMlEndpointRecord,
  discovered: DiscoveredWorkspace,
  modelRefs: ReadonlySet<string>,
  options: EntityOptions,
): ComponentEntity {
  const { names, namespace, tagRules, defaultOwner } = options;
  const { workspace, endpoint } = record;
  const own = AzureTags.of(endpoint.tags);
  const facts = readTags(
    AzureTags.of(workspace.resource.tags, endpoint.tags),
    tagRules,
    { defaultOwner, what: 'endpoint' },
  );
  const deployment = toDeployment(record, (name, version) => {
    const ref = names.modelRef(workspace, name, version);
    return modelRefs.has(ref) ? ref : undefined;
  });
  const dependsOn = new Set(
    deployment.variants.flatMap(({ models }) =>
      models.flatMap(({ entityRef }) => entityRef ?? []),
    ),
  );
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
        ...captureAnnotations(record, discovered.collectorUrl),
      },
      tags: toEntityTags(own, {
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
      ...(dependsOn.size > 0 && { dependsOn: [...dependsOn] }),
      // A plain object of JSON; the entity's type asks for more.
      deployment: deployment as any,
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
