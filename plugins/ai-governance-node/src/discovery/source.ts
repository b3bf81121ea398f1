import type { Entity } from '@backstage/catalog-model';

/** An entity and what the cloud says of it. @public */
export interface DiscoveredEntity<TRecord> {
  entity: Entity;
  /** Handed to transforms. */
  record: TRecord;
}

/** Something that could not be read although the rest could. @public */
export interface DiscoveryProblem {
  /** What, for example `Endpoint 'churn'`. */
  subject: string;
  /** Ref of the entity that is not up to date for it, or of all such entities. */
  entityRef?: string | string[];
  error: unknown;
}

/** What a look at the cloud found. @public */
export interface Discovery<TRecord> {
  found: DiscoveredEntity<TRecord>[];
  /** Empty when the look was complete; only then entities that were not found are removed. */
  problems: DiscoveryProblem[];
}

/** One place in a cloud, for example an account and region. @public */
export interface DiscoverySource<TRecord> {
  /** What is discovered, for example `SageMaker endpoints in account 123456789012, region eu-central-1`. */
  readonly subject: string;

  /**
   * Looks at everything.
   * @param options - `known`: the endpoints of this place that the catalog has, with names and annotations only, by which
   *   a problem can name all that it concerns; `signal`: stops the look
   * @throws when it cannot be told what is there at all; nothing is changed in the catalog then
   */
  read(options: {
    known: Entity[];
    signal: AbortSignal;
  }): Promise<Discovery<TRecord>>;
}
