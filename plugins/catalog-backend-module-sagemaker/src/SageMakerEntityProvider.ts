import type {
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { ConflictError, ForwardedError } from '@backstage/errors';
import {
  AwsCredentialsManager,
  DefaultAwsCredentialsManager,
} from '@backstage/integration-aws-node';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { createSageMakerClient } from './client';
import { readProviderConfigs, SageMakerProviderConfig } from './config';
import { toEntities } from './entities';
import { SageMakerInventory } from './SageMakerInventory';

/** Below this many known endpoints a large share is a small number, and deleting them is everyday work. */
const REMOVAL_GUARD_FROM = 5;

/**
 * Discovers the SageMaker endpoints and models of one account and region. Everything is read before anything is
 * applied: when a call fails, or a listing has lost suspiciously many endpoints, the catalog stays as it is and the
 * scheduled task fails with the reason.
 * @public
 */
export class SageMakerEntityProvider implements EntityProvider {
  readonly #config: SageMakerProviderConfig;
  readonly #credentialsManager: AwsCredentialsManager;
  readonly #logger: LoggerService;
  readonly #taskRunner: SchedulerServiceTaskRunner;
  #connection?: EntityProviderConnection;
  /** Names of the endpoints last applied; undefined until the first time. */
  #known?: Set<string>;

  private constructor(options: {
    config: SageMakerProviderConfig;
    credentialsManager: AwsCredentialsManager;
    logger: LoggerService;
    taskRunner: SchedulerServiceTaskRunner;
  }) {
    this.#config = options.config;
    this.#credentialsManager = options.credentialsManager;
    this.#taskRunner = options.taskRunner;
    this.#logger = options.logger.child({
      entityProvider: this.getProviderName(),
    });
  }

  /**
   * Makes one provider per block and region of `catalog.providers.sagemaker`.
   * @throws InputError when the configuration is not valid
   */
  static fromConfig(
    rootConfig: Config,
    options: { logger: LoggerService; scheduler: SchedulerService },
  ): SageMakerEntityProvider[] {
    const credentialsManager =
      DefaultAwsCredentialsManager.fromConfig(rootConfig);
    return readProviderConfigs(rootConfig).map(
      config =>
        new SageMakerEntityProvider({
          config,
          credentialsManager,
          logger: options.logger,
          taskRunner: options.scheduler.createScheduledTaskRunner(
            config.schedule,
          ),
        }),
    );
  }

  /** {@inheritdoc @backstage/plugin-catalog-node#EntityProvider.getProviderName} */
  getProviderName(): string {
    return `sagemaker-provider:${this.#config.id}:${this.#config.region}`;
  }

  /** {@inheritdoc @backstage/plugin-catalog-node#EntityProvider.connect} */
  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.#taskRunner.run({
      id: `${this.getProviderName()}:refresh`,
      fn: signal => this.refresh(signal),
    });
  }

  /**
   * Reads all endpoints and models and makes them the provider's entities.
   * @param signal - stops the reading; nothing is applied then
   * @throws ForwardedError with the cause when a call failed, ConflictError when too many endpoints would be removed;
   *   nothing is applied in either case
   */
  async refresh(signal: AbortSignal): Promise<void> {
    if (!this.#connection) {
      throw new Error(`${this.getProviderName()} is not connected`);
    }
    const { endpoints, models } = await this.#read(signal);
    const names = new Set(endpoints.map(entity => entity.metadata.name));
    this.#refuseSuspiciousRemoval(names);
    signal.throwIfAborted();
    await this.#connection.applyMutation({
      type: 'full',
      entities: [...endpoints, ...models].map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
    this.#known = names;
    this.#logger.info(
      `Discovered ${endpoints.length} endpoints and ${models.length} models`,
    );
  }

  async #read(signal: AbortSignal): Promise<ReturnType<typeof toEntities>> {
    const { accountId, region, endpoint, concurrency } = this.#config;
    try {
      const client = await createSageMakerClient({
        credentialsManager: this.#credentialsManager,
        accountId,
        region,
        endpoint,
      });
      try {
        const inventory = SageMakerInventory.create({
          client,
          concurrency,
          logger: this.#logger,
        });
        return toEntities(await inventory.read(signal), this.#config);
      } finally {
        client.destroy();
      }
    } catch (error) {
      throw new ForwardedError(
        `Discovery of SageMaker endpoints in ${
          accountId ? `account ${accountId}, ` : ''
        }region ${region} failed; the catalog keeps the entities it has`,
        error,
      );
    }
  }

  #refuseSuspiciousRemoval(names: Set<string>): void {
    const known = [...(this.#known ?? [])];
    const removed = known.filter(name => !names.has(name));
    const { id, maxRemovalShare } = this.#config;
    if (
      known.length >= REMOVAL_GUARD_FROM &&
      removed.length > known.length * maxRemovalShare
    ) {
      throw new ConflictError(
        `The listing would remove ${removed.length} of ${known.length} endpoints, more than the allowed share of ${maxRemovalShare}; the catalog keeps the entities it has. ` +
          `If they were deleted on purpose, raise catalog.providers.sagemaker.${id}.maxRemovalShare or restart the backend. ` +
          `Missing: ${removed.slice(0, 10).join(', ')}${
            removed.length > 10 ? ', …' : ''
          }`,
      );
    }
  }
}
