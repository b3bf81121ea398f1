import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { largeFleet } from './largeFleet';

/** Runs a simulated cloud until the parent lets go of it. Argument: the fleet's shape as JSON. */
async function main(): Promise<void> {
  const fleet = largeFleet(JSON.parse(process.argv[2]));
  const simulator = await CloudSimulator.start({ fleet });
  process.once('disconnect', () => {
    void simulator.stop().then(() => process.exit(0));
  });
  process.send?.(simulator.url);
}

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
