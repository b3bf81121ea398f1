import { CloudSimulator } from './CloudSimulator';
import type { PortalCallbacks } from './callbacks/callbacks';
import { INBOXES } from './pages/page';
import { serviceEndpoints } from './serviceEndpoints';

/**
 * Starts the demo clouds.
 * PORT: port, default 4566. HOST: address, default 127.0.0.1. SIMULATOR_ANCHOR: instant that story times are
 * relative to, default now; give the same one again to see the same logs after a restart. PUSH_URL and PUSH_TOKEN: base URL
 * of a governance plugin, and an external access token of its backend, to push the inferences of a model to.
 * SMTP_PORT: port of the mail server, default 2525. PORTAL_URL: base URL of the governance plugin that Slack and PagerDuty
 * tell what people do in their inboxes, signed with SLACK_SIGNING_SECRET and PAGERDUTY_WEBHOOK_SECRET.
 */
async function main(): Promise<void> {
  const { PORT, HOST, SIMULATOR_ANCHOR, PUSH_URL, PUSH_TOKEN } = process.env;
  const simulator = await CloudSimulator.start({
    port: Number(PORT ?? 4566),
    host: HOST,
    smtpPort: Number(process.env.SMTP_PORT ?? 2525),
    callbacks: readCallbacks(),
    anchor: SIMULATOR_ANCHOR ? new Date(SIMULATOR_ANCHOR) : undefined,
  });
  process.stdout.write(`Simulated clouds at ${simulator.url}\n`);
  for (const { name, url } of serviceEndpoints(simulator.url)) {
    process.stdout.write(`  ${name.padEnd(18)} ${url}\n`);
  }
  process.stdout.write(
    `  ${'SMTP'.padEnd(18)} smtp://127.0.0.1:${simulator.smtpPort}\n`,
  );
  for (const { name, path } of INBOXES) {
    process.stdout.write(
      `  ${`${name} inbox`.padEnd(18)} ${simulator.url}${path}\n`,
    );
  }

  const stop = () => {
    void simulator.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await Promise.all([
    simulator.runExternalModels({
      push:
        PUSH_URL && PUSH_TOKEN
          ? { url: PUSH_URL, token: PUSH_TOKEN }
          : undefined,
      onError: error => process.stderr.write(`${error}\n`),
    }),
    simulator.prepare(),
  ]);
}

/** Where the portal takes what people do, as far as there is a secret to sign it with. */
function readCallbacks(): PortalCallbacks {
  const { PORTAL_URL, SLACK_SIGNING_SECRET, PAGERDUTY_WEBHOOK_SECRET } =
    process.env;
  const at = (secret: string | undefined, path: string) =>
    PORTAL_URL && secret
      ? { url: `${PORTAL_URL}/v1/channels/${path}`, secret }
      : undefined;
  return {
    slack: at(SLACK_SIGNING_SECRET, 'slack/interactivity'),
    pagerDuty: at(PAGERDUTY_WEBHOOK_SECRET, 'pagerduty/webhook'),
  };
}

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
