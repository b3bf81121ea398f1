import type { SimulatedEndpoint } from '../types';
import {
  captureTo,
  csvFeatures,
  days,
  DEMO_REGION,
  prediction,
} from './shared';

/** CSV regression that hardly anybody calls: one to three requests an hour. */
export const demandForecast: SimulatedEndpoint = {
  name: 'demand-forecast',
  region: DEMO_REGION,
  tags: {
    owner: 'team-supply-chain',
    system: 'supply-chain',
    env: 'production',
  },
  deployments: [
    {
      at: -days(203),
      configName: 'demand-forecast-v2',
      variants: [
        {
          name: 'AllTraffic',
          modelName: 'demand-forecast-v2',
          instanceType: 'ml.t3.medium',
          instanceCount: 1,
          weight: 1,
        },
      ],
    },
  ],
  capture: captureTo('data-capture/supply-chain', {
    csvContentTypes: ['text/csv'],
  }),
  traffic: { payload: 'csv', requestsPerHour: 2, batched: 0 },
  columns: [
    ...csvFeatures([
      {
        name: 'store_size_m2',
        distribution: {
          kind: 'lognormal',
          median: 850,
          sigma: 0.5,
          max: 12_000,
          decimals: 0,
        },
        weight: 0.6,
      },
      {
        name: 'price',
        distribution: {
          kind: 'lognormal',
          median: 6.4,
          sigma: 0.6,
          max: 300,
          decimals: 2,
        },
        weight: -0.4,
      },
      {
        name: 'promotion',
        distribution: {
          kind: 'categorical',
          values: ['none', 'flyer', 'bundle'],
          weights: [0.74, 0.18, 0.08],
        },
      },
      {
        name: 'stock_days',
        distribution: { kind: 'poisson', mean: 11 },
      },
      {
        name: 'temperature_c',
        distribution: {
          kind: 'normal',
          mean: 12,
          sd: 7,
          min: -25,
          max: 42,
          decimals: 1,
        },
        weight: 0.2,
      },
    ]),
    prediction('units', 0, { kind: 'amount', mean: 140, sd: 45, noise: 0.3 }),
  ],
};
