import type {
  AzureDataCollector,
  AzureModelVersion,
  AzureOnlineEndpoint,
} from '../azureTypes';
import { churnPrediction } from '../endpoints/churnPrediction';
import { days } from '../endpoints/shared';

const collector: AzureDataCollector = {
  collections: {
    model_inputs: { enabled: true },
    model_outputs: { enabled: true },
  },
};

/**
 * The same model as SageMaker's `churn-prediction`, for the same requests: what drifts there drifts here. Version 5
 * gets copies of every fifth request, whose answers nobody sees.
 */
export const customerChurn: AzureOnlineEndpoint = {
  name: 'customer-churn',
  description: 'Churn scoring for the contact centre',
  tags: {
    owner: 'team-growth',
    system: 'customer-engagement',
    env: 'production',
  },
  createdAt: -days(64),
  trafficPercent: { blue: 100, green: 0 },
  mirrorPercent: { green: 20 },
  deployments: [
    {
      name: 'blue',
      model: { name: 'customer-churn', version: '4' },
      instanceType: 'Standard_DS3_v2',
      instanceCount: 2,
      createdAt: -days(61),
      environmentVariables: { FEATURE_STORE_KEY: 'demo-only-not-a-secret' },
      collector: { ...collector, writers: 1 },
      trafficSeed: `${churnPrediction.name}/AllTraffic`,
    },
    {
      name: 'green',
      model: { name: 'customer-churn', version: '5' },
      instanceType: 'Standard_DS3_v2',
      instanceCount: 1,
      createdAt: -days(3),
      collector,
    },
  ],
  columns: churnPrediction.columns,
  story: churnPrediction.story,
  traffic: churnPrediction.traffic,
};

/** Registered versions; 3 was replaced, 5 is on trial. */
export const customerChurnModels: AzureModelVersion[] = [
  {
    name: 'customer-churn',
    version: '3',
    description: 'Gradient boosting on twelve months of contracts',
    tags: { framework: 'lightgbm' },
    createdAt: -days(160),
    jobName: 'train-churn-2311',
    modelType: 'mlflow_model',
    isArchived: true,
  },
  {
    name: 'customer-churn',
    version: '4',
    description: 'Gradient boosting on eighteen months of contracts',
    tags: { framework: 'lightgbm', auc: '0.81' },
    createdAt: -days(62),
    jobName: 'train-churn-2467',
    modelType: 'mlflow_model',
  },
  {
    name: 'customer-churn',
    version: '5',
    description: 'As version 4, with satisfaction surveys',
    tags: { framework: 'lightgbm', auc: '0.83' },
    createdAt: -days(4),
    createdBy: 'priya.raman@acme.example',
    jobName: 'train-churn-2533',
    modelType: 'mlflow_model',
  },
];
