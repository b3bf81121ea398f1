import type { Deployment, SimulatedEndpoint } from './types';

/** Instant of a time that the fleet gives in hours from the anchor. */
export function atHours(anchor: Date, hours: number): Date {
  return new Date(anchor.getTime() + hours * 3_600_000);
}

/** The deployment in use at an instant: the last whose time has come, else the first. */
export function currentDeployment(
  endpoint: SimulatedEndpoint,
  anchor: Date,
  now: Date,
): Deployment {
  return (
    endpoint.deployments.findLast(({ at }) => atHours(anchor, at) <= now) ??
    endpoint.deployments[0]
  );
}
