import type { AzureModelVersion, AzureOnlineEndpoint } from '../azureTypes';
import { days, jsonFeatures, prediction } from '../endpoints/shared';

/** An experiment: it is called, but its data collector is switched off. */
export const priceElasticity: AzureOnlineEndpoint = {
  name: 'price-elasticity',
  tags: { owner: 'team-supply-chain', system: 'supply-chain', env: 'dev' },
  createdAt: -days(33),
  trafficPercent: { default: 100 },
  deployments: [
    {
      name: 'default',
      model: { name: 'price-elasticity', version: '2' },
      instanceType: 'Standard_DS2_v2',
      instanceCount: 1,
      createdAt: -days(32),
      collector: {
        collections: {
          model_inputs: { enabled: false },
          model_outputs: { enabled: false },
        },
      },
    },
  ],
  traffic: { payload: 'json', requestsPerHour: 12 },
  columns: [
    ...jsonFeatures([
      {
        name: 'price',
        distribution: {
          kind: 'lognormal',
          median: 6.4,
          sigma: 0.6,
          max: 300,
          decimals: 2,
        },
        weight: -0.8,
      },
      {
        name: 'competitor_price',
        distribution: {
          kind: 'lognormal',
          median: 6.1,
          sigma: 0.6,
          max: 300,
          decimals: 2,
        },
        weight: 0.5,
      },
      {
        name: 'season',
        distribution: {
          kind: 'categorical',
          values: ['spring', 'summer', 'autumn', 'winter'],
          weights: [1, 1, 1, 1],
        },
      },
    ]),
    prediction('elasticity', 'elasticity', {
      kind: 'amount',
      mean: -1.3,
      sd: 0.4,
      noise: 0.2,
    }),
  ],
};

/** Registered versions; only 2 is deployed. */
export const priceElasticityModels: AzureModelVersion[] = [
  {
    name: 'price-elasticity',
    version: '1',
    createdAt: -days(50),
    createdBy: 'kenji.watanabe@acme.example',
  },
  {
    name: 'price-elasticity',
    version: '2',
    createdAt: -days(33),
    createdBy: 'kenji.watanabe@acme.example',
  },
];
