import {
  syntheticColumns,
  writeCaptureFile,
} from '@ai-governance/cloud-simulator';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a set of capture files holds. */
export interface CaptureShape {
  payload: 'csv' | 'json';
  /** Records in all; each is one row. */
  records: number;
  /** Feature columns; there is one prediction beside them. */
  features: number;
  /** Files, one for each hour. */
  hours: number;
}

/** Capture files on local disk. */
export interface CaptureFiles extends CaptureShape {
  /** In the order of time. */
  files: { path: string; bytes: number; hour: string }[];
}

const HOUR_MS = 3_600_000;
const FIRST_HOUR = Date.UTC(2026, 2, 1);
const MANIFEST = 'manifest.json';

/**
 * Makes files of SageMaker Data Capture with the simulator, or finds those of an earlier run. They are always the same.
 * @param options - `directory` keeps them between runs
 */
export async function captureFiles(
  options: CaptureShape & {
    directory: string;
    say: (message: string) => void;
  },
): Promise<CaptureFiles> {
  const { payload, records, features, hours } = options;
  const directory = join(
    options.directory,
    `capture-${payload}-${records}x${features}-in-${hours}`,
  );
  const known = await readManifest(directory);
  if (known) {
    return known;
  }
  options.say(`Writing ${records} ${payload} records into ${directory}`);
  await rm(directory, { recursive: true, force: true });
  const unfinished = `${directory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const made: CaptureFiles = { payload, records, features, hours, files: [] };
  const columns = syntheticColumns(features, payload);
  for (let i = 0; i < hours; i++) {
    const hour = new Date(FIRST_HOUR + i * HOUR_MS);
    const name = `${String(i).padStart(4, '0')}.jsonl`;
    const { bytes } = await writeCaptureFile({
      path: join(unfinished, name),
      records:
        Math.floor(((i + 1) * records) / hours) -
        Math.floor((i * records) / hours),
      columns,
      payload,
      hour,
      seed: `benchmark-${i}`,
    });
    made.files.push({
      path: join(directory, name),
      bytes,
      hour: hour.toISOString(),
    });
  }
  await writeFile(join(unfinished, MANIFEST), JSON.stringify(made));
  await rename(unfinished, directory);
  return made;
}

/** Undefined when the files were not written to the end. */
async function readManifest(
  directory: string,
): Promise<CaptureFiles | undefined> {
  try {
    return JSON.parse(await readFile(join(directory, MANIFEST), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
