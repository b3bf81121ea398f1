import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { discoveryBenchmark } from './discovery/benchmark';
import { alertsBenchmark } from './alerts/benchmark';
import { driftRunBenchmark } from './drift/runBenchmark';
import { driftTickBenchmark } from './drift/tickBenchmark';
import { fleetBenchmark } from './fleet/benchmark';
import { currentLoad, thisMachine } from './harness/machine';
import type {
  Benchmark,
  BenchmarkContext,
  Measurement,
  NotMeasured,
} from './harness/measurement';
import { formatFigure, formatMeasurement } from './harness/print';
import { ingestBenchmark } from './ingest/benchmark';
import { statisticsBenchmark } from './statistics/benchmark';

const BENCHMARKS: Benchmark[] = [
  ingestBenchmark,
  driftRunBenchmark,
  driftTickBenchmark,
  fleetBenchmark,
  discoveryBenchmark,
  statisticsBenchmark,
  alertsBenchmark,
];

interface Report {
  benchmark: string;
  title: string;
  seconds: number;
  load: number;
  measurements: (Measurement | NotMeasured)[];
}

/**
 * Runs the benchmarks named on the command line, or all.
 * BENCH_POSTGRES: connection string of a PostgreSQL server on which databases may be created.
 * @throws Error when a name is unknown or a benchmark fails; a missed target is no failure
 */
async function main(): Promise<void> {
  const names = process.argv.slice(2);
  const unknown = names.filter(
    name => !BENCHMARKS.some(benchmark => benchmark.name === name),
  );
  if (unknown.length > 0) {
    throw new Error(
      `There is no benchmark '${unknown.join(
        "', '",
      )}'; there are ${BENCHMARKS.map(({ name }) => name).join(', ')}`,
    );
  }
  const chosen = BENCHMARKS.filter(
    ({ name }) => names.length === 0 || names.includes(name),
  );
  const context: BenchmarkContext = {
    directory: resolvePackagePath('@ai-governance/benchmarks', '../../.bench'),
    postgres: process.env.BENCH_POSTGRES,
    say: message => console.log(`  (${message})`),
  };
  // What a run that was killed left behind.
  for (const leftOver of ['temp', 'databases']) {
    await rm(join(context.directory, leftOver), {
      recursive: true,
      force: true,
    });
  }
  await mkdir(context.directory, { recursive: true });

  const machine = thisMachine();
  console.log(
    `${machine.cores} cores of ${machine.processor}, ${machine.memoryGb} GB, Node ${machine.node}, ${machine.platform}`,
  );
  const reports: Report[] = [];
  for (const benchmark of chosen) {
    reports.push(await runBenchmark(benchmark, context));
  }
  const path = join(context.directory, 'report.json');
  await writeFile(path, JSON.stringify({ machine, reports }, null, 2));
  const targets = reports
    .flatMap(({ measurements }) => measurements)
    .flatMap(measured => ('targets' in measured ? measured.targets : []));
  console.log(
    `\n${targets.filter(({ met }) => met).length} of ${
      targets.length
    } targets met; all figures are in ${path}`,
  );
}

async function runBenchmark(
  benchmark: Benchmark,
  context: BenchmarkContext,
): Promise<Report> {
  console.log(`\n${benchmark.name}: ${benchmark.title}`);
  const start = performance.now();
  const measurements: (Measurement | NotMeasured)[] = [];
  for await (const measured of benchmark.run(context)) {
    measurements.push(measured);
    console.log(formatMeasurement(measured).join('\n'));
  }
  const report = {
    benchmark: benchmark.name,
    title: benchmark.title,
    seconds: (performance.now() - start) / 1000,
    load: currentLoad(),
    measurements,
  };
  console.log(
    `  took ${formatFigure({
      value: report.seconds,
      unit: 's',
    })} in all; load average ${formatFigure({ value: report.load, unit: '' })}`,
  );
  return report;
}

main().catch(error => {
  console.error(error.stack ?? error);
  process.exitCode = 1;
});
