import {
  demoFleet,
  type SimulatedEndpoint,
  type SimulatedFleet,
  type SimulatedModel,
  type SimulatedModelPackage,
} from '@ai-governance/cloud-simulator';

/** How large a simulated account is. */
export interface FleetShape {
  endpoints: number;
  /** Models, each made of a package of its own; endpoints share them evenly. */
  models: number;
  /** Endpoints with two variants; the first ones. */
  split: number;
}

/** Region of everything. */
export const REGION = 'eu-central-1';

/** An account with nothing but endpoints, models and model packages. */
export function largeFleet(shape: FleetShape): SimulatedFleet {
  const numbers = (count: number) =>
    Array.from({ length: count }, (_, number) => number);
  return {
    ...demoFleet,
    buckets: [],
    endpoints: numbers(shape.endpoints).map(number => endpoint(number, shape)),
    models: numbers(shape.models).map(model),
    modelPackages: numbers(shape.models).map(modelPackage),
    modelCards: [],
    external: [],
    azure: undefined,
  };
}

function endpoint(number: number, shape: FleetShape): SimulatedEndpoint {
  const variants = number < shape.split ? 2 : 1;
  return {
    name: `endpoint-${number}`,
    region: REGION,
    tags: {
      owner: `team-${number % 50}`,
      system: `system-${number % 200}`,
      env: number % 3 === 0 ? 'production' : 'test',
      'cost-centre': String(4000 + (number % 97)),
    },
    deployments: [
      {
        at: -100 - number / 100,
        configName: `endpoint-${number}-config`,
        variants: Array.from({ length: variants }, (_, index) => ({
          name: `variant-${index}`,
          modelName: `model-${(number + index) % shape.models}`,
          instanceType: 'ml.m5.large',
          instanceCount: 2,
          weight: variants - index,
        })),
      },
    ],
    capture: {
      enabled: number % 10 !== 0,
      bucket: 'inference-logs',
      prefix: `capture/${number % 50}`,
      samplingPercentage: 100,
      csvContentTypes: ['text/csv'],
    },
    columns: [],
  };
}

function model(number: number): SimulatedModel {
  return {
    name: `model-${number}`,
    region: REGION,
    createdAt: -2000 + number / 100,
    image: 'xgboost:1.7-1',
    modelDataUrl: `s3://models/model-${number}/model.tar.gz`,
    executionRoleArn: 'arn:aws:iam::123456789012:role/sagemaker-execution',
    modelPackage: `family-${Math.floor(number / 5)}/${(number % 5) + 1}`,
  };
}

function modelPackage(number: number): SimulatedModelPackage {
  return {
    group: `family-${Math.floor(number / 5)}`,
    version: (number % 5) + 1,
    region: REGION,
    createdAt: -2001 + number / 100,
    changedAt: -1990 + number / 100,
    approval: number % 4 === 0 ? 'PendingManualApproval' : 'Approved',
    createdBy: `user-${number % 30}`,
    changedBy: `user-${number % 7}`,
    trainingJob: `training-${number}`,
    image: 'xgboost:1.7-1',
    modelDataUrl: `s3://models/model-${number}/model.tar.gz`,
    modelDataETag: number.toString(16).padStart(32, '0'),
  };
}
