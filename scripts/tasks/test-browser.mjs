import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startDemo } from '../demo.mjs';
import { runCommand } from '../processes.mjs';

const BROWSERS = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].filter(Boolean);

/** `npm run test:browser`: starts the demo and looks at it with headless Chromium. */
export async function run({ root }) {
  const browser = BROWSERS.find(existsSync);
  if (!browser) {
    console.error(
      'No browser was found. Install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
    );
    return 1;
  }
  let ended;
  const demo = await startDemo({
    root,
    onExit: name => {
      ended = name;
      console.error(`The ${name} process ended before the tests did.`);
    },
  });
  try {
    const code = await runCommand(
      'node',
      [
        '--test',
        '--test-reporter=tap',
        join(root, 'packages/app/e2e-tests/demo.test.mjs'),
      ],
      { cwd: root, env: { ...process.env, CHROMIUM_PATH: browser } },
    );
    return ended ? 1 : code;
  } finally {
    await demo.stop();
  }
}
