import type { SimulatedEndpoint } from '../types';
import {
  captureTo,
  days,
  DEMO_REGION,
  jsonFeatures,
  labelsOf,
  prediction,
} from './shared';

/** The deployment of version 8, five days before the anchor. */
const V8_AT = -days(5);

/**
 * JSON; since version 8 amounts, distances, the channel mix and the score are not what they were, and people of 60 and more
 * are suspected more often. For some hours it has been slow and failing.
 */
export const fraudDetection: SimulatedEndpoint = {
  name: 'fraud-detection',
  region: DEMO_REGION,
  tags: { owner: 'team-payments', system: 'payments', env: 'production' },
  deployments: [
    {
      at: -days(118),
      configName: 'fraud-detection-v7',
      variants: [
        {
          name: 'AllTraffic',
          modelName: 'fraud-detection-v7',
          instanceType: 'ml.c6i.xlarge',
          instanceCount: 2,
          weight: 1,
        },
      ],
    },
    {
      at: V8_AT,
      configName: 'fraud-detection-v8',
      variants: [
        {
          name: 'AllTraffic',
          modelName: 'fraud-detection-v8',
          instanceType: 'ml.c6i.xlarge',
          instanceCount: 2,
          weight: 1,
        },
      ],
    },
  ],
  capture: captureTo('data-capture/payments', {
    jsonContentTypes: ['application/json'],
  }),
  traffic: { payload: 'json', requestsPerHour: 220 },
  service: {
    latencyMs: 35,
    trouble: { startsAt: -8, latencyFactor: 2.6, errors5xx: 0.03 },
  },
  story: { startsAt: V8_AT, endsAt: V8_AT },
  treatments: [{ where: { age_band: ['60+'] }, shift: 0.9, inStory: true }],
  labels: labelsOf('fraud-detection', {
    delayHours: days(2),
    share: 0.9,
    positive: 'fraud',
    negative: 'genuine',
  }),
  columns: [
    ...jsonFeatures([
      {
        name: 'amount',
        distribution: {
          kind: 'lognormal',
          median: 38,
          sigma: 1,
          max: 20_000,
          decimals: 2,
          shifted: { median: 92 },
        },
        weight: 0.5,
      },
      {
        name: 'minutes_since_last',
        distribution: {
          kind: 'lognormal',
          median: 310,
          sigma: 1.3,
          max: 100_000,
          decimals: 0,
        },
      },
      {
        name: 'distance_from_home_km',
        distribution: {
          kind: 'lognormal',
          median: 9,
          sigma: 1.1,
          max: 18_000,
          decimals: 1,
          shifted: { median: 27 },
        },
        weight: 0.45,
      },
      {
        name: 'card_age_days',
        distribution: {
          kind: 'lognormal',
          median: 640,
          sigma: 0.7,
          max: 6_000,
          decimals: 0,
        },
        weight: -0.3,
      },
      {
        name: 'transactions_24h',
        distribution: { kind: 'poisson', mean: 2.4 },
        weight: 0.4,
      },
      {
        name: 'merchant_risk',
        distribution: {
          kind: 'normal',
          mean: 0.35,
          sd: 0.15,
          min: 0,
          max: 1,
          decimals: 3,
        },
        weight: 0.6,
      },
      {
        name: 'channel',
        distribution: {
          kind: 'categorical',
          values: ['web', 'app', 'pos', 'phone'],
          weights: [0.44, 0.3, 0.22, 0.04],
          shifted: { weights: [0.17, 0.66, 0.13, 0.04] },
        },
      },
      {
        name: 'merchant_category',
        distribution: {
          kind: 'categorical',
          values: [
            'grocery',
            'travel',
            'electronics',
            'fashion',
            'fuel',
            'digital',
          ],
          weights: [0.31, 0.09, 0.14, 0.18, 0.12, 0.16],
        },
      },
      {
        name: 'is_recurring',
        distribution: {
          kind: 'categorical',
          values: ['no', 'yes'],
          weights: [0.83, 0.17],
        },
      },
      {
        name: 'device_trust',
        distribution: {
          kind: 'normal',
          mean: 0.72,
          sd: 0.14,
          min: 0,
          max: 1,
          decimals: 3,
        },
        missing: 0.03,
        weight: -0.5,
      },
      {
        name: 'age_band',
        distribution: {
          kind: 'categorical',
          values: ['18-34', '35-59', '60+'],
          weights: [0.34, 0.45, 0.21],
        },
        apart: true,
      },
    ]),
    prediction('fraud_score', 'score', {
      kind: 'probability',
      bias: -2.2,
      noise: 0.3,
      shifted: { bias: -1.1 },
    }),
  ],
};
