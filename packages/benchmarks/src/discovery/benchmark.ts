import { join } from 'node:path';
import type { Benchmark, Measurement } from '../harness/measurement';
import { runPart } from '../harness/runPart';
import { CloudProcess } from './cloud';
import type { FleetShape } from './largeFleet';

const ENDPOINTS = 10_000;
/** Endpoints with two variants, of which Search does not tell which serves which model. */
const SPLIT = 20;
/** Calls besides one per hundred records: the last pages, cards, and the configs of the split endpoints. */
const CONSTANT_CALLS = SPLIT + 10;

const MOST_SECONDS = 60;
const MOST_RSS_MB = 512;
/** Heap that Node is given: what a container of that size leaves to it. */
const HEAP_MB = 256;

const FLEETS: { name: string; shape: FleetShape; records: number }[] = [
  {
    name: 'sharing 200 models of the registry',
    shape: { endpoints: ENDPOINTS, models: 200, split: SPLIT },
    records: ENDPOINTS,
  },
  {
    name: 'each with a model and a model package of its own',
    shape: { endpoints: ENDPOINTS, models: ENDPOINTS, split: SPLIT },
    // Endpoints, models and packages.
    records: 3 * ENDPOINTS,
  },
];

/** How long a refresh of a large account takes, how many calls and how much memory. */
export const discoveryBenchmark: Benchmark = {
  name: 'discovery',
  title: `refresh of ${ENDPOINTS} SageMaker endpoints by Search, against the simulator in another process`,
  async *run(context) {
    for (const { name, shape, records } of FLEETS) {
      context.say(`Starting a cloud with ${ENDPOINTS} endpoints`);
      const cloud = await CloudProcess.start(shape);
      try {
        yield await measure(cloud, {
          name,
          shape,
          records,
          directory: join(context.directory, 'temp', 'discovery'),
        });
      } finally {
        await cloud.stop();
      }
    }
  },
};

async function measure(
  cloud: CloudProcess,
  fleet: (typeof FLEETS)[number] & { directory: string },
): Promise<Measurement> {
  const { result, peakRssMb } = await runPart(
    'discover',
    { url: cloud.url, shape: fleet.shape, directory: fleet.directory },
    { heapMb: HEAP_MB },
  );
  const { first, second } = result;
  const { sent, failed } = await cloud.calls();
  // The second refresh knows the configs of the first.
  const calls = Math.ceil((sent + SPLIT) / 2);
  const slower = first.seconds > second.seconds ? first : second;
  const allowed = fleet.records / 100 + CONSTANT_CALLS;
  return {
    name: fleet.name,
    figures: [
      { name: 'first refresh', value: first.seconds, unit: 's' },
      { name: 'of it processor time', value: first.cpuSeconds, unit: 's' },
      {
        name: 'refresh when all is known',
        value: second.seconds,
        unit: 's',
      },
      { name: 'of it processor time', value: second.cpuSeconds, unit: 's' },
      { name: 'calls of the first', value: calls, unit: '' },
      { name: 'calls of both', value: sent, unit: '' },
      { name: 'failed calls', value: failed, unit: '' },
      { name: 'peak RSS', value: peakRssMb, unit: 'MB' },
    ],
    beside: [],
    targets: [
      {
        text: `at most ${MOST_SECONDS} s, the cloud's answers included`,
        met: slower.seconds <= MOST_SECONDS,
      },
      {
        text: `one call per hundred of ${fleet.records} records and ${CONSTANT_CALLS} more: ${calls} of ${allowed}`,
        met: calls <= allowed,
      },
      {
        text: `peak RSS at most ${MOST_RSS_MB} MB`,
        met: peakRssMb <= MOST_RSS_MB,
      },
    ],
  };
}
