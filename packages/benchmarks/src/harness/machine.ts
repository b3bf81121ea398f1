import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** What figures depend on. */
export interface Machine {
  processor: string;
  /** Cores that this process may use. */
  cores: number;
  /** Memory in GB. */
  memoryGb: number;
  node: string;
  platform: string;
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

/** Processes that want a core, averaged over the last minute; above the number of cores others slow us down. */
export function currentLoad(): number {
  return loadavg()[0];
}
