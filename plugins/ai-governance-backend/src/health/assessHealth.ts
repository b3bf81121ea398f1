import {
  ANNOTATION_ENDPOINT_STATUS,
  ANNOTATION_VARIANTS,
  type HealthState,
  type VariantHealth,
} from '@ai-governance/plugin-ai-governance-common';
import type { Entity } from '@backstage/catalog-model';
import { clean, readDeployment } from '../models/deployment';
import { assessStatus } from './assessStatus';
import { assessTraffic, type HourOfService } from './assessTraffic';
import type { HealthThresholds } from './thresholds';

/** How an endpoint serves, as a whole and variant by variant. */
export interface Health {
  state: HealthState;
  /** One sentence: that of the worst variant. */
  reason: string;
  variants: VariantHealth[];
}

/** What the cloud says of a variant besides its metrics. */
interface ServingVariant {
  name: string;
  /** Whether people get its answers. */
  serves: boolean;
  /** In the cloud's own words. */
  status: string | undefined;
}

/** From the one that decides most: an unknown variant is never covered by a healthy one. */
const PRECEDENCE: HealthState[] = [
  'unhealthy',
  'degraded',
  'unknown',
  'healthy',
];

/**
 * Judges how an endpoint serves from the cloud's word on its status and from what was measured.
 *
 * A variant that gets no share of the requests, or only copies of them, is judged but does not decide on the endpoint.
 * Nothing measured is unknown, never healthy.
 *
 * @param options - `hours`: complete hours in any order, at least those of the thresholds' latency history;
 * `until`: end of the last hour that could be there, as UTC hour since the epoch, exclusive; `problem`: why the cloud
 * could not be asked, a sentence
 */
export function assessHealth(options: {
  entity: Entity;
  hours: HourOfService[];
  until: number;
  thresholds: HealthThresholds;
  problem?: string;
}): Health {
  const { entity, hours, problem } = options;
  const status = clean(
    entity.metadata.annotations?.[ANNOTATION_ENDPOINT_STATUS] ?? '',
  );
  const ofEndpoint = assessStatus('endpoint', status);
  const variants = variantsOf(entity, hours);
  const judged = variants.map(variant => {
    const verdicts = [
      ofEndpoint,
      assessStatus('variant', variant.status),
      assessVariant({
        ...options,
        hours: hours.filter(hour => hour.variant === variant.name),
      }),
    ].filter(verdict => verdict !== undefined);
    return {
      serves: variant.serves,
      variant: variant.name,
      ...worst(verdicts),
    };
  });
  const deciding = judged.filter(({ serves }) => serves);
  const none = {
    state: 'unknown' as const,
    reason: problem ?? 'Nothing is known of the requests that it serves.',
  };
  const all = deciding.length > 0 ? deciding : [ofEndpoint ?? none];
  const { state, reason } = worst(all);
  return {
    state,
    reason,
    variants: judged.map(({ serves: _, ...variant }) => variant),
  };
}

/** What is too old says nothing of now, when the cloud cannot be asked. */
function assessVariant(options: Parameters<typeof assessHealth>[0]) {
  const { hours, until, thresholds, problem } = options;
  const recent = hours.some(
    ({ hour }) => hour >= until - thresholds.windowHours,
  );
  return problem && !recent
    ? { state: 'unknown' as const, reason: problem }
    : assessTraffic(options);
}

function worst<T extends { state: HealthState }>(verdicts: T[]): T {
  return PRECEDENCE.flatMap(state =>
    verdicts.filter(verdict => verdict.state === state),
  )[0];
}

/** The variants that the entity names; those that were measured when it names none. */
function variantsOf(entity: Entity, hours: HourOfService[]): ServingVariant[] {
  const deployed = readDeployment(entity)?.variants ?? [];
  if (deployed.length > 0) {
    return deployed.map(({ name, role, trafficShare, status }) => ({
      name,
      serves: role === 'production' && trafficShare !== 0,
      status,
    }));
  }
  const named = (entity.metadata.annotations?.[ANNOTATION_VARIANTS] ?? '')
    .split(',')
    .map(name => clean(name).slice(0, 64))
    .filter(Boolean);
  const names = named.length > 0 ? named : hours.map(({ variant }) => variant);
  return [...new Set(names)].map(name => ({
    name,
    serves: true,
    status: undefined,
  }));
}
