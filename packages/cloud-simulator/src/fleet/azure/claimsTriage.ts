import type {
  AzureDataCollector,
  AzureModelVersion,
  AzureOnlineEndpoint,
} from '../azureTypes';
import { days, jsonFeatures, prediction } from '../endpoints/shared';

const collector: AzureDataCollector = {
  collections: {
    model_inputs: { enabled: true, samplingRate: 0.5 },
    model_outputs: { enabled: true, samplingRate: 0.5 },
  },
};

/** Stable; a new version gets a tenth of the requests. Half of the requests are logged. */
export const claimsTriage: AzureOnlineEndpoint = {
  name: 'claims-triage',
  description: 'How soon a claim for payment protection should be looked at',
  tags: { owner: 'team-risk', system: 'lending', env: 'prod' },
  createdAt: -days(120),
  trafficPercent: { blue: 90, green: 10 },
  deployments: [
    {
      name: 'blue',
      model: { name: 'claims-triage', version: '7' },
      instanceType: 'Standard_F4s_v2',
      instanceCount: 2,
      createdAt: -days(44),
      collector,
    },
    {
      name: 'green',
      model: { name: 'claims-triage', version: '8' },
      instanceType: 'Standard_F4s_v2',
      instanceCount: 1,
      createdAt: -days(9),
      collector,
    },
  ],
  traffic: { payload: 'json', requestsPerHour: 90 },
  columns: [
    ...jsonFeatures([
      {
        name: 'claim_amount',
        distribution: {
          kind: 'lognormal',
          median: 1_800,
          sigma: 0.7,
          max: 60_000,
          decimals: 2,
        },
        weight: 0.6,
      },
      {
        name: 'policy_age_months',
        distribution: {
          kind: 'normal',
          mean: 28,
          sd: 15,
          min: 0,
          max: 120,
          decimals: 0,
        },
        weight: -0.3,
      },
      {
        name: 'prior_claims',
        distribution: { kind: 'poisson', mean: 0.6 },
        weight: 0.5,
      },
      {
        name: 'documents',
        distribution: { kind: 'poisson', mean: 3.1 },
        missing: 0.02,
        weight: -0.2,
      },
      {
        name: 'cause',
        distribution: {
          kind: 'categorical',
          values: ['illness', 'unemployment', 'accident', 'other'],
          weights: [0.41, 0.33, 0.18, 0.08],
        },
      },
    ]),
    prediction('urgency', 'urgency', {
      kind: 'probability',
      bias: -0.4,
      noise: 0.3,
    }),
    prediction('queue', 'queue', {
      kind: 'decision',
      threshold: 0.5,
      reached: 'expert',
      below: 'standard',
    }),
  ],
};

/** Registered versions, both in use. */
export const claimsTriageModels: AzureModelVersion[] = [
  {
    name: 'claims-triage',
    version: '7',
    tags: { framework: 'scikit-learn' },
    createdAt: -days(45),
    jobName: 'claims-automl-118',
  },
  {
    name: 'claims-triage',
    version: '8',
    tags: { framework: 'scikit-learn' },
    createdAt: -days(10),
    jobName: 'claims-automl-131',
  },
];
