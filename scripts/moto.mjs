import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, waitForUrl } from './processes.mjs';

/** Pinned, so that a new release of an emulator never breaks the gate. */
const PACKAGES = [
  'moto[s3,dynamodb]==5.1.22',
  'flask==3.1.3',
  'flask-cors==6.0.5',
];

/**
 * Whether moto can be had here: it needs Python 3 with pip.
 * @returns why not; undefined when it can
 */
export function whyNoMoto() {
  const pip = spawnSync('python3', ['-m', 'pip', '--version']);
  return pip.status === 0 ? undefined : 'There is no python3 with pip here.';
}

/**
 * Starts moto, an emulator of AWS that others wrote, with packages from PyPI in a folder of the project's own.
 * @param options - `root`: folder of the project
 * @returns its address, and a function that stops it
 */
export async function startMoto({ root }) {
  const packages = await install(root);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(
    'python3',
    ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)],
    {
      env: { ...process.env, PYTHONPATH: packages },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let output = '';
  server.stderr.on('data', text => {
    output = `${output}${text}`.slice(-5_000);
  });
  const ended = new Promise(resolve => server.once('exit', resolve));
  const stop = async () => {
    server.kill();
    await ended;
  };
  try {
    await Promise.race([
      waitForUrl(`${url}/moto-api/`, 60_000),
      ended.then(() => Promise.reject(new Error('it ended'))),
    ]);
  } catch (error) {
    await stop();
    throw new Error(`moto did not start: ${error.message}\n${output}`);
  }
  return { url, stop };
}

/** @returns the folder with the packages */
async function install(root) {
  const folder = join(root, 'node_modules/.cache/moto');
  const mark = join(folder, PACKAGES.join(' ').replace(/\W+/g, '-'));
  if (!existsSync(mark)) {
    console.log('Getting moto from PyPI, once.');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const { status } = spawnSync(
      'python3',
      [
        ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
        ...['--target', folder, ...PACKAGES],
      ],
      { stdio: ['ignore', 'inherit', 'ignore'] },
    );
    if (status !== 0) {
      throw new Error(`pip could not install ${PACKAGES.join(' ')}`);
    }
    await writeFile(mark, '');
  }
  return folder;
}
