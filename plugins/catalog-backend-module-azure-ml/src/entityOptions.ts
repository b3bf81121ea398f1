import {
  ANNOTATION_AZURE_SUBSCRIPTION_ID,
  ANNOTATION_AZURE_WORKSPACE,
  ANNOTATION_PROVIDER,
} from '@ai-governance/plugin-ai-governance-common';
import { managedBy, TagRules } from '@ai-governance/plugin-ai-governance-node';
import type { EntityNames } from './names';
import type { AzureMlWorkspace } from './records';

/** Type of the location in managed-by annotations, and the value of the annotation that tells the provider. */
export const PROVIDER = 'azure-ml';

/** How entities are made. */
export interface EntityOptions {
  names: EntityNames;
  namespace: string;
  tagRules: TagRules;
  /** Full entity ref. */
  defaultOwner: string;
  /** Address of Azure ML studio. */
  studio: string;
}

/** Annotations that all entities have. @param id - resource id of what the entity stands for */
export function commonAnnotations(
  workspace: AzureMlWorkspace,
  id: string,
): Record<string, string> {
  return {
    ...managedBy(PROVIDER, id),
    [ANNOTATION_PROVIDER]: PROVIDER,
    [ANNOTATION_AZURE_SUBSCRIPTION_ID]: workspace.subscriptionId,
    [ANNOTATION_AZURE_WORKSPACE]: workspace.workspace,
  };
}

/** Without what is undefined or empty. */
export function presentOnly(
  values: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string] => !!entry[1],
    ),
  );
}
