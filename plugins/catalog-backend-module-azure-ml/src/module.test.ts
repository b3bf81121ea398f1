import { ANNOTATION_DISCOVERY_ERROR } from '@ai-governance/plugin-ai-governance-common';
import { CloudSimulator } from '@ai-governance/cloud-simulator';
import {
  createBackendModule,
  SchedulerServiceTaskInvocationDefinition,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleAzureMlEntityProvider, {
  azureMlTransformExtensionPoint,
} from '.';
import {
  configFor,
  copyOfDemoFleet,
  SUBSCRIPTION,
} from './__testUtils__/discovery';

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

const CHURN = 'customer-churn.ml-production';
const ELASTICITY = 'price-elasticity.ml-lab';

describe('the module in a real catalog', () => {
  it('brings endpoints and models, keeps what cannot be read, and removes what is gone', async () => {
    const { fleet, azure } = copyOfDemoFleet();
    const simulator = await CloudSimulator.start({ fleet });
    const tasks: SchedulerServiceTaskInvocationDefinition[] = [];
    const scheduler = mockServices.scheduler.mock({
      createScheduledTaskRunner: () => ({
        async run(task) {
          tasks.push(task);
        },
      }),
    });
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleAzureMlEntityProvider,
        labels,
        scheduler.factory,
        mockServices.rootConfig.factory({
          data: configFor(simulator, { maxRemovalShare: 0.5 }),
        }),
      ],
    });
    /** Runs the scheduled task as the scheduler would. */
    const refresh = async () => tasks[0].fn(new AbortController().signal);
    /** Asks the catalog until it is as expected; the test's own time limit ends it. */
    const until = async (check: (found: Map<string, Entity>) => boolean) => {
      for (;;) {
        const response = await fetch(
          `http://localhost:${backend.server.port()}/api/catalog/entities`,
        );
        expect(response.status).toBe(200);
        const entities: Entity[] = await response.json();
        const found = new Map(
          entities.map(entity => [entity.metadata.name, entity]),
        );
        if (check(found)) {
          return found;
        }
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    };
    const errorOf = (found: Map<string, Entity>, name: string) =>
      found.get(name)?.metadata.annotations?.[ANNOTATION_DISCOVERY_ERROR];

    try {
      expect(tasks.map(({ id }) => id)).toEqual([
        `azure-ml-provider:demo:${SUBSCRIPTION}:refresh`,
      ]);
      await refresh();
      const churn = (await until(({ size }) => size === 8)).get(CHURN)!;
      expect(
        churn.relations?.map(({ type, targetRef }) => `${type} ${targetRef}`),
      ).toEqual(
        expect.arrayContaining([
          'ownedBy group:default/team-growth',
          'partOf system:default/customer-engagement',
          'dependsOn resource:default/customer-churn.4.ml-production',
          'dependsOn resource:default/customer-churn.5.ml-production',
        ]),
      );
      expect(churn.metadata.labels).toEqual({ of: 'endpoint' });
      expect(churn.spec?.deployment).toMatchObject({ cloud: 'azure' });

      // One workspace is closed; in the other an endpoint is deleted and one changes its owner.
      const [production] = azure.workspaces;
      production.endpoints.pop();
      production.endpoints[0].tags.owner = 'team-risk';
      simulator.addFault({
        service: 'arm',
        resource: '/workspaces/ml-lab/',
        effect: { kind: 'error', status: 403, code: 'AuthorizationFailed' },
      });
      await expect(refresh()).rejects.toThrow(/nothing was removed/);
      const kept = await until(
        found =>
          found.get(CHURN)?.spec?.owner === 'group:default/team-risk' &&
          errorOf(found, ELASTICITY) !== undefined,
      );
      expect(kept.size).toBe(8);
      expect(errorOf(kept, ELASTICITY)).toMatch(/^Workspace 'ml-lab'/);
      expect(errorOf(kept, CHURN)).toBeUndefined();

      simulator.clearFaults();
      await refresh();
      const rest = await until(
        found => found.size === 5 && errorOf(found, ELASTICITY) === undefined,
      );
      expect([...rest.keys()].filter(name => /claims/.test(name))).toEqual([]);
    } finally {
      await backend.stop();
      await simulator.stop();
    }
  });
});
