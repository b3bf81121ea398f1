import type {
  AuthService,
  LifecycleService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  ConflictError,
  ForwardedError,
  stringifyError,
} from '@backstage/errors';
import type {
  CatalogService,
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { KnownOptions, readKnownEndpoints, streamKnownEntities } from './known';
import { claim, markOutdated } from './marks';
import { refuseRemoval } from './removals';
import type { Discovery, DiscoveryProblem, DiscoverySource } from './source';
import type { DiscoveryTransforms } from './transform';

/** Problems that the error of a refresh tells; all of them are logged. */
const TOLD_PROBLEMS = 5;

/** What a {@link DiscoveryEntityProvider} is made of. @public */
export interface DiscoveryEntityProviderOptions<TRecord> {
  /** Unique and never changed, for example `sagemaker-provider:production:eu-central-1`. */
  name: string;
  /** Type of the location in the entities' managed-by annotations, for example `sagemaker`. */
  locationType: string;
  source: DiscoverySource<TRecord>;
  transforms: DiscoveryTransforms<TRecord>;
  /** Largest share of the known endpoints that one refresh may remove, above 0 and up to 1. */
  maxRemovalShare: number;
  /** Key of the configuration where that share is set, for messages. */
  maxRemovalShareKey: string;
  taskRunner: SchedulerServiceTaskRunner;
  catalog: CatalogService;
  auth: AuthService;
  /** Of the catalog: the first refresh waits until it has started, because the catalog is asked what it knows. */
  lifecycle: LifecycleService;
  logger: LoggerService;
}

/**
 * Keeps the entities of one place in a cloud up to date.
 *
 * Entities are removed only by a refresh that was complete and has not lost suspiciously many endpoints. What is known is
 * asked of the catalog, so that a restart or another replica knows the same. Any other refresh brings up to date what it
 * found, removes nothing, says on the entities concerned (`ai-governance.io/discovery-error`) why they may be out of
 * date, and fails with the reason. It keeps no state of its own: a refresh that was killed leaves nothing behind.
 * @public
 */
export class DiscoveryEntityProvider<TRecord> implements EntityProvider {
  readonly #options: DiscoveryEntityProviderOptions<TRecord>;
  readonly #logger: LoggerService;
  #connection?: EntityProviderConnection;

  private constructor(options: DiscoveryEntityProviderOptions<TRecord>) {
    this.#options = options;
    this.#logger = options.logger.child({ entityProvider: options.name });
  }

  static create<TRecord>(
    options: DiscoveryEntityProviderOptions<TRecord>,
  ): DiscoveryEntityProvider<TRecord> {
    return new DiscoveryEntityProvider(options);
  }

  /** {@inheritdoc @backstage/plugin-catalog-node#EntityProvider.getProviderName} */
  getProviderName(): string {
    return this.#options.name;
  }

  /** {@inheritdoc @backstage/plugin-catalog-node#EntityProvider.connect} */
  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    const { name, lifecycle, taskRunner } = this.#options;
    const started = new Promise<void>(resolve => {
      lifecycle.addStartupHook(() => resolve());
    });
    await taskRunner.run({
      id: `${name}:refresh`,
      fn: async signal => {
        await started;
        await this.refresh(signal);
      },
    });
  }

  /**
   * Looks at the cloud and brings the catalog up to date.
   * @param signal - stops the look; nothing is written then
   * @throws ForwardedError with the cause when something could not be read, ConflictError when too many endpoints would
   *   be removed
   */
  async refresh(signal: AbortSignal): Promise<void> {
    const connection = this.#connection;
    const { name, source } = this.#options;
    if (!connection) {
      throw new Error(`${name} is not connected`);
    }
    signal.throwIfAborted();
    const known = await readKnownEndpoints(this.#knownOptions());
    signal.throwIfAborted();
    let discovery: Discovery<TRecord>;
    try {
      discovery = await source.read({ known, signal });
    } catch (error) {
      if (!signal.aborted) {
        const reason = stringifyError(error);
        await this.#tell(connection, entity =>
          isEndpoint(entity) ? reason : undefined,
        );
      }
      throw new ForwardedError(
        `Discovery of ${source.subject} failed; the catalog keeps the entities it has`,
        error,
      );
    }
    signal.throwIfAborted();
    await this.#apply(connection, known, discovery);
  }

  async #apply(
    connection: EntityProviderConnection,
    known: Entity[],
    discovery: Discovery<TRecord>,
  ): Promise<void> {
    const { name, source, maxRemovalShare, maxRemovalShareKey } = this.#options;
    const problems = [...discovery.problems];
    const entities = await this.#prepare(discovery, problems);
    const missing = known
      .map(stringifyEntityRef)
      .filter(ref => !entities.has(ref));
    const refusal =
      problems.length > 0
        ? undefined
        : refuseRemoval({
            known: known.map(stringifyEntityRef),
            found: entities.keys(),
            maxShare: maxRemovalShare,
          });
    const added = [...entities.values()].map(entity => ({
      entity,
      locationKey: name,
    }));
    if (problems.length === 0 && refusal === undefined) {
      await connection.applyMutation({ type: 'full', entities: added });
      this.#logger.info(
        `Discovered ${count(entities)} among ${source.subject}`,
      );
      return;
    }
    await this.#add(connection, added);
    if (refusal !== undefined) {
      const reasons = new Map(
        missing.map(ref => [
          ref,
          `It is not listed any more, but it was not removed: ${refusal}`,
        ]),
      );
      await this.#tell(connection, entity =>
        reasons.get(stringifyEntityRef(entity)),
      );
      throw new ConflictError(
        `${refusal}; nothing was removed from the catalog. If they were deleted on purpose, raise ${maxRemovalShareKey} for one refresh. ` +
          `Missing: ${shorten(missing)}`,
      );
    }
    const reasons = new Map(
      problems.flatMap(({ entityRef = [], subject, error }) =>
        [entityRef]
          .flat()
          .filter(ref => !entities.has(ref))
          .map(ref => [ref, `${subject}: ${stringifyError(error)}`] as const),
      ),
    );
    await this.#tell(connection, entity =>
      reasons.get(stringifyEntityRef(entity)),
    );
    for (const { subject, error } of problems) {
      this.#logger.error(`${subject}: ${stringifyError(error)}`);
    }
    throw new ForwardedError(
      `Discovery of ${
        source.subject
      } is incomplete, so nothing was removed from the catalog: ${shorten(
        problems.map(({ subject }) => subject),
      )} could not be read`,
      problems[0].error,
    );
  }

  /** Entities as they go into the catalog, by ref. What cannot be is added to the problems. */
  async #prepare(
    { found }: Discovery<TRecord>,
    problems: DiscoveryProblem[],
  ): Promise<Map<string, Entity>> {
    const { transforms, name } = this.#options;
    const entities = new Map<string, Entity>();
    const seen = new Set<string>();
    for (const { entity, record } of found) {
      const entityRef = stringifyEntityRef(entity);
      const subject = `Entity ${entityRef}`;
      if (seen.has(entityRef)) {
        problems.push({
          subject,
          error: new ConflictError(
            `Two resources of the cloud are called ${entityRef}; the first is kept`,
          ),
        });
        continue;
      }
      seen.add(entityRef);
      try {
        const changed = await transforms.apply({ entity, record });
        if (changed) {
          entities.set(entityRef, claim(changed, entity, name));
        }
      } catch (error) {
        problems.push({ subject, entityRef, error });
      }
    }
    return entities;
  }

  async #add(
    connection: EntityProviderConnection,
    added: DeferredEntity[],
  ): Promise<void> {
    if (added.length > 0) {
      await connection.applyMutation({ type: 'delta', added, removed: [] });
    }
  }

  /**
   * Writes on entities why they may be out of date, a page of them at a time.
   * @param reasonOf - the reason; undefined to leave an entity as it is
   */
  async #tell(
    connection: EntityProviderConnection,
    reasonOf: (entity: Entity) => string | undefined,
  ): Promise<void> {
    const now = new Date();
    try {
      for await (const page of streamKnownEntities(this.#knownOptions())) {
        const marked = page.flatMap(entity => {
          const reason = reasonOf(entity);
          return (reason && markOutdated(entity, { reason, now })) || [];
        });
        await this.#add(
          connection,
          marked.map(entity => ({ entity, locationKey: this.#options.name })),
        );
      }
    } catch (failure) {
      // The refresh fails with the reason itself, which this must not hide.
      this.#logger.error(
        `The entities could not be told that they may be out of date: ${stringifyError(
          failure,
        )}`,
      );
    }
  }

  #knownOptions(): KnownOptions {
    const { name, locationType, catalog, auth } = this.#options;
    return { providerName: name, locationType, catalog, auth };
  }
}

function isEndpoint(entity: Entity): boolean {
  return entity.kind.toLocaleLowerCase('en-US') === 'component';
}

function count(entities: Map<string, Entity>): string {
  const endpoints = [...entities.values()].filter(isEndpoint).length;
  return `${endpoints} endpoints and ${entities.size - endpoints} models`;
}

function shorten(texts: string[]): string {
  return texts.length > TOLD_PROBLEMS
    ? `${texts.slice(0, TOLD_PROBLEMS).join(', ')} and ${
        texts.length - TOLD_PROBLEMS
      } more`
    : texts.join(', ');
}
