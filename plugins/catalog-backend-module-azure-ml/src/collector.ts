import type { OnlineDeployment } from '@azure/arm-machinelearning';

/** What a deployment's data collector is set to. */
export interface CollectorState {
  on: boolean;
  /** Percent of the requests that are logged, 0 to 100; undefined when it is off. */
  samplingPercentage?: number;
}

/** Collections of payload logging, whose events hold whole requests and responses rather than rows. */
const PAYLOAD_COLLECTIONS = ['request', 'response'];

/**
 * Whether a deployment logs the rows that go into its model and come out of it. Payload logging (`request` and
 * `response`) does not count, because nothing can be measured by it. With several collections the lowest sampling rate
 * counts: only where all are logged, inputs and outputs can be joined.
 */
export function readCollector(deployment: OnlineDeployment): CollectorState {
  // The SDK's types do not know the collector, its answers have it.
  const { dataCollector } = deployment.properties as {
    dataCollector?: unknown;
  };
  const collections = isObject(dataCollector) ? dataCollector.collections : {};
  const rates = Object.entries(isObject(collections) ? collections : {})
    .filter(([name]) => !PAYLOAD_COLLECTIONS.includes(name))
    .flatMap(([, collection]) =>
      isObject(collection) && collection.dataCollectionMode === 'Enabled'
        ? readRate(collection.samplingRate)
        : [],
    );
  return rates.length > 0
    ? { on: true, samplingPercentage: toPercent(Math.min(...rates)) }
    : { on: false };
}

/** Azure's default is to log everything. */
function readRate(value: unknown): number {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : 1;
}

/** @returns percent with at most three digits after the point */
function toPercent(share: number): number {
  return Math.round(share * 100_000) / 1000;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
