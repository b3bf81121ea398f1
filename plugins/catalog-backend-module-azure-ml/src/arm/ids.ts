/** Where a workspace is. @public */
export interface WorkspaceId {
  /** The id itself. */
  id: string;
  subscriptionId: string;
  resourceGroup: string;
  workspace: string;
}

const WORKSPACE_ID =
  /^\/subscriptions\/([^/\s]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.MachineLearningServices\/workspaces\/([^/\s]+)$/i;

/**
 * Parses the id of a workspace. Azure Resource Manager's ids are compared without regard to case.
 * @throws Error when it is none
 */
export function parseWorkspaceId(id: string | undefined): WorkspaceId {
  const match = id?.match(WORKSPACE_ID);
  if (!match) {
    throw new Error(
      `Azure's answer has the workspace id '${id}', expected /subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.MachineLearningServices/workspaces/<name>`,
    );
  }
  const [, subscriptionId, resourceGroup, workspace] = match;
  return { id: match[0], subscriptionId, resourceGroup, workspace };
}

/** What a deployment says of its model. */
export interface ModelReference {
  name: string;
  version: string;
  /** Whether it is registered in the deployment's own workspace, where it can be asked for. */
  local: boolean;
}

const MODEL_PATH = /^(.*)\/models\/([^/\s]+)\/versions\/([^/\s]+)$/i;
const SHORT_REFERENCE = /^azureml:([^:/\s]+):([^:/\s]+)$/;
/** Workspace-wide asset ids; those of registries have `/registries/<name>` instead. */
const WORKSPACE_ASSETS =
  /^azureml:\/\/(?:locations\/[^/]+\/workspaces\/[^/]+|subscriptions\/.*)$/i;

/**
 * Reads the model of a deployment: the id of a version in a workspace or a registry, or `azureml:<name>:<version>`.
 * @param text - `properties.model` of the deployment
 * @param workspaceId - of the deployment's workspace
 * @returns undefined when it refers to no registered model, for example a path, or is absent
 */
export function parseModelReference(
  text: string | undefined,
  workspaceId: string,
): ModelReference | undefined {
  const short = text?.match(SHORT_REFERENCE);
  if (short) {
    return { name: short[1], version: short[2], local: true };
  }
  const match = text?.match(MODEL_PATH);
  if (!match) {
    return undefined;
  }
  const [, place, name, version] = match;
  const local =
    place.toLocaleLowerCase('en-US') ===
      workspaceId.toLocaleLowerCase('en-US') || WORKSPACE_ASSETS.test(place);
  return { name, version, local };
}
