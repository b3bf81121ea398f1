import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleAzureMlEntityProvider, {
  azureMlTransformExtensionPoint,
} from '.';
import { configFor, copyOfDemoFleet } from './__testUtils__/discovery';

jest.setTimeout(60_000);

const labels = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'test-labels',
  register(env) {
    env.registerInit({
      deps: { azureMl: azureMlTransformExtensionPoint },
      async init({ azureMl }) {
        azureMl.addTransform(({ entity, record }) => ({
          ...entity,
          metadata: { ...entity.metadata, labels: { of: record.kind } },
        }));
      },
    });
  },
});

describe('the module in a real catalog', () => {
  it('brings endpoints and models, keeps what cannot be read, and removes what is gone', async () => {
    const { fleet, azure } = copyOfDemoFleet();
    const simulator = await CloudSimulator.start({ fleet });
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleAzureMlEntityProvider,
        labels,
        mockServices.rootConfig.factory({
          data: configFor(simulator, {
            schedule: {
              frequency: { milliseconds: 500 },
              timeout: { minutes: 1 },
            },
          }),
        }),
        // Runs tasks as often as they ask for.
        mockServices.scheduler.factory(),
      ],
    });
    const entities = async (): Promise<Entity[]> => {
      const response = await fetch(
        `http://localhost:${backend.server.port()}/api/catalog/entities`,
      );
      expect(response.status).toBe(200);
      return response.json();
    };
    /** Waits until the catalog is as expected; the test's own time limit ends it. */
    const until = async (check: (found: Entity[]) => boolean) => {
      let found = await entities();
      while (!check(found)) {
        await new Promise(resolve => setTimeout(resolve, 100));
        found = await entities();
      }
      return found;
    };
    const named = (found: Entity[], name: string) =>
      found.find(({ metadata }) => metadata.name === name);
    try {
      const found = await until(all => all.length === 8);
      const churn = named(found, 'customer-churn.ml-production');
      expect(
        churn?.relations?.map(({ type, targetRef }) => `${type} ${targetRef}`),
      ).toEqual(
        expect.arrayContaining([
          'ownedBy group:default/team-growth',
          'partOf system:default/customer-engagement',
          'dependsOn resource:default/customer-churn.4.ml-production',
          'dependsOn resource:default/customer-churn.5.ml-production',
        ]),
      );
      expect(churn?.metadata.labels).toEqual({ of: 'endpoint' });
      expect(churn?.spec?.deployment).toMatchObject({ cloud: 'azure' });
    } finally {
      await backend.stop();
      await simulator.stop();
    }
    expect(azure.workspaces).toHaveLength(2);
  });
});
