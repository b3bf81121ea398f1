import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { PartName, PartOptions, PartResult } from './parts';

/** What a child says when it is done. */
export type ChildMessage =
  | { result: unknown; peakRssMb: number }
  | { error: string };

/** What a part came to, and the most memory its process ever held. */
export interface MeasuredPart<R> {
  result: R;
  /** Resident set size in MB of 10⁶ bytes, the whole process: Node, the code, the data. */
  peakRssMb: number;
}

/**
 * Runs a part in a process of its own, so that neither what ran before nor what else is loaded shows in its time and
 * in its memory.
 * @param limits - `heapMb`: heap that Node is given, as in a container of some size; without it garbage may pile up as
 *   long as the machine has memory
 * @throws ForwardedError with the child's error when the part fails
 */
export async function runPart<N extends PartName>(
  name: N,
  options: PartOptions<N>,
  limits: { heapMb?: number } = {},
): Promise<MeasuredPart<PartResult<N>>> {
  const cwd = resolvePackagePath('@ai-governance/benchmarks');
  const child = fork(
    join(cwd, 'src/harness/child.ts'),
    [name, JSON.stringify(options)],
    {
      cwd,
      execArgv: [
        '--import',
        'tsx',
        ...(limits.heapMb ? [`--max-old-space-size=${limits.heapMb}`] : []),
      ],
    },
  );
  const message = await new Promise<ChildMessage>(resolve => {
    let said: ChildMessage | undefined;
    child.on('message', (data: ChildMessage) => {
      said = data;
    });
    child.on('error', error => resolve({ error: error.message }));
    child.on('exit', (code, signal) =>
      resolve(
        said ?? { error: `its process ended with ${signal ?? `code ${code}`}` },
      ),
    );
  });
  if ('error' in message) {
    throw new ForwardedError(`Part '${name}' failed`, message.error);
  }
  return {
    result: message.result as PartResult<N>,
    peakRssMb: message.peakRssMb,
  };
}
