import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudSimulator, SimulatedFleet } from '@ai-governance/cloud-simulator';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleSagemakerEntityProvider, {
  sagemakerTransformExtensionPoint,
} from '.';
import { configFor, copyOfDemoFleet } from './__testUtils__/discovery';

jest.setTimeout(120_000);

/** Labels entities with what they are made of. */
const labellingModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'labelling',
  register(env) {
    env.registerInit({
      deps: { sagemaker: sagemakerTransformExtensionPoint },
      async init({ sagemaker }) {
        sagemaker.addTransform(({ entity, record }) => ({
          ...entity,
          metadata: { ...entity.metadata, labels: { madeOf: record.kind } },
        }));
      },
    });
  },
});

describe('in a real catalog', () => {
  let fleet: SimulatedFleet;
  let simulator: CloudSimulator;
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sagemaker-catalog-'));
    fleet = copyOfDemoFleet();
    fleet.endpoints = fleet.endpoints.filter(
      ({ region }) => region === 'eu-central-1',
    );
    simulator = await CloudSimulator.start({ port: 0, fleet });
  });
  afterEach(async () => {
    await simulator.stop();
    await rm(directory, { recursive: true });
  });

  /** Runs a backend over the test's database until its catalog has what is wanted. */
  async function runUntil(
    wanted: (entities: Entity[]) => boolean,
  ): Promise<Entity[]> {
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleSagemakerEntityProvider,
        labellingModule,
        mockServices.rootConfig.factory({
          data: {
            ...configFor(simulator),
            backend: {
              database: { client: 'better-sqlite3', connection: { directory } },
            },
          },
        }),
      ],
    });
    try {
      const url = `http://localhost:${backend.server.port()}/api/catalog/entities`;
      for (;;) {
        const response = await fetch(url);
        expect(response.status).toBe(200);
        const entities: Entity[] = await response.json();
        if (wanted(entities)) {
          return entities;
        }
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    } finally {
      await backend.stop();
    }
  }

  it('brings endpoints and models, related to each other', async () => {
    const models = new Set(
      fleet.endpoints.flatMap(({ deployments }) =>
        deployments.at(-1)!.variants.map(({ modelName }) => modelName),
      ),
    );
    const entities = await runUntil(
      all => all.length === fleet.endpoints.length + models.size,
    );
    const churn = entities.find(
      ({ kind, metadata }) =>
        kind === 'Component' && metadata.name === 'churn-prediction',
    );
    expect(
      churn?.relations?.map(({ type, targetRef }) => `${type} ${targetRef}`),
    ).toEqual(
      expect.arrayContaining([
        'ownedBy group:default/team-growth',
        expect.stringMatching(/^dependsOn resource:default\/churn-prediction/),
      ]),
    );
    expect(churn?.metadata.labels).toEqual({ madeOf: 'endpoint' });
    expect(churn?.spec?.deployment).toMatchObject({ serving: 'real-time' });
    const resources = entities.filter(({ kind }) => kind === 'Resource');
    expect(resources).toHaveLength(models.size);
    expect(resources[0].spec?.model).toMatchObject({ cloud: 'aws' });
  });

  it('removes nothing after a restart when a listing has lost too much', async () => {
    const components = (entities: Entity[]) =>
      entities.filter(({ kind }) => kind === 'Component');
    await runUntil(all => components(all).length === 6);

    const [gone] = fleet.endpoints;
    fleet.endpoints = fleet.endpoints.slice(2);
    const reasonOf = (all: Entity[], name: string) =>
      components(all).find(({ metadata }) => metadata.name === name)?.metadata
        .annotations?.['ai-governance.io/discovery-error'];
    const entities = await runUntil(
      all => reasonOf(all, gone.name) !== undefined,
    );
    expect(reasonOf(entities, gone.name)).toBe(
      'It is not listed any more, but it was not removed: The listing would remove 2 of 6 endpoints, more than the allowed share of 0.2',
    );
    expect(components(entities)).toHaveLength(6);

    fleet.endpoints = [gone, ...fleet.endpoints];
    const after = await runUntil(all => reasonOf(all, gone.name) === undefined);
    expect(components(after)).toHaveLength(5);
  });
});
