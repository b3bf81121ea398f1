import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_AWS_REGION,
  ANNOTATION_PROVIDER,
  ANNOTATION_SAGEMAKER_ENDPOINT_NAME,
  ANNOTATION_VARIANTS,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  EndpointMetrics,
  EndpointMetricsSource,
} from '@ai-governance/plugin-ai-governance-node';
import { paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import {
  ForwardedError,
  InputError,
  isError,
  stringifyError,
} from '@backstage/errors';
import type { AwsSite } from '../SiteClients';
import { CloudWatchClients } from './CloudWatchClients';
import { toTypedError } from './errors';
import {
  type AskedVariant,
  HourTable,
  METRICS_PER_VARIANT,
  toQueries,
} from './metrics';

/** Most queries of a call. */
const MAX_QUERIES = 500;
/** Most points of an answer. */
const MAX_POINTS = 100_800;
/** Pages after which an answer that does not end is given up. */
const MAX_PAGES = 200;

/** One endpoint with the variants that are asked for. */
interface AskedEndpoint {
  entityRef: string;
  variants: AskedVariant[];
}

/** Endpoints of one account and region. */
interface SiteGroup {
  site: AwsSite;
  endpoints: AskedEndpoint[];
}

/**
 * CloudWatch as a source of service metrics of SageMaker endpoints: requests, errors and latency of each variant and
 * hour. Up to 71 variants of an account and region are asked for in one call. When an account cannot be asked, its
 * endpoints say so and the others go on; the failure is thrown after the last one.
 * @public
 */
export class CloudWatchMetricsSource implements EndpointMetricsSource {
  readonly id = 'cloudwatch';
  readonly #clients: CloudWatchClients;

  private constructor(clients: CloudWatchClients) {
    this.#clients = clients;
  }

  /**
   * Reads `aiGovernance.aws.cloudwatch` and the `aws` credentials.
   * @param rootConfig - configuration of the whole app
   * @throws InputError when a setting is not valid
   */
  static fromConfig(rootConfig: Config): CloudWatchMetricsSource {
    return new CloudWatchMetricsSource(
      CloudWatchClients.fromConfig(rootConfig),
    );
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#EndpointMetricsSource.appliesTo} */
  appliesTo(entity: Entity): boolean {
    return entity.metadata.annotations?.[ANNOTATION_PROVIDER] === 'sagemaker';
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#EndpointMetricsSource.read} */
  async *read(options: {
    entities: Entity[];
    since: Date;
    until: Date;
    signal: AbortSignal;
  }): AsyncGenerator<EndpointMetrics[]> {
    const { groups, unreadable } = groupBySite(options.entities);
    if (unreadable.length > 0) {
      yield unreadable;
    }
    const failures: unknown[] = [];
    for (const { site, endpoints } of groups) {
      let asked = 0;
      try {
        for (const batch of batchesOf(endpoints)) {
          yield await this.#readBatch(site, batch, options);
          asked += batch.length;
        }
      } catch (error) {
        options.signal.throwIfAborted();
        failures.push(error);
        const problem = isError(error) ? error.message : stringifyError(error);
        yield endpoints
          .slice(asked)
          .map(({ entityRef }) => ({ entityRef, hours: [], problem }));
      }
    }
    if (failures.length === 1) {
      throw failures[0];
    }
    if (failures.length > 1) {
      throw new ForwardedError(
        `${failures.length} accounts or regions could not be read, the first because`,
        failures[0],
      );
    }
  }

  async #readBatch(
    site: AwsSite,
    endpoints: AskedEndpoint[],
    options: { since: Date; until: Date; signal: AbortSignal },
  ): Promise<EndpointMetrics[]> {
    const variants = endpoints.flatMap(endpoint => endpoint.variants);
    const table = new HourTable(variants);
    const queries = toQueries(variants);
    for (let i = 0; i < queries.length; i += MAX_QUERIES) {
      await this.#query(
        site,
        queries.slice(i, i + MAX_QUERIES),
        table,
        options,
      );
    }
    let position = 0;
    return endpoints.map(({ entityRef, variants: own }) => ({
      entityRef,
      hours: own.flatMap(() => table.hours(position++)),
    }));
  }

  async #query(
    site: AwsSite,
    queries: ReturnType<typeof toQueries>,
    table: HourTable,
    options: { since: Date; until: Date; signal: AbortSignal },
  ): Promise<void> {
    try {
      const pages = paginateGetMetricData(
        { client: await this.#clients.get(site) },
        {
          MetricDataQueries: queries,
          StartTime: options.since,
          EndTime: options.until,
          ScanBy: 'TimestampAscending',
          MaxDatapoints: MAX_POINTS,
        },
        { abortSignal: options.signal },
      );
      let count = 0;
      for await (const { MetricDataResults = [] } of pages) {
        count++;
        if (count > MAX_PAGES) {
          throw new Error(
            `CloudWatch's answer does not end after ${MAX_PAGES} pages`,
          );
        }
        for (const { Id, Timestamps = [], Values = [] } of MetricDataResults) {
          Timestamps.forEach((at, i) => table.put(Id ?? '', at, Values[i]));
        }
      }
    } catch (error) {
      throw toTypedError(error, { site, host: this.#clients.hostOf(site) });
    }
  }
}

/** Endpoints that go into one call; one with more variants than that is asked for alone. */
function batchesOf(endpoints: AskedEndpoint[]): AskedEndpoint[][] {
  const most = Math.floor(MAX_QUERIES / METRICS_PER_VARIANT);
  const batches: AskedEndpoint[][] = [];
  let left = 0;
  for (const endpoint of endpoints) {
    if (endpoint.variants.length > left) {
      batches.push([]);
      left = most;
    }
    batches[batches.length - 1].push(endpoint);
    left -= endpoint.variants.length;
  }
  return batches;
}

/** Sorts endpoints by account and region; those whose annotations do not say where they are cannot be read. */
function groupBySite(entities: Entity[]): {
  groups: SiteGroup[];
  unreadable: EndpointMetrics[];
} {
  const groups = new Map<string, SiteGroup>();
  const unreadable: EndpointMetrics[] = [];
  for (const entity of entities) {
    const entityRef = stringifyEntityRef(entity);
    try {
      const { site, variants } = readEntity(entity, entityRef);
      const key = JSON.stringify([site.accountId, site.region]);
      const group = groups.get(key) ?? { site, endpoints: [] };
      group.endpoints.push({ entityRef, variants });
      groups.set(key, group);
    } catch (error) {
      unreadable.push({
        entityRef,
        hours: [],
        problem: isError(error) ? error.message : stringifyError(error),
      });
    }
  }
  return { groups: [...groups.values()], unreadable };
}

/** @throws InputError when an annotation is missing */
function readEntity(
  entity: Entity,
  entityRef: string,
): { site: AwsSite; variants: AskedVariant[] } {
  const annotations = entity.metadata.annotations ?? {};
  const read = (annotation: string) => {
    const value = annotations[annotation]?.trim();
    if (!value) {
      throw new InputError(`${entityRef} has no annotation ${annotation}`);
    }
    return value;
  };
  const endpoint = read(ANNOTATION_SAGEMAKER_ENDPOINT_NAME);
  const names = [
    ...new Set(
      read(ANNOTATION_VARIANTS)
        .split(',')
        .map(name => name.trim())
        .filter(Boolean),
    ),
  ];
  return {
    site: {
      accountId: annotations[ANNOTATION_AWS_ACCOUNT_ID],
      region: read(ANNOTATION_AWS_REGION),
    },
    variants: names.map(variant => ({ endpoint, variant })),
  };
}
