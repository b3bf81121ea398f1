import { jsonFeatures, prediction } from '../endpoints/shared';
import type { SimulatedExternalModel } from '../externalTypes';

/** Runs in the shop's own containers and writes to DynamoDB; stable. */
export const orderValue: SimulatedExternalModel = {
  name: 'order-value',
  requestsPerHour: 24,
  target: { kind: 'dynamodb', table: 'inference-log' },
  columns: [
    ...jsonFeatures([
      {
        name: 'basket_items',
        distribution: { kind: 'poisson', mean: 3.2 },
        weight: 0.7,
      },
      {
        name: 'visits_30d',
        distribution: { kind: 'poisson', mean: 5.1 },
        weight: 0.4,
      },
      {
        name: 'days_since_order',
        distribution: {
          kind: 'lognormal',
          median: 38,
          sigma: 0.9,
          max: 1500,
          decimals: 0,
        },
        weight: -0.3,
      },
      {
        name: 'device',
        distribution: {
          kind: 'categorical',
          values: ['phone', 'desktop', 'tablet'],
          weights: [0.62, 0.3, 0.08],
        },
      },
    ]),
    prediction('order_value', 'order_value', {
      kind: 'amount',
      mean: 74,
      sd: 26,
      noise: 0.4,
    }),
  ],
};
