import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CloudSimulator } from '../../CloudSimulator';
import { DEMO_SUBSCRIPTION } from '../../fleet/azure/demoAzure';

const FIXTURES = resolve(
  process.env.GOVERNANCE_FIXTURES ??
    resolve(__dirname, '../../../../../../shared/fixtures'),
  'azure/rest-specs',
);
const WORKSPACE = `resourceGroups/rg-ml-production/providers/Microsoft.MachineLearningServices/workspaces/ml-production`;

/** What the simulator tells besides the specs' example, as the service does in this or a later version of its API. */
const MORE = {
  workspace: [
    'kind',
    'properties.provisioningState',
    'properties.workspaceId',
    'sku',
    'systemData',
    'tags',
  ],
  endpoint: ['properties.mirrorTraffic', 'properties.publicNetworkAccess'],
  deployment: ['properties.dataCollector'],
  model: ['properties.isArchived', 'properties.jobName'],
};
/** Fields of the examples that are empty in life when nothing is configured, or for Kubernetes only. */
const OPTIONAL = [
  'identity.userAssignedIdentities',
  'properties.containerResourceRequirements',
  'sku.family',
  'sku.size',
];

/** Paths of all fields with their types; fields of free-text maps and of what is not compared count as one. */
function shape(value: any, leaves: string[], path = ''): [string, string][] {
  const isMap =
    leaves.includes(path) ||
    /(^|\.)(tags|traffic|environmentVariables|flavors)$/.test(path) ||
    path === 'properties.properties';
  if (isMap || value === null || typeof value !== 'object') {
    return [[path, typeof value]];
  }
  return Object.entries(value).flatMap(([key, item]) =>
    shape(item, leaves, path ? `${path}.${key}` : key),
  );
}

const maybe = existsSync(FIXTURES) ? describe : describe.skip;

maybe(`answers have the shape of ${FIXTURES}`, () => {
  let simulator: CloudSimulator;
  beforeAll(async () => {
    simulator = await CloudSimulator.start();
  });
  afterAll(async () => {
    await simulator.stop();
  });

  it.each([
    [
      'Workspaces.listBySubscription.2024-10-01-preview',
      'providers/Microsoft.MachineLearningServices/workspaces',
      MORE.workspace,
    ],
    [
      'OnlineEndpoint.list.2024-10-01-preview',
      `${WORKSPACE}/onlineEndpoints`,
      MORE.endpoint,
    ],
    // The example is of Kubernetes, which has no such probe there.
    [
      'OnlineDeployment.list.2024-04-01',
      `${WORKSPACE}/onlineEndpoints/claims-triage/deployments`,
      [...MORE.deployment, 'properties.readinessProbe'],
    ],
    [
      'ManagedOnlineDeployment.get.2023-10-01',
      `${WORKSPACE}/onlineEndpoints/claims-triage/deployments`,
      MORE.deployment,
    ],
    [
      'ModelVersion.get.2024-04-01',
      `${WORKSPACE}/models/claims-triage/versions/7`,
      MORE.model,
    ],
  ])('%s', async (file, path, more) => {
    const example = JSON.parse(
      readFileSync(resolve(FIXTURES, `${file}.json`), 'utf8'),
    ).responses['200'].body;
    const response = await fetch(
      `${simulator.armUrl}/subscriptions/${DEMO_SUBSCRIPTION}/${path}?api-version=2024-04-01`,
      { headers: { authorization: 'Bearer test' } },
    );
    const answer = await response.json();
    const leaves = [...more, ...OPTIONAL];
    const theirs = shape(example.value?.[0] ?? example, leaves);
    const ours = shape(answer.value?.[0] ?? answer, leaves);
    const names = new Set(theirs.map(([name]) => name));
    expect(ours.filter(([name]) => !leaves.includes(name)).sort()).toEqual(
      theirs.filter(([name]) => !leaves.includes(name)).sort(),
    );
    // Each exception is one.
    expect(ours.map(([name]) => name)).toEqual(expect.arrayContaining(more));
    expect(more.filter(name => names.has(name))).toEqual([]);
  });
});
