import type { DiscoveredEndpoint } from './facts';

/**
 * Since when an endpoint serves with its present config: the time at which SageMaker resolved the images that run now.
 * Without images (inference components, or while the first deployment is under way) it is the later creation of
 * endpoint and config, before which it cannot have been. The endpoint's `LastModifiedTime` is not asked, because
 * scaling moves it, too; neither is the config's creation alone, because going back to an old config is a deployment.
 *
 * @returns ISO 8601 instant in UTC; undefined when SageMaker gives no time at all
 */
export function deployedAt({
  endpoint,
  config,
}: Pick<DiscoveredEndpoint, 'endpoint' | 'config'>): string | undefined {
  const resolved = (endpoint.ProductionVariants ?? [])
    .flatMap(({ DeployedImages }) => DeployedImages ?? [])
    .map(({ ResolutionTime }) => ResolutionTime);
  return (
    latest(resolved) ?? latest([endpoint.CreationTime, config?.CreationTime])
  );
}

function latest(times: (Date | undefined)[]): string | undefined {
  const known = times.flatMap(time => time?.getTime() ?? []);
  return known.length > 0
    ? new Date(Math.max(...known)).toISOString()
    : undefined;
}
