import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleSagemakerEntityProvider from '.';
import { configFor, copyOfDemoFleet } from './__testUtils__/discovery';

jest.setTimeout(60_000);

it('brings endpoints and models into a real catalog, related to each other', async () => {
  const fleet = copyOfDemoFleet();
  fleet.endpoints = fleet.endpoints.filter(
    ({ region }) => region === 'eu-central-1',
  );
  const models = new Set(
    fleet.endpoints.flatMap(({ deployments }) =>
      deployments.at(-1)!.variants.map(({ modelName }) => modelName),
    ),
  );
  const simulator = await CloudSimulator.start({ port: 0, fleet });
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleSagemakerEntityProvider,
      mockServices.rootConfig.factory({ data: configFor(simulator) }),
    ],
  });
  try {
    const url = `http://localhost:${backend.server.port()}/api/catalog/entities`;
    let entities: Entity[] = [];
    while (entities.length < fleet.endpoints.length + models.size) {
      await new Promise(resolve => setTimeout(resolve, 100));
      const response = await fetch(url);
      expect(response.status).toBe(200);
      entities = await response.json();
    }
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
    expect(entities.filter(({ kind }) => kind === 'Resource')).toHaveLength(
      models.size,
    );
  } finally {
    await backend.stop();
    await simulator.stop();
  }
});
