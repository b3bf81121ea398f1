import type {
  DeployedModel,
  DeployedVariant,
  EndpointDeployment,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  OnlineDeployment,
  OnlineDeploymentProperties,
} from '@azure/arm-machinelearning';
import { parseModelReference } from './arm/ids';
import { readCollector } from './collector';
import type { AzureMlEndpointRecord } from './records';

/**
 * What runs behind an endpoint.
 * @param record - as it was read
 * @param toEntityRef - ref of a version's Resource; undefined when there is none
 */
export function toDeployment(
  record: AzureMlEndpointRecord,
  toEntityRef: (name: string, version: string) => string | undefined,
): EndpointDeployment {
  const { workspace, endpoint } = record;
  return {
    cloud: 'azure',
    account: workspace.subscriptionId,
    region: endpoint.location,
    workspace: workspace.workspace,
    serving: 'real-time',
    variants: record.deployments.map(deployment =>
      toVariant(record, deployment, toEntityRef),
    ),
  };
}

/** Refs of the Resources of all models that an endpoint serves, each once. */
export function servedModels({ variants }: EndpointDeployment): string[] {
  const refs = variants.flatMap(({ models }) =>
    models.flatMap(({ entityRef }) => entityRef ?? []),
  );
  return [...new Set(refs)];
}

/** Percent of an endpoint's requests that a deployment answers; undefined when Azure does not tell. */
export function trafficPercent(
  { endpoint }: AzureMlEndpointRecord,
  deployment: OnlineDeployment,
): number | undefined {
  const { traffic } = endpoint.properties;
  return traffic ? percentOf(traffic, deployment.name) : undefined;
}

/**
 * Since when an endpoint serves what it serves now: when the newest of the deployments that answer requests was made.
 * `lastModifiedAt` is not asked, because scaling moves it, too.
 * @returns ISO 8601 instant in UTC; undefined when Azure gives no time
 */
export function deployedAt(record: AzureMlEndpointRecord): string | undefined {
  const times = answering(record).flatMap(
    ({ systemData }) => systemData?.createdAt?.getTime() ?? [],
  );
  return times.length > 0
    ? new Date(Math.max(...times)).toISOString()
    : undefined;
}

/** The deployments that answer requests; all of them while no traffic is assigned to any. */
export function answering(record: AzureMlEndpointRecord): OnlineDeployment[] {
  const busy = record.deployments.filter(
    deployment => (trafficPercent(record, deployment) ?? 0) > 0,
  );
  return busy.length > 0 ? busy : record.deployments;
}

function toVariant(
  record: AzureMlEndpointRecord,
  deployment: OnlineDeployment,
  toEntityRef: (name: string, version: string) => string | undefined,
): DeployedVariant {
  const properties = deployment.properties as OnlineDeploymentProperties;
  const { instanceType, provisioningState, endpointComputeType } = properties;
  const percent = trafficPercent(record, deployment);
  const mirrored = mirrorPercent(record, deployment);
  const isShadow = mirrored > 0 && !percent;
  const share = isShadow ? mirrored : percent;
  const capacity = deployment.sku?.capacity;
  return {
    name: deployment.name ?? '',
    role: isShadow ? 'shadow' : 'production',
    trafficShare: share === undefined ? null : share / 100,
    compute: instanceType ?? endpointComputeType,
    ...(capacity !== undefined && { instances: capacity }),
    ...(provisioningState !== undefined && { status: provisioningState }),
    models: toModels(properties.model, record.workspace.id, toEntityRef),
    capture: readCollector(deployment).on ? 'on' : 'off',
  };
}

function toModels(
  id: string | undefined,
  workspaceId: string,
  toEntityRef: (name: string, version: string) => string | undefined,
): DeployedModel[] {
  if (!id) {
    return [];
  }
  const reference = parseModelReference(id, workspaceId);
  if (!reference) {
    return [{ name: id, id }];
  }
  const { name, version, local } = reference;
  const entityRef = local ? toEntityRef(name, version) : undefined;
  return [{ name, version, id, ...(entityRef && { entityRef }) }];
}

function mirrorPercent(
  { endpoint }: AzureMlEndpointRecord,
  deployment: OnlineDeployment,
): number {
  // The SDK's types do not know mirrored traffic, its answers have it.
  const { mirrorTraffic } = endpoint.properties as {
    mirrorTraffic?: Record<string, unknown> | null;
  };
  return percentOf(mirrorTraffic ?? {}, deployment.name);
}

/** Azure does not tell names apart by case. */
function percentOf(
  percents: Record<string, unknown>,
  name: string | undefined,
): number {
  const entry = Object.entries(percents).find(
    ([key]) =>
      key.toLocaleLowerCase('en-US') === name?.toLocaleLowerCase('en-US'),
  );
  const percent = Number(entry?.[1]);
  return percent >= 0 && percent <= 100 ? percent : 0;
}
