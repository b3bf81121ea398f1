import type { AzureOnlineDeployment, AzureOnlineEndpoint } from './azureTypes';

/** The part of an endpoint's requests that a deployment receives, answered or copied, from 0 to 1. */
export function shareOf(
  { trafficPercent, mirrorPercent }: AzureOnlineEndpoint,
  { name }: AzureOnlineDeployment,
): number {
  return ((trafficPercent[name] ?? 0) + (mirrorPercent?.[name] ?? 0)) / 100;
}

/** Seed of the requests that a deployment receives. */
export function seedOf(
  endpoint: AzureOnlineEndpoint,
  { name, trafficSeed }: AzureOnlineDeployment,
): string {
  return trafficSeed ?? `${endpoint.name}/${name}`;
}
