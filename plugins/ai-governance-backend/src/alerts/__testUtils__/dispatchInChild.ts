import type {
  AlertChannel,
  AlertMessage,
  DeliveryOptions,
} from '@ai-governance/plugin-ai-governance-node';
import { AlertDeliveryError } from '@ai-governance/plugin-ai-governance-node';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import knexFactory, { Knex } from 'knex';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAlerting } from '../createAlerting';

/** Sends messages to an HTTP server. */
class ReceiverChannel implements AlertChannel {
  readonly id = 'receiver';
  readonly title = 'Receiver';
  readonly abilities = { dedupKey: true, acknowledge: true, update: true };
  readonly defaultDestination = 'all';
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  destinationOf() {
    return undefined;
  }

  async deliver(
    message: AlertMessage,
    { deliveryId, signal }: DeliveryOptions,
  ) {
    const response = await fetch(this.#url, {
      method: 'POST',
      body: JSON.stringify({
        deliveryId,
        groupKey: message.groupKey,
        transition: message.transition,
        firing: message.members.map(({ id }) => id),
        resolved: message.resolvedMembers.map(({ id }) => id),
      }),
      signal,
    });
    if (!response.ok) {
      throw new AlertDeliveryError(`HTTP ${response.status}`, {
        retryable: true,
      });
    }
    return {};
  }
}

/**
 * Does what is due, again and again, in a process of its own that a test can kill.
 * Arguments: knex configuration as JSON; address of the receiver.
 */
async function main(): Promise<void> {
  const [config, url] = process.argv.slice(2);
  const knex = knexFactory(JSON.parse(config) as Knex.Config);
  const directory = await mkdtemp(join(tmpdir(), 'storm-'));
  const file = join(directory, 'alerting.yaml');
  await writeFile(
    file,
    'route: { group_wait: PT0.2S, group_interval: PT1S, repeat_interval: P1D }',
  );
  const { alerts } = await createAlerting({
    config: new ConfigReader({
      app: { baseUrl: 'http://localhost:3000' },
      aiGovernance: { alerting: { file, lease: { seconds: 2 } } },
    }),
    knex,
    catalog: catalogServiceMock(),
    auth: mockServices.auth(),
    auditor: {
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    },
    logger: mockServices.rootLogger({ level: 'none' }),
    channels: [new ReceiverChannel(url)],
  });
  process.stdout.write('ready\n');
  const { signal } = new AbortController();
  for (;;) {
    await alerts.dispatch({ signal });
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
