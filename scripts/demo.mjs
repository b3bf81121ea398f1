import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessGroup, waitForUrl } from './processes.mjs';

const CLOUDS_PORT = Number(process.env.DEMO_CLOUDS_PORT ?? 4566);
const SMTP_PORT = Number(process.env.DEMO_SMTP_PORT ?? 2525);

/** Addresses of the demo. */
export const demo = {
  portal: 'http://localhost:3000',
  backend: 'http://localhost:7007',
  clouds: `http://127.0.0.1:${CLOUDS_PORT}`,
};

/**
 * Starts the demo clouds and the portal against them, and waits until all of them answer.
 * @param options - `onExit(name)` is called when a part ends by itself
 */
export async function startDemo({ root, onExit, stdio = 'inherit' }) {
  await checkPortsAreFree();
  const database = await mkdtemp(join(tmpdir(), 'ai-governance-demo-'));
  const group = new ProcessGroup({
    onStopped: () => rm(database, { recursive: true, force: true }),
  });
  const secret = () => randomBytes(24).toString('hex');
  const pushToken = secret();
  const signingSecret = secret();
  const webhookSecret = secret();
  const env = {
    ...process.env,
    DEMO_CLOUDS_URL: demo.clouds,
    DEMO_DATABASE_DIRECTORY: database,
    DEMO_PUSH_TOKEN: pushToken,
    DEMO_SMTP_PORT: String(SMTP_PORT),
    DEMO_SLACK_SIGNING_SECRET: signingSecret,
    DEMO_PAGERDUTY_WEBHOOK_SECRET: webhookSecret,
    NODE_ENV: 'development',
  };
  delete env.CI;
  const options = { cwd: root, stdio: ['ignore', stdio, stdio], env, onExit };
  const configs = ['app-config.yaml', 'app-config.demo.yaml'].flatMap(file => [
    '--config',
    join(root, file),
  ]);
  try {
    group.start(
      'clouds',
      'yarn',
      ['workspace', '@ai-governance/cloud-simulator', 'start'],
      {
        ...options,
        env: {
          ...env,
          PORT: String(CLOUDS_PORT),
          // One of the demo's models runs outside the clouds. It pushes as soon as the backend is there.
          PUSH_URL: `${demo.backend}/api/ai-governance`,
          PUSH_TOKEN: pushToken,
          SMTP_PORT: String(SMTP_PORT),
          // What people do in the inboxes of Slack and PagerDuty reaches the portal.
          PORTAL_URL: `${demo.backend}/api/ai-governance`,
          SLACK_SIGNING_SECRET: signingSecret,
          PAGERDUTY_WEBHOOK_SECRET: webhookSecret,
        },
      },
    );
    await waitForUrl(`${demo.clouds}/_simulator/health`, 60_000);
    group.start(
      'backend',
      'yarn',
      ['workspace', 'backend', 'start', ...configs],
      options,
    );
    group.start(
      'app',
      'yarn',
      ['workspace', 'app', 'start', ...configs],
      options,
    );
    await Promise.all([
      waitForUrl(`${demo.backend}/.backstage/health/v1/readiness`, 180_000),
      waitForUrl(demo.portal, 180_000),
    ]);
  } catch (error) {
    await group.stop();
    throw error;
  }
  return group;
}

/** Waiting for an address that somebody else answers at would look like a portal that is up. */
async function checkPortsAreFree() {
  const taken = [];
  const ports = Object.values(demo).map(url => Number(new URL(url).port));
  for (const port of [...ports, SMTP_PORT]) {
    if (await isListening(port)) {
      taken.push(port);
    }
  }
  if (taken.length > 0) {
    throw new Error(
      `Something listens at port ${taken.join(
        ' and ',
      )} already. Stop it and try again.`,
    );
  }
}

function isListening(port) {
  return new Promise(resolve => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
