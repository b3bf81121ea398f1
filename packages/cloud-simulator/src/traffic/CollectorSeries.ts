import {
  AZURE_COLLECTOR_ROOT,
  type AzureOnlineDeployment,
  type AzureOnlineEndpoint,
  type AzureWorkspace,
  type SimulatedAzure,
} from '../fleet/azureTypes';
import { seedOf, shareOf } from '../fleet/azureShares';
import type { SimulatedColumn, Traffic } from '../fleet/types';
import { CollectorWriter, type CollectedRequest } from './CollectorWriter';
import {
  HourPrefixes,
  type LogFile,
  type LogFilePlan,
  type LogSeries,
} from './LogSeries';
import { Random } from './Random';
import { RequestHours, SLICE_MS } from './RequestHours';

/** Milliseconds in which the collector gathers events before it appends them. */
const FLUSH_MS = 30_000;

/** Collections that are written, and the side of a request in each. */
const COLLECTIONS = { model_inputs: 'input', model_outputs: 'output' } as const;

/**
 * The append blobs of one collection of one Azure ML deployment: one per instance and hour, which grows while requests
 * come. Written for the rolling rate `Hour`.
 */
export class CollectorSeries implements LogSeries {
  /** `{account}/{container}`. */
  readonly bucket: string;
  /** `{root}/{endpoint}/{deployment}/{collection}/`. */
  readonly keyPrefix: string;
  readonly #side: 'input' | 'output';
  readonly #sampling: number;
  readonly #source: string;
  readonly #columns: SimulatedColumn[];
  readonly #traffic: Traffic;
  readonly #requests: RequestHours;
  readonly #prefixes: HourPrefixes;
  /** Names of the instances' blobs. */
  readonly #names: string[];

  /** The series of all enabled collections. @param anchor - hour that the fleet's times are relative to */
  static ofAzure(azure: SimulatedAzure, anchor: Date): CollectorSeries[] {
    return azure.workspaces.flatMap(workspace =>
      workspace.endpoints.flatMap(endpoint =>
        endpoint.deployments.flatMap(deployment => {
          const { collections = {}, rollingRate = 'Hour' } =
            deployment.collector ?? {};
          const { traffic } = endpoint;
          if (!traffic || rollingRate !== 'Hour') {
            return [];
          }
          return Object.entries(COLLECTIONS).flatMap(([collection, side]) => {
            const settings = collections[collection];
            return settings?.enabled
              ? new CollectorSeries({
                  workspace,
                  endpoint,
                  deployment,
                  traffic,
                  collection,
                  side,
                  sampling: settings.samplingRate ?? 1,
                  anchor: anchor.getTime(),
                })
              : [];
          });
        }),
      ),
    );
  }

  private constructor(options: {
    workspace: AzureWorkspace;
    endpoint: AzureOnlineEndpoint;
    deployment: AzureOnlineDeployment;
    traffic: Traffic;
    collection: string;
    side: 'input' | 'output';
    sampling: number;
    anchor: number;
  }) {
    const { workspace, endpoint, deployment, traffic } = options;
    const seed = seedOf(endpoint, deployment);
    const writers = deployment.collector?.writers ?? deployment.instanceCount;
    this.bucket = `${workspace.storage.account}/${workspace.storage.container}`;
    this.keyPrefix = `${AZURE_COLLECTOR_ROOT}/${endpoint.name}/${deployment.name}/${options.collection}/`;
    this.#side = options.side;
    this.#sampling = options.sampling;
    this.#source = `/subscriptions/${workspace.subscriptionId}/resourceGroups/${workspace.resourceGroup}/providers/Microsoft.MachineLearningServices/workspaces/${workspace.name}/onlineEndpoints/${endpoint.name}/deployments/${deployment.name}`;
    this.#columns = endpoint.columns;
    this.#traffic = traffic;
    this.#requests = new RequestHours({
      seed,
      traffic,
      story: endpoint.story,
      share: shareOf(endpoint, deployment),
      anchor: options.anchor,
    });
    this.#prefixes = new HourPrefixes(this.keyPrefix);
    this.#names = Array.from(
      { length: writers },
      (_, i) => `${new Random(`instance ${seed} ${i}`).uuid()}.jsonl`,
    ).sort();
  }

  hourPrefix(hour: number): string {
    return this.#prefixes.of(hour);
  }

  plan(hour: number): LogFilePlan[] {
    const slices = this.#requests.plan(hour);
    const requests = slices.reduce((sum, slice) => sum + slice.requests, 0);
    const start = slices[0].slice * SLICE_MS + slices[0].firstRequest;
    // Requests go round the instances; a blob is there as soon as its instance has the first.
    return this.#names.slice(0, requests).map(name => ({
      key: `${this.hourPrefix(hour)}${name}`,
      visibleAt: flushedAt(hour + start),
    }));
  }

  write(hour: number): LogFile[] {
    const writer = new CollectorWriter({
      columns: this.#columns,
      traffic: this.#traffic,
      source: this.#source,
      level: this.#requests.level(hour),
    });
    const logs = this.#requests
      .write<CollectedRequest>(hour, writer)
      .flatMap(slice => slice.logs)
      .filter(({ log }) => log.chance < this.#sampling);
    return this.plan(hour).map((plan, instance) => {
      const lines: string[] = [];
      const growth: NonNullable<LogFile['growth']> = [
        { until: plan.visibleAt, bytes: 0 },
      ];
      let bytes = 0;
      for (const { log, at } of logs) {
        const line = log[this.#side];
        if (log.index % this.#names.length === instance && line !== undefined) {
          lines.push(`${line}\n`);
          bytes += Buffer.byteLength(line) + 1;
          const last = growth[growth.length - 1];
          const until = Math.max(last.until, flushedAt(hour + at));
          if (until === last.until) {
            last.bytes = bytes;
          } else {
            growth.push({ until, bytes });
          }
        }
      }
      return { ...plan, body: Buffer.from(lines.join('')), growth };
    });
  }
}

/** When the event of an instant is appended, in epoch milliseconds. */
function flushedAt(instant: number): number {
  return Math.ceil(instant / FLUSH_MS) * FLUSH_MS + FLUSH_MS;
}
