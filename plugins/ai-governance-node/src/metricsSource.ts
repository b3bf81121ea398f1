import type { ServiceHour } from '@ai-governance/plugin-ai-governance-common';
import type { Entity } from '@backstage/catalog-model';

/** Service hours of one endpoint, or why there are none. @public */
export interface EndpointMetrics {
  /** Ref of the endpoint's entity. */
  entityRef: string;
  /** In any order; hours without any measurement may be left out. */
  hours: ServiceHour[];
  /** Why this endpoint could not be asked for, in words its owner understands. */
  problem?: string;
}

/**
 * Where the service metrics (requests, errors, latency) of a kind of endpoint come from. Endpoints are asked for in
 * batches, because clouds answer for hundreds of them in one call.
 * @public
 */
export interface EndpointMetricsSource {
  /** Unique and stable, for example `cloudwatch`. */
  readonly id: string;

  /** Whether this source knows the endpoint. */
  appliesTo(entity: Entity): boolean;

  /**
   * Reads whole UTC hours in `[since, until)` of many endpoints with as few calls as the cloud allows. One endpoint's
   * failure is told in its `problem` and does not stop the others.
   * @returns pages in any order; every entity is in exactly one of them
   * @throws typed error of `@backstage/errors` when nothing more can be read at all
   */
  read(options: {
    entities: Entity[];
    since: Date;
    until: Date;
    signal: AbortSignal;
  }): AsyncIterable<EndpointMetrics[]>;
}
