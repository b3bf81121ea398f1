import { CloudSimulator, SimulatedFleet } from '@ai-governance/cloud-simulator';
import type { Entity } from '@backstage/catalog-model';
import { copyOfDemoFleet, startDiscovery } from './__testUtils__/discovery';

jest.setTimeout(180_000);

const RESEARCH = '210987654321';
const THIRD = '333333333333';

describe.each([false, true])(
  'a bad day at the cloud, useSearch %p',
  useSearch => {
    let fleet: SimulatedFleet;
    let simulator: CloudSimulator;

    beforeEach(async () => {
      fleet = copyOfDemoFleet();
      simulator = await CloudSimulator.start({ port: 0, fleet });
    });
    afterEach(async () => {
      await simulator.stop();
    });

    /** What is in the catalog without any trouble. */
    async function expected(): Promise<Entity[]> {
      const discovery = await startDiscovery(simulator, { useSearch });
      await discovery.refresh();
      return discovery.entities();
    }

    it('is complete when every second call is throttled', async () => {
      // The SDK slows down to less than a call a second, so it is a small fleet.
      fleet.endpoints = fleet.endpoints.filter(
        ({ name }) => name === 'demand-forecast',
      );
      fleet.modelCards = fleet.modelCards!.slice(0, 1);
      const entities = await expected();
      const discovery = await startDiscovery(simulator, { useSearch });
      simulator.addFault({
        service: 'sagemaker',
        every: 2,
        effect: {
          kind: 'error',
          code: 'ThrottlingException',
          message: 'Rate exceeded',
        },
      });
      await discovery.refresh();
      expect(discovery.entities()).toEqual(entities);
      const throttled = simulator
        .requests()
        .filter(({ status }) => status === 400);
      expect(throttled.length).toBeGreaterThan(1);
    });

    it('follows empty pages that have a token', async () => {
      const entities = await expected();
      const discovery = await startDiscovery(simulator, { useSearch });
      for (const operation of [
        'Search',
        'ListEndpoints',
        'ListModelCards',
        'ListInferenceComponents',
      ]) {
        simulator.addFault({
          service: 'sagemaker',
          operation,
          every: 2,
          effect: { kind: 'empty-page' },
        });
        simulator.addFault({
          service: 'sagemaker',
          operation,
          count: 1,
          effect: { kind: 'empty-page' },
        });
      }
      await discovery.refresh();
      expect(discovery.entities()).toEqual(entities);
    });

    it('is complete after a run that was killed half-way', async () => {
      const entities = await expected();
      const discovery = await startDiscovery(simulator, { useSearch });
      simulator.addFault({
        service: 'sagemaker',
        effect: { kind: 'delay', milliseconds: 30 },
      });
      const before = simulator.requests().length;
      const killed = new AbortController();
      const refresh = discovery.refresh(killed.signal);
      while (simulator.requests().length < before + 3) {
        await new Promise(resolve => setTimeout(resolve, 5));
      }
      killed.abort();
      await expect(refresh).rejects.toThrow();
      expect(discovery.mutations).toEqual([]);

      simulator.clearFaults();
      await discovery.restart();
      await discovery.refresh();
      expect(discovery.entities()).toEqual(entities);
    });

    it('goes on in two accounts when the credentials of the third are revoked', async () => {
      fleet.accessKeys = { ...fleet.accessKeys, AKIATHIRD: THIRD };
      fleet.endpoints = fleet.endpoints.flatMap(endpoint =>
        endpoint.accountId === RESEARCH
          ? [
              endpoint,
              { ...endpoint, accountId: THIRD, tags: { owner: 'old' } },
            ]
          : [endpoint],
      );
      fleet.models = fleet.models.flatMap(model =>
        model.accountId === RESEARCH
          ? [model, { ...model, accountId: THIRD, modelPackage: undefined }]
          : [model],
      );
      const block = (accountId: string, region: string, primary: boolean) => ({
        accountId,
        region,
        primary,
        useSearch,
        defaultOwner: 'ml-platform',
        endpoint: simulator.sagemakerUrl,
      });
      const key = (accountId: string, accessKeyId: string) => ({
        accountId,
        accessKeyId,
        secretAccessKey: 'x',
      });
      const discovery = await startDiscovery(
        simulator,
        {},
        {
          aws: {
            accounts: [
              key('123456789012', 'AKIADEMO'),
              key(RESEARCH, 'AKIADEMORESEARCH0001'),
              key(THIRD, 'AKIATHIRD'),
            ],
          },
          catalog: {
            providers: {
              sagemaker: {
                demo: block('123456789012', 'eu-central-1', true),
                research: block(RESEARCH, 'eu-west-1', false),
                third: block(THIRD, 'eu-west-1', false),
              },
            },
          },
        },
      );
      await discovery.refresh();
      const inThird = () =>
        discovery
          .entities()
          .filter(
            ({ metadata }) =>
              metadata.annotations?.['ai-governance.io/aws-account-id'] ===
              THIRD,
          );
      const before = inThird();
      expect(before).toHaveLength(12);

      await discovery.restart();
      simulator.addFault({
        service: 'sagemaker',
        accountId: THIRD,
        effect: {
          kind: 'error',
          code: 'UnrecognizedClientException',
          message: 'The security token included in the request is invalid.',
        },
      });
      for (const endpoint of fleet.endpoints) {
        endpoint.tags = { owner: 'team-new' };
      }
      const requests = simulator.requests().length;
      const results = await Promise.allSettled(
        discovery
          .providers()
          .map(provider => provider.refresh(new AbortController().signal)),
      );
      expect(results.map(({ status }) => status)).toEqual([
        'fulfilled',
        'fulfilled',
        'rejected',
      ]);
      expect(String((results[2] as PromiseRejectedResult).reason)).toMatch(
        /account 333333333333, region eu-west-1 failed; the catalog keeps the entities it has; caused by UnrecognizedClientException/,
      );
      // No call per endpoint is wasted on credentials that are not good.
      const sent = simulator
        .requests()
        .slice(requests)
        .filter(({ accountId }) => accountId === THIRD);
      expect(sent.length).toBeLessThan(6);
      const owner = (name: string) =>
        discovery.entity('component', name).spec?.owner;
      expect(owner('churn-prediction')).toBe('group:default/team-new');
      expect(owner('image-tagging.research.eu-west-1')).toBe(
        'group:default/team-new',
      );
      expect(owner('image-tagging.third.eu-west-1')).toBe('group:default/old');
      expect(inThird()).toHaveLength(before.length);
      const marked = inThird().filter(({ kind }) => kind === 'Component');
      for (const { metadata } of marked) {
        expect(metadata.annotations?.['ai-governance.io/discovery-error']).toBe(
          'UnrecognizedClientException: The security token included in the request is invalid.',
        );
      }
      const since = marked.map(
        ({ metadata }) =>
          metadata.annotations?.['ai-governance.io/discovery-error-since'],
      );
      expect(new Set(since).size).toBe(1);

      // As long as the reason is the same, nothing is written again.
      const mutations = discovery.mutations.length;
      await expect(discovery.refresh()).rejects.toThrow(/Unrecognized/);
      expect(
        discovery.mutations.slice(mutations).map(({ type }) => type),
      ).toEqual(['full', 'full']);

      simulator.clearFaults();
      await discovery.refresh();
      expect(JSON.stringify(inThird())).not.toContain('discovery-error');
      expect(owner('image-tagging.third.eu-west-1')).toBe(
        'group:default/team-new',
      );
    });
  },
);
