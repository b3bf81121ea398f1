import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../harness/Random';

/** Numbers of some features in two windows, as files of little-endian doubles. */
export interface Samples {
  features: number;
  /** Values per feature and window. */
  rows: number;
  directory: string;
}

/** Sides of a comparison. */
export const SIDES = ['reference', 'current'] as const;

/** Values drawn and written at once. */
const BATCH = 100_000;

/** Path of one feature's file. */
export function samplePath(
  { directory }: Samples,
  feature: number,
  side: (typeof SIDES)[number],
): string {
  return join(directory, `${feature}-${side}.f64`);
}

/** Reads one feature's file. */
export async function readSample(
  samples: Samples,
  feature: number,
  side: (typeof SIDES)[number],
): Promise<Float64Array> {
  const { buffer, byteOffset, byteLength } = await readFile(
    samplePath(samples, feature, side),
  );
  // A copy, because doubles must begin at a multiple of eight.
  return new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

/**
 * Draws the samples, or finds those of an earlier run. They are always the same.
 * @param options - `directory` keeps them between runs
 */
export async function makeSamples(options: {
  features: number;
  rows: number;
  directory: string;
  say: (message: string) => void;
}): Promise<Samples> {
  const { features, rows } = options;
  const directory = join(options.directory, `samples-${features}x${rows}`);
  const samples = { features, rows, directory };
  const complete = join(directory, 'complete');
  try {
    await readFile(complete);
    return samples;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
  }
  options.say(`Drawing ${features} features × 2 windows of ${rows} rows`);
  const unfinished = `${directory}.unfinished`;
  for (const old of [directory, unfinished]) {
    await rm(old, { recursive: true, force: true });
  }
  await mkdir(unfinished, { recursive: true });
  for (let feature = 0; feature < features; feature++) {
    for (const side of SIDES) {
      await drawFeature(
        samplePath({ ...samples, directory: unfinished }, feature, side),
        { feature, rows, side },
      );
    }
  }
  await writeFile(join(unfinished, 'complete'), '');
  await rename(unfinished, directory);
  return samples;
}

async function drawFeature(
  path: string,
  options: { feature: number; rows: number; side: (typeof SIDES)[number] },
): Promise<void> {
  const { feature, rows, side } = options;
  const current = side === 'current';
  const random = new Random(2 * feature + (current ? 2 : 1));
  // Every other feature moves a little.
  const next = sampler(
    random,
    feature,
    current && feature % 2 === 0 ? 0.02 : 0,
  );
  const file = await open(path, 'w');
  try {
    for (let first = 0; first < rows; first += BATCH) {
      const batch = Float64Array.from(
        { length: Math.min(BATCH, rows - first) },
        next,
      );
      await file.write(new Uint8Array(batch.buffer));
    }
  } finally {
    await file.close();
  }
}

/** Three of five features are normal, one is heavy-tailed and one has many ties. */
function sampler(random: Random, feature: number, move: number): () => number {
  switch (feature % 5) {
    case 1:
      return () => Math.exp(3 + move + 0.8 * random.normal());
    case 3:
      return () => Math.round((20 + move + 6 * random.normal()) * 10) / 10;
    default:
      return () => 100 + 15 * (random.normal() + move);
  }
}
