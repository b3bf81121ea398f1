import { demoAzure } from './azure/demoAzure';
import { churnPrediction } from './endpoints/churnPrediction';
import { creditRiskScoring } from './endpoints/creditRiskScoring';
import { demandForecast } from './endpoints/demandForecast';
import { documentTriage } from './endpoints/documentTriage';
import { fraudDetection } from './endpoints/fraudDetection';
import { supportRouting } from './endpoints/supportRouting';
import { DEMO_BUCKET, DEMO_REGION } from './endpoints/shared';
import type {
  SimulatedEndpoint,
  SimulatedFleet,
  SimulatedModel,
} from './types';

const endpoints: SimulatedEndpoint[] = [
  creditRiskScoring,
  churnPrediction,
  fraudDetection,
  demandForecast,
  documentTriage,
  supportRouting,
];

const FRAMEWORK_IMAGES: Record<string, string> = {
  'credit-risk-scoring': 'sagemaker-xgboost:1.7-1',
  'churn-prediction': 'sagemaker-xgboost:1.7-1',
  'fraud-detection': 'pytorch-inference:2.6.0-cpu-py312',
  'demand-forecast': 'sagemaker-scikit-learn:1.2-1-cpu-py3',
  'document-triage': 'huggingface-pytorch-inference:2.6.0-cpu-py312',
  'support-routing': 'huggingface-pytorch-inference:2.6.0-cpu-py312',
};

/** Every model that a deployment names, made a few hours before it was first deployed. */
function modelsOf(endpoint: SimulatedEndpoint): SimulatedModel[] {
  return endpoint.deployments.flatMap(({ at, variants }) =>
    variants.map(({ modelName }) => ({
      name: modelName,
      region: endpoint.region,
      createdAt: at - 6,
      image: `763104351884.dkr.ecr.${DEMO_REGION}.amazonaws.com/${
        FRAMEWORK_IMAGES[endpoint.name]
      }`,
      modelDataUrl: `s3://acme-ml-models/${modelName}/model.tar.gz`,
      executionRoleArn: 'arn:aws:iam::123456789012:role/sagemaker-execution',
      tags: endpoint.tags,
    })),
  );
}

/**
 * The demo's cloud: six endpoints of a company called Acme with 30 days of captured traffic. Two are healthy, one
 * drifts gradually, one since its last deployment, one has almost no traffic, one has no owner tag and one does not
 * capture. Three more are in Azure.
 */
export const demoFleet: SimulatedFleet = {
  defaultAccountId: '123456789012',
  historyHours: 30 * 24,
  buckets: [DEMO_BUCKET],
  endpoints,
  models: endpoints.flatMap(modelsOf),
  slack: {
    team: 'Acme',
    channels: [
      { id: 'C0RISKMODELS', name: 'risk-models' },
      { id: 'C0GROWTHML00', name: 'growth-ml' },
      { id: 'C0PAYMENTSML', name: 'payments-ml' },
      { id: 'C0SUPPLYML00', name: 'supply-chain-ml' },
      { id: 'C0DOCUMENTAI', name: 'document-ai' },
      { id: 'C0SUPPORTML0', name: 'support-ml' },
      { id: 'C0GOVERNANCE', name: 'ml-governance' },
    ],
  },
  azure: demoAzure,
};
