import {
  ANNOTATION_OWNER_SOURCE,
  RegisteredModel,
  RESOURCE_TYPE_ML_MODEL,
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
import { commonAnnotations, EntityOptions, presentOnly } from './entityOptions';
import type { AzureMlModelRecord } from './records';
import { modelPage } from './studio';

/** Where a registered model's artefacts are. @public */
export const ANNOTATION_AZURE_MODEL_URI = 'ai-governance.io/azure-model-uri';

/**
 * The Resource of a model's version. Its own tags go before those of the endpoint that serves it, and these before those
 * of the workspace.
 * @param endpointTags - of the endpoint that serves it; undefined when none does
 */
export function toModelEntity(
  record: AzureMlModelRecord,
  endpointTags: Record<string, string> | undefined,
  options: EntityOptions,
): Entity {
  const { names, namespace, tagRules, defaultOwner } = options;
  const { workspace, name, version, resource } = record;
  const { properties } = resource;
  const facts = readTags(
    AzureTags.of(workspace.resource.tags, endpointTags, properties.tags),
    tagRules,
    { defaultOwner, what: 'model' },
  );
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace,
      name: names.model(workspace, name, version),
      title: `${name} ${version}`,
      description: [
        `Version ${quote(version)} of the model ${quote(
          name,
        )} in Azure ML workspace ${quote(workspace.workspace)}.`,
        ...facts.notes,
      ].join(' '),
      annotations: {
        ...commonAnnotations(
          workspace,
          resource.id ?? `${workspace.id}/models/${name}/versions/${version}`,
        ),
        ...presentOnly({
          // Without a query, which could hold a signature.
          [ANNOTATION_AZURE_MODEL_URI]: properties.modelUri?.replace(
            /\?.*$/s,
            '',
          ),
          [ANNOTATION_OWNER_SOURCE]: facts.ownerSource,
        }),
      },
      tags: toEntityTags(AzureTags.of(properties.tags), {
        first: 'azure-ml',
        without: tagKeys(tagRules),
      }),
      links: [
        {
          url: modelPage(options.studio, workspace, name, version),
          title: 'Model in Azure ML studio',
        },
      ],
    },
    spec: {
      type: RESOURCE_TYPE_ML_MODEL,
      owner: facts.owner,
      ...(facts.system && { system: facts.system }),
      model: toRegisteredModel(record) as unknown as JsonObject,
    },
  };
}

/** Azure ML has no approval of models. */
function toRegisteredModel(record: AzureMlModelRecord): RegisteredModel {
  const { name, version, resource } = record;
  const { properties, systemData } = resource;
  const facts = {
    createdBy: systemData?.createdBy,
    createdAt: systemData?.createdAt?.toISOString(),
    changedAt: systemData?.lastModifiedAt?.toISOString(),
    trainingJob: properties.jobName,
  };
  return {
    cloud: 'azure',
    family: name,
    version,
    approval: 'none',
    ...presentOnly(facts),
  };
}
