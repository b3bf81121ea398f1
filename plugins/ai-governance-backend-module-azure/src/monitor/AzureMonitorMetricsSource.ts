import { ANNOTATION_PROVIDER } from '@ai-governance/plugin-ai-governance-common';
import type {
  EndpointMetrics,
  EndpointMetricsSource,
} from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import {
  AuthenticationError,
  ForwardedError,
  InputError,
} from '@backstage/errors';
import { createCredential } from '../credential';
import { restError, toCommonError } from '../errors';
import { readSettings } from '../settings';
import { type Batch, readResource, toBatches } from './batches';
import { MetricsClient, type ResourceMetrics } from './MetricsClient';
import { LATENCIES, REQUESTS, toServiceHours } from './serviceHours';

const NAMESPACE =
  'Microsoft.MachineLearningServices/workspaces/onlineEndpoints';
/** Hours of requests, which come by the minute, that one call asks for. */
const REQUEST_HOURS = 6;
const HOUR_MS = 3_600_000;

/**
 * Azure Monitor as a source of service metrics of Azure ML online endpoints: 50 endpoints of a subscription and region
 * a call, one call for latencies and one for every six hours of requests.
 *
 * Errors: AuthenticationError when Azure cannot be signed in to. What else fails is told of the endpoints of the batch;
 * a batch that Azure does not take because of one of them is halved until that one is alone.
 * @public
 */
export class AzureMonitorMetricsSource implements EndpointMetricsSource {
  readonly id = 'azure-monitor';
  readonly #client: MetricsClient;

  /**
   * Reads `aiGovernance.azure`.
   * @param rootConfig - configuration of the whole app
   * @throws InputError when a setting is not valid
   */
  static fromConfig(rootConfig: Config): AzureMonitorMetricsSource {
    const settings = readSettings(rootConfig);
    return new AzureMonitorMetricsSource(
      new MetricsClient({
        settings: settings.monitor,
        credential: () => createCredential(settings),
      }),
    );
  }

  private constructor(client: MetricsClient) {
    this.#client = client;
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#EndpointMetricsSource.appliesTo} */
  appliesTo(entity: Entity): boolean {
    return entity.metadata.annotations?.[ANNOTATION_PROVIDER] === 'azure-ml';
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#EndpointMetricsSource.read} */
  async *read(options: {
    entities: Entity[];
    since: Date;
    until: Date;
    signal: AbortSignal;
  }): AsyncGenerator<EndpointMetrics[]> {
    const { entities, signal } = options;
    const since = wholeHour(options.since);
    const until = wholeHour(options.until);
    const resources = entities.map(readResource);
    const unknown = resources.filter(resource => 'problem' in resource);
    if (unknown.length > 0) {
      yield unknown.map(resource => ({ ...resource, hours: [] }));
    }
    for (const batch of toBatches(resources)) {
      signal.throwIfAborted();
      yield* this.#readBatch(batch, { since, until, signal });
    }
  }

  async *#readBatch(
    batch: Batch,
    span: { since: Date; until: Date; signal: AbortSignal },
  ): AsyncGenerator<EndpointMetrics[]> {
    const { resources } = batch;
    let answers: ResourceMetrics[];
    try {
      answers = await this.#ask(batch, span);
    } catch (error) {
      span.signal.throwIfAborted();
      if (isAboutOne(error) && resources.length > 1) {
        const half = Math.ceil(resources.length / 2);
        yield* this.#readBatch(
          { ...batch, resources: resources.slice(0, half) },
          span,
        );
        yield* this.#readBatch(
          { ...batch, resources: resources.slice(half) },
          span,
        );
        return;
      }
      const typed = this.#toTypedError(error, batch, span.signal);
      if (typed instanceof AuthenticationError) {
        throw typed;
      }
      yield resources.map(({ entityRef }) => ({
        entityRef,
        hours: [],
        problem: typed.message,
      }));
      return;
    }
    const byResource = new Map<string, ResourceMetrics[]>();
    for (const answer of answers) {
      const id = answer.resourceid.toLowerCase();
      byResource.set(id, [...(byResource.get(id) ?? []), answer]);
    }
    yield resources.map(({ entityRef, id }) => {
      const own = byResource.get(id.toLowerCase()) ?? [];
      const problem = problemOf(own);
      return {
        entityRef,
        hours: toServiceHours(own),
        ...(problem && { problem }),
      };
    });
  }

  async #ask(
    { subscription, region, resources }: Batch,
    { since, until, signal }: { since: Date; until: Date; signal: AbortSignal },
  ): Promise<ResourceMetrics[]> {
    const query = {
      subscription,
      region,
      resourceIds: resources.map(({ id }) => id),
      namespace: NAMESPACE,
      signal,
    };
    if (since >= until) {
      return [];
    }
    const answers = await this.#client.getBatch({
      ...query,
      metrics: Object.keys(LATENCIES),
      splitBy: ['deployment'],
      interval: 'PT1H',
      since,
      until,
    });
    for (
      let from = since.getTime();
      from < until.getTime();
      from += REQUEST_HOURS * HOUR_MS
    ) {
      const to = Math.min(from + REQUEST_HOURS * HOUR_MS, until.getTime());
      answers.push(
        ...(await this.#client.getBatch({
          ...query,
          metrics: [REQUESTS],
          splitBy: ['deployment', 'statusCodeClass'],
          interval: 'PT1M',
          since: new Date(from),
          until: new Date(to),
        })),
      );
    }
    return answers;
  }

  #toTypedError(
    error: unknown,
    { subscription, region }: Batch,
    signal: AbortSignal,
  ): Error {
    const common = toCommonError(error, {
      action: 'to read metrics of online endpoints',
      role: `the role 'Monitoring Reader' on subscription ${subscription} or its Azure ML workspaces`,
      host: this.#client.hostOf(region),
      signal,
    });
    return (
      common ??
      new ForwardedError(
        'Azure Monitor does not tell the metrics of this endpoint',
        error,
      )
    );
  }
}

/** Whether Azure refuses a batch for what is in it. */
function isAboutOne(error: unknown): boolean {
  const { statusCode } = restError(error) ?? {};
  return statusCode === 400 || statusCode === 404;
}

/** What Azure says of metrics that it could not read. */
function problemOf(answers: ResourceMetrics[]): string | undefined {
  const failed = answers
    .flatMap(({ value }) => value)
    .find(({ errorCode = 'Success' }) => errorCode !== 'Success');
  return (
    failed &&
    `Azure Monitor could not read ${failed.name.value}: ${failed.errorCode} ${
      failed.errorMessage ?? ''
    }`.trim()
  );
}

/** @throws InputError for an instant within an hour */
function wholeHour(instant: Date): Date {
  if (instant.getTime() % HOUR_MS !== 0) {
    throw new InputError(
      `Service metrics are read by whole hours, and ${instant.toISOString()} is within one`,
    );
  }
  return instant;
}
