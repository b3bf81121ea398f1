import type { SimulatedEndpoint } from '../types';
import {
  captureTo,
  csvFeatures,
  days,
  DEMO_REGION,
  labelsOf,
  prediction,
} from './shared';

/**
 * CSV without names; monthly charges and support calls have been creeping up for twelve days. Who left is known after
 * seven days.
 */
export const churnPrediction: SimulatedEndpoint = {
  name: 'churn-prediction',
  region: DEMO_REGION,
  tags: {
    owner: 'team-growth',
    system: 'customer-engagement',
    env: 'production',
  },
  deployments: [
    {
      at: -days(61),
      configName: 'churn-prediction-v4',
      variants: [
        {
          name: 'AllTraffic',
          modelName: 'churn-prediction-v4',
          instanceType: 'ml.m5.large',
          instanceCount: 1,
          weight: 1,
        },
      ],
    },
  ],
  capture: captureTo('data-capture/growth', { csvContentTypes: ['text/csv'] }),
  traffic: { payload: 'csv', requestsPerHour: 180 },
  story: { startsAt: -days(12), endsAt: 0 },
  labels: labelsOf('churn-prediction', {
    delayHours: days(7),
    share: 0.95,
    positive: '1',
    negative: '0',
  }),
  columns: [
    ...csvFeatures([
      {
        name: 'tenure_months',
        distribution: {
          kind: 'normal',
          mean: 31,
          sd: 16,
          min: 0,
          max: 96,
          decimals: 0,
        },
        weight: -0.7,
      },
      {
        name: 'monthly_charges',
        distribution: {
          kind: 'normal',
          mean: 64,
          sd: 14,
          min: 5,
          max: 180,
          decimals: 2,
          shifted: { mean: 88 },
        },
        weight: 0.04,
      },
      {
        name: 'contract_type',
        distribution: {
          kind: 'categorical',
          values: ['monthly', 'one_year', 'two_years'],
          weights: [0.55, 0.25, 0.2],
        },
      },
      {
        name: 'support_calls',
        distribution: { kind: 'poisson', mean: 1.6, shifted: { mean: 4.1 } },
        weight: 0.04,
      },
      {
        name: 'data_usage_gb',
        distribution: {
          kind: 'lognormal',
          median: 14,
          sigma: 0.8,
          max: 500,
          decimals: 2,
        },
      },
      {
        name: 'payment_delay_days',
        distribution: { kind: 'poisson', mean: 2.3 },
        weight: 0.3,
      },
      {
        name: 'logins_30d',
        distribution: { kind: 'poisson', mean: 9.5 },
        weight: -0.35,
      },
      {
        name: 'discount_percent',
        distribution: {
          kind: 'normal',
          mean: 8,
          sd: 5,
          min: 0,
          max: 30,
          decimals: 1,
        },
        weight: -0.2,
      },
      {
        name: 'satisfaction',
        distribution: {
          kind: 'normal',
          mean: 7.1,
          sd: 1.6,
          min: 0,
          max: 10,
          decimals: 1,
        },
        missing: 0.05,
        weight: -0.4,
      },
      {
        name: 'payment_method',
        distribution: {
          kind: 'categorical',
          values: ['card', 'direct_debit', 'transfer', 'wallet'],
          weights: [0.38, 0.34, 0.16, 0.12],
        },
      },
    ]),
    prediction('churn_probability', 0, {
      kind: 'probability',
      bias: -1.1,
      noise: 0.25,
    }),
  ],
};
