import type { LocalLogFile } from '@ai-governance/plugin-ai-governance-node';
import { InputError, NotFoundError } from '@backstage/errors';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { NumberedFile } from './logLines';

/** All files of one variant and hour. */
export interface HourFiles {
  variant: string;
  /** Start of the UTC hour. */
  hour: Date;
  files: { path: string; key: string }[];
  bytes: number;
}

/** Bytes of logs that one job reads, unless a single hour has more. */
const MOST_JOB_BYTES = 128 * 1024 * 1024;

/** Less is not worth a job of its own: planning the queries takes as long as reading some megabytes. */
const LEAST_JOB_BYTES = 16 * 1024 * 1024;

/** Most hours of a job; each takes memory for the counts of all bins. */
const MOST_JOB_HOURS = 400;

/**
 * Groups files by variant and hour, in the order of time, then of variants; files within an hour in the order of
 * their keys, whatever order they come in.
 * @throws NotFoundError when a file is not there
 */
export async function groupByHour(
  files: readonly LocalLogFile[],
): Promise<HourFiles[]> {
  const hours = new Map<string, HourFiles>();
  const sorted = [...files].sort(
    (a, b) =>
      a.hour.getTime() - b.hour.getTime() ||
      compare(a.variant, b.variant) ||
      compare(a.key, b.key),
  );
  for (const file of sorted) {
    const id = `${file.hour.getTime()} ${file.variant}`;
    const hour = hours.get(id) ?? {
      variant: file.variant,
      hour: file.hour,
      files: [],
      bytes: 0,
    };
    hour.files.push({ path: resolve(file.path), key: file.key });
    hour.bytes += await sizeOf(file);
    hours.set(id, hour);
  }
  return [...hours.values()];
}

/** Splits hours into jobs of whole hours that may run at the same time. */
export function toJobs(hours: HourFiles[], parallel: number): HourFiles[][] {
  const total = hours.reduce((sum, { bytes }) => sum + bytes, 0);
  const target = Math.min(
    MOST_JOB_BYTES,
    Math.max(LEAST_JOB_BYTES, Math.ceil(total / parallel)),
  );
  const jobs: HourFiles[][] = [];
  let bytes = Infinity;
  for (const hour of hours) {
    const job = jobs[jobs.length - 1];
    if (!job || bytes + hour.bytes > target || job.length >= MOST_JOB_HOURS) {
      jobs.push([hour]);
      bytes = hour.bytes;
    } else {
      job.push(hour);
      bytes += hour.bytes;
    }
  }
  return jobs;
}

/** Files of a job, each with the number of its hour in the job. */
export function numberFiles(job: readonly HourFiles[]): NumberedFile[] {
  return job.flatMap(({ files }, hour) =>
    files.map(file => ({ ...file, hour })),
  );
}

async function sizeOf({ key, path }: LocalLogFile): Promise<number> {
  try {
    const found = await stat(path);
    if (!found.isFile()) {
      throw new InputError(`The local copy of log object ${key} is not a file`);
    }
    return found.size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new NotFoundError(`The local copy of log object ${key} is gone`);
    }
    throw error;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
