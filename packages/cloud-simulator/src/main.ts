import { CloudSimulator } from './CloudSimulator';
import { serviceEndpoints } from './serviceEndpoints';

/**
 * Starts the demo clouds.
 * PORT: port, default 4566. HOST: address, default 127.0.0.1. SIMULATOR_ANCHOR: instant that story times are
 * relative to, default now; give the same one again to see the same logs after a restart. PUSH_URL and PUSH_TOKEN: base URL
 * of a governance plugin, and an external access token of its backend, to push the inferences of a model to.
 */
async function main(): Promise<void> {
  const { PORT, HOST, SIMULATOR_ANCHOR, PUSH_URL, PUSH_TOKEN } = process.env;
  const simulator = await CloudSimulator.start({
    port: Number(PORT ?? 4566),
    host: HOST,
    anchor: SIMULATOR_ANCHOR ? new Date(SIMULATOR_ANCHOR) : undefined,
  });
  process.stdout.write(`Simulated clouds at ${simulator.url}\n`);
  for (const { name, url } of serviceEndpoints(simulator.url)) {
    process.stdout.write(`  ${name.padEnd(18)} ${url}\n`);
  }
  process.stdout.write(`  Slack inbox        ${simulator.url}/slack/inbox\n`);

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

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
