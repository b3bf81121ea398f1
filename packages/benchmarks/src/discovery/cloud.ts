import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FleetShape } from './largeFleet';

/** A simulated cloud in a process of its own, so that its memory and time are not taken for ours. */
export class CloudProcess {
  /** Address without a slash at the end. */
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /** @throws Error when the process ends before it listens */
  static async start(shape: FleetShape): Promise<CloudProcess> {
    const cwd = resolvePackagePath('@ai-governance/benchmarks');
    const child = fork(
      join(cwd, 'src/discovery/cloudMain.ts'),
      [JSON.stringify(shape)],
      { cwd, execArgv: ['--import', 'tsx'] },
    );
    const url = await new Promise<string>((resolve, reject) => {
      child.once('message', message => resolve(String(message)));
      child.once('exit', code =>
        reject(new Error(`The simulated cloud ended with code ${code}`)),
      );
    });
    return new CloudProcess(url, child);
  }

  /** Calls of SageMaker so far, and those that were not answered with 200. */
  async calls(): Promise<{ sent: number; failed: number }> {
    const response = await fetch(`${this.url}/_simulator/requests`);
    const { requests } = (await response.json()) as {
      requests: { service: string; status: unknown }[];
    };
    const ours = requests.filter(({ service }) => service === 'sagemaker');
    return {
      sent: ours.length,
      failed: ours.filter(({ status }) => status !== 200).length,
    };
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.disconnect();
    await exited;
  }
}
