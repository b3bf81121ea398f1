import type { SimulatedEndpoint, SimulatedVariant } from '../types';
import { days } from './shared';

/** Another account of the demo's company, with a region of its own. Nothing of it is logged. */
export const RESEARCH_ACCOUNT = '210987654321';
/** Access key of that account. */
export const RESEARCH_ACCESS_KEY = 'AKIADEMORESEARCH0001';
/** Region of everything in that account. */
export const RESEARCH_REGION = 'eu-west-1';

const place = {
  accountId: RESEARCH_ACCOUNT,
  region: RESEARCH_REGION,
  columns: [],
};

function variant(
  modelName: string,
  changes: Partial<SimulatedVariant> = {},
): SimulatedVariant {
  return {
    name: 'AllTraffic',
    modelName,
    instanceType: 'ml.m5.large',
    instanceCount: 1,
    weight: 1,
    ...changes,
  };
}

/** One endpoint of each way to serve that the demo's other account does not show. */
export const researchEndpoints: SimulatedEndpoint[] = [
  {
    ...place,
    name: 'image-tagging',
    tags: { owner: 'team-docs', env: 'staging' },
    deployments: [
      {
        at: -days(20),
        configName: 'image-tagging-serverless',
        variants: [
          variant('image-tagging-v1', {
            serverless: { memoryInMb: 3072, maxConcurrency: 20 },
          }),
        ],
      },
    ],
  },
  {
    ...place,
    name: 'store-forecasts',
    tags: {
      owner: 'team-supply-chain',
      system: 'supply-chain',
      env: 'production',
    },
    deployments: [
      {
        at: -days(90),
        configName: 'store-forecasts-multi',
        variants: [variant('store-forecasts')],
      },
    ],
  },
  {
    ...place,
    name: 'assistant',
    tags: { owner: 'team-support', system: 'customer-support', env: 'dev' },
    deployments: [
      {
        at: -days(9),
        configName: 'assistant-components',
        variants: [
          variant('', {
            instanceType: 'ml.g5.12xlarge',
            components: [
              {
                name: 'assistant-answers',
                modelName: 'assistant-llm-v3',
                copies: 2,
              },
              {
                name: 'assistant-embeddings',
                modelName: 'assistant-embeddings-v1',
                copies: 1,
              },
            ],
          }),
        ],
      },
    ],
  },
  {
    ...place,
    name: 'contract-extraction',
    tags: { env: 'production' },
    deployments: [
      {
        at: -days(33),
        configName: 'contract-extraction-async',
        variants: [
          variant('contract-extraction-v2', { instanceType: 'ml.g4dn.xlarge' }),
        ],
        asynchronous: true,
      },
    ],
  },
  {
    ...place,
    name: 'basket-pricing',
    tags: { owner: 'team-growth', env: 'production' },
    deployments: [
      {
        at: -days(12),
        configName: 'basket-pricing-shadow',
        variants: [
          variant('basket-pricing-v4', {
            name: 'production',
            instanceCount: 2,
          }),
        ],
        shadows: [variant('basket-pricing-v5', { name: 'candidate' })],
      },
    ],
  },
];
