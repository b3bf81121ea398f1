import { createServer } from 'node:net';
import { spawn } from 'node:child_process';

/** Runs a command to its end with its output shown. Resolves to its exit code. */
export function runCommand(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('exit', code => resolve(code ?? 1));
  });
}

/**
 * Starts commands that go on until told to stop. `stop` ends them with everything they started, and waits for it.
 */
export class ProcessGroup {
  #children = [];
  #onStopped;

  /** `onStopped` is called when everything has ended. */
  constructor({ onStopped } = {}) {
    this.#onStopped = onStopped;
  }

  /** `onExit` is called when a command ends by itself. */
  start(name, command, args, { onExit, ...options }) {
    // A group of its own, because yarn and the Backstage CLI start processes of theirs.
    const child = spawn(command, args, { detached: true, ...options });
    const exited = new Promise(resolve => {
      child.on('exit', resolve);
      child.on('error', error => {
        console.error(`[${name}] ${error.message}`);
        resolve();
      });
    });
    const entry = { child, exited, stopping: false };
    this.#children.push(entry);
    void exited.then(() => !entry.stopping && onExit?.(name));
    return child;
  }

  async stop() {
    for (const entry of this.#children) {
      entry.stopping = true;
      try {
        process.kill(-entry.child.pid, 'SIGTERM');
      } catch {
        // It has ended already.
      }
    }
    await Promise.all(
      this.#children.map(({ child, exited }) =>
        Promise.race([
          exited,
          new Promise(resolve =>
            setTimeout(() => {
              try {
                process.kill(-child.pid, 'SIGKILL');
              } catch {
                // It has ended already.
              }
              resolve();
            }, 8000).unref(),
          ),
        ]),
      ),
    );
    await this.#onStopped?.();
  }
}

/** Resolves when an address answers with any status below 500; rejects after `timeoutMs`. */
export async function waitForUrl(url, timeoutMs) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      if ((await fetch(url)).status < 500) {
        return;
      }
    } catch {
      // Nobody listens yet.
    }
    if (Date.now() > end) {
      throw new Error(`${url} did not answer within ${timeoutMs / 1000} s`);
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

/** A port of this machine at which nobody listens. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
