import type { SimulatedEndpoint } from '../types';
import {
  captureTo,
  days,
  DEMO_REGION,
  jsonFeatures,
  labelsOf,
  prediction,
} from './shared';

/**
 * Stable, JSON with named features, two variants. Women of 18 to 25 are declined more often than they should be and men of
 * that age less, which shows neither by gender nor by age alone.
 */
export const creditRiskScoring: SimulatedEndpoint = {
  name: 'credit-risk-scoring',
  region: DEMO_REGION,
  tags: { owner: 'team-risk', system: 'lending', env: 'production' },
  deployments: [
    {
      at: -days(84),
      configName: 'credit-risk-scoring-v12',
      variants: [
        {
          name: 'champion',
          modelName: 'credit-risk-scoring-v11',
          instanceType: 'ml.m5.large',
          instanceCount: 2,
          weight: 9,
        },
        {
          name: 'challenger',
          modelName: 'credit-risk-scoring-v12',
          instanceType: 'ml.m5.large',
          instanceCount: 1,
          weight: 1,
        },
      ],
    },
  ],
  capture: captureTo('data-capture/lending', {
    jsonContentTypes: ['application/json'],
  }),
  traffic: {
    payload: 'json',
    requestsPerHour: 200,
    inferenceIdPrefix: 'loan-',
  },
  treatments: [
    { where: { gender: ['female'], age: { to: 25 } }, shift: 0.7 },
    { where: { gender: ['male'], age: { to: 25 } }, shift: -1.2 },
    { where: { age: { from: 60 } }, shift: 0.2 },
  ],
  labels: labelsOf('credit-risk-scoring', {
    delayHours: 36,
    share: 0.8,
    positive: 'defaulted',
    negative: 'repaid',
  }),
  columns: [
    ...jsonFeatures([
      {
        name: 'age',
        distribution: {
          kind: 'normal',
          mean: 44,
          sd: 13,
          min: 18,
          max: 85,
          decimals: 0,
        },
        weight: -0.15,
      },
      {
        name: 'income',
        distribution: {
          kind: 'lognormal',
          median: 42_000,
          sigma: 0.45,
          max: 400_000,
          decimals: 0,
        },
        missing: 0.01,
        weight: -0.6,
      },
      {
        name: 'loan_amount',
        distribution: {
          kind: 'lognormal',
          median: 12_500,
          sigma: 0.6,
          max: 150_000,
          decimals: 0,
        },
        weight: 0.35,
      },
      {
        name: 'debt_to_income',
        distribution: {
          kind: 'normal',
          mean: 0.31,
          sd: 0.11,
          min: 0,
          max: 1,
          decimals: 3,
        },
        weight: 0.5,
      },
      {
        name: 'credit_utilization',
        distribution: {
          kind: 'normal',
          mean: 0.42,
          sd: 0.2,
          min: 0,
          max: 1,
          decimals: 3,
        },
        weight: 0.45,
      },
      {
        name: 'open_accounts',
        distribution: { kind: 'poisson', mean: 5.2 },
      },
      {
        name: 'delinquencies_2y',
        distribution: { kind: 'poisson', mean: 0.35 },
        weight: 0.7,
      },
      {
        name: 'employment_years',
        distribution: {
          kind: 'lognormal',
          median: 5.5,
          sigma: 0.7,
          max: 45,
          decimals: 1,
        },
        missing: 0.02,
        weight: -0.25,
      },
      {
        name: 'loan_purpose',
        distribution: {
          kind: 'categorical',
          values: ['car', 'debt_consolidation', 'home', 'education', 'other'],
          weights: [0.28, 0.31, 0.22, 0.08, 0.11],
        },
      },
      {
        name: 'home_ownership',
        distribution: {
          kind: 'categorical',
          values: ['rent', 'mortgage', 'own'],
          weights: [0.46, 0.37, 0.17],
        },
      },
      {
        name: 'gender',
        distribution: {
          kind: 'categorical',
          values: ['female', 'male', 'undisclosed'],
          weights: [0.47, 0.49, 0.04],
        },
      },
    ]),
    prediction('default_probability', 'score', {
      kind: 'probability',
      bias: -1.4,
      noise: 0.3,
    }),
    prediction('decision', 'predicted_label', {
      kind: 'decision',
      threshold: 0.4,
      reached: 'decline',
      below: 'approve',
    }),
  ],
};
