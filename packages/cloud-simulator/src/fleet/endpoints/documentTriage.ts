import type { SimulatedEndpoint } from '../types';
import {
  captureTo,
  csvFeatures,
  days,
  DEMO_REGION,
  prediction,
} from './shared';

/** Healthy CSV endpoint that nobody tagged with an owner; its capture names no content types, so it logs base64. */
export const documentTriage: SimulatedEndpoint = {
  name: 'document-triage',
  region: DEMO_REGION,
  tags: { system: 'document-automation', env: 'production' },
  deployments: [
    {
      at: -days(37),
      configName: 'document-triage-v3',
      variants: [
        {
          name: 'AllTraffic',
          modelName: 'document-triage-v3',
          instanceType: 'ml.g5.xlarge',
          instanceCount: 1,
          weight: 1,
        },
      ],
    },
  ],
  capture: captureTo('data-capture/documents', {}),
  traffic: { payload: 'csv', requestsPerHour: 150 },
  columns: [
    ...csvFeatures([
      {
        name: 'pages',
        distribution: { kind: 'poisson', mean: 3.1 },
      },
      {
        name: 'word_count',
        distribution: {
          kind: 'lognormal',
          median: 610,
          sigma: 0.8,
          max: 60_000,
          decimals: 0,
        },
      },
      {
        name: 'language',
        distribution: {
          kind: 'categorical',
          values: ['de', 'en', 'fr', 'it'],
          weights: [0.58, 0.29, 0.09, 0.04],
        },
      },
      {
        name: 'scan_quality',
        distribution: {
          kind: 'normal',
          mean: 0.81,
          sd: 0.1,
          min: 0,
          max: 1,
          decimals: 3,
        },
        weight: 0.5,
      },
      {
        name: 'table_share',
        distribution: {
          kind: 'normal',
          mean: 0.18,
          sd: 0.12,
          min: 0,
          max: 1,
          decimals: 3,
        },
        weight: 0.2,
      },
      {
        name: 'source',
        distribution: {
          kind: 'categorical',
          values: ['email', 'scanner', 'portal'],
          weights: [0.49, 0.27, 0.24],
        },
      },
    ]),
    prediction('document_type', 0, {
      kind: 'class',
      values: ['invoice', 'contract', 'letter', 'form'],
      weights: [0.44, 0.14, 0.27, 0.15],
    }),
    prediction('confidence', 1, {
      kind: 'probability',
      bias: 2.1,
      noise: 0.4,
    }),
  ],
};
