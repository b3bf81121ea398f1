import {
  BoundedCalls,
  Discovery,
  DiscoveryProblem,
  DiscoverySource,
  readEach,
} from '@ai-governance/plugin-ai-governance-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { isCredentialError } from './answers';
import { CardFacts, readCards } from './CardReader';
import { createSageMakerClient } from './client';
import type { SageMakerProviderConfig } from './config';
import { ConfigReader, DescribedConfig } from './ConfigReader';
import { readEndpoints } from './EndpointReader';
import { endpointRef, toEntities } from './entities';
import {
  ModelCards,
  packageArnOf,
  PackageFacts,
  SageMakerFacts,
  SageMakerRecord,
} from './facts';
import { PackageReader } from './PackageReader';
import { Remembered } from './Remembered';
import { SageMakerCalls } from './SageMakerCalls';
import { searchCards, searchEndpoints, searchPackages } from './search';

/**
 * The endpoints and models of one account and region. What SageMaker never changes, or tells the change of, is
 * remembered from one reading to the next; a new process reads it again and comes to the same.
 */
export class SageMakerSource implements DiscoverySource<SageMakerRecord> {
  readonly subject: string;
  readonly #config: SageMakerProviderConfig;
  readonly #credentialsManager: AwsCredentialsManager;
  readonly #logger: LoggerService;
  readonly #configs = new Remembered<DescribedConfig>();
  readonly #packages = new Remembered<PackageFacts>();
  readonly #cards = new Remembered<CardFacts | undefined>();

  constructor(options: {
    config: SageMakerProviderConfig;
    credentialsManager: AwsCredentialsManager;
    logger: LoggerService;
  }) {
    this.#config = options.config;
    this.#credentialsManager = options.credentialsManager;
    this.#logger = options.logger;
    const { accountId, region } = options.config;
    this.subject = `SageMaker endpoints in ${
      accountId ? `account ${accountId}, ` : ''
    }region ${region}`;
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#DiscoverySource.read} */
  async read(options: {
    signal: AbortSignal;
  }): Promise<Discovery<SageMakerRecord>> {
    const { accountId, region, endpoint, concurrency } = this.#config;
    const client = await createSageMakerClient({
      credentialsManager: this.#credentialsManager,
      accountId,
      region,
      endpoint,
    });
    const calls = BoundedCalls.create({ concurrency, signal: options.signal });
    try {
      const { facts, problems } = await this.#readFacts(
        new SageMakerCalls({ client, calls, logger: this.#logger }),
      );
      this.#configs.forgetUnused();
      this.#packages.forgetUnused();
      this.#cards.forgetUnused();
      return { found: toEntities(facts, this.#config), problems };
    } finally {
      // After a failure the calls still waiting for their turn are not sent.
      calls.stop();
      client.destroy();
    }
  }

  async #readFacts(
    calls: SageMakerCalls,
  ): Promise<{ facts: SageMakerFacts; problems: DiscoveryProblem[] }> {
    const { useSearch } = this.#config;
    const entityRefOf = (name: string) => endpointRef(name, this.#config);
    const [{ endpoints, problems }, cards] = await Promise.all([
      useSearch
        ? searchEndpoints({ calls, configs: this.#configs, entityRefOf })
        : readEndpoints({
            calls,
            configs: new ConfigReader({ calls, configs: this.#configs }),
            entityRefOf,
          }),
      this.#readCards(calls),
    ]);
    const deployed = endpoints
      .flatMap(({ serves }) => serves)
      .flatMap(({ model }) => (model && packageArnOf(model)) ?? []);
    const packages = await this.#readPackages(calls, new Set(deployed));
    return {
      facts: { endpoints, packages: packages.found, cards },
      problems: [...problems, ...packages.problems],
    };
  }

  async #readCards(calls: SageMakerCalls): Promise<ModelCards> {
    const { modelCards, useSearch } = this.#config;
    if (!modelCards) {
      return new Map();
    }
    return useSearch ? searchCards(calls) : readCards(calls, this.#cards);
  }

  /** @param deployed - ARNs of the packages of which deployed models are made */
  async #readPackages(
    calls: SageMakerCalls,
    deployed: Set<string>,
  ): Promise<{
    found: Map<string, PackageFacts>;
    problems: DiscoveryProblem[];
  }> {
    const { useSearch, models } = this.#config;
    const all = models === 'all';
    const reader = new PackageReader({ calls, described: this.#packages });
    if (useSearch && (all || deployed.size > 0)) {
      const found = await searchPackages(calls);
      // Packages of another account's registry are not found by a search in this one.
      const elsewhere = [...deployed].filter(arn => !found.has(arn));
      const batches = await reader.readBatches(elsewhere);
      const wanted = [...found].filter(([arn]) => all || deployed.has(arn));
      return { found: new Map([...wanted, ...batches]), problems: [] };
    }
    const wanted = new Set([
      ...deployed,
      ...(all ? await reader.listVersions() : []),
    ]);
    const batches = await reader.readBatches([...wanted]);
    // Who made a version of what is worth a call for what is deployed.
    const { results, problems } = await readEach(
      [...batches.values()].filter(facts =>
        deployed.has(facts.ModelPackageArn),
      ),
      {
        read: facts => reader.describe(facts),
        subject: ({ ModelPackageArn }) => `Model package '${ModelPackageArn}'`,
        isFatal: isCredentialError,
      },
    );
    results.forEach(facts => batches.set(facts.ModelPackageArn, facts));
    return { found: batches, problems };
  }
}
