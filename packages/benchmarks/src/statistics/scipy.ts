import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ComparedFeature } from './compareRaw';
import type { Samples } from './samples';

const run = promisify(execFile);

/** The one on the path, and the one that Debian's python3-scipy belongs to. */
const INTERPRETERS = ['python3', '/usr/bin/python3'];

/** What SciPy came to. */
export interface ScipyResult {
  /** Versions of SciPy and NumPy. */
  versions: string;
  features: ComparedFeature[];
}

/**
 * Compares the raw samples of each feature with SciPy. Reading the files is not timed.
 * @returns undefined when there is no Python with SciPy
 */
export async function compareWithScipy(options: {
  samples: Samples;
  repeats: number;
}): Promise<ScipyResult | undefined> {
  const { samples, repeats } = options;
  for (const python of INTERPRETERS) {
    if (await hasScipy(python)) {
      const { stdout } = await run(
        python,
        [
          resolvePackagePath(
            '@ai-governance/benchmarks',
            'src/statistics/rival.py',
          ),
          samples.directory,
          String(samples.features),
          String(repeats),
        ],
        { maxBuffer: 1e7 },
      );
      return JSON.parse(stdout);
    }
  }
  return undefined;
}

async function hasScipy(python: string): Promise<boolean> {
  try {
    await run(python, ['-c', 'import scipy.stats']);
    return true;
  } catch {
    return false;
  }
}
