import { demoAzure } from './azure/demoAzure';
import { churnPrediction } from './endpoints/churnPrediction';
import { creditRiskScoring } from './endpoints/creditRiskScoring';
import { demandForecast } from './endpoints/demandForecast';
import { documentTriage } from './endpoints/documentTriage';
import { fraudDetection } from './endpoints/fraudDetection';
import { supportRouting } from './endpoints/supportRouting';
import { orderValue } from './external/orderValue';
import { pressMaintenance } from './external/pressMaintenance';
import {
  RESEARCH_ACCESS_KEY,
  RESEARCH_ACCOUNT,
  researchEndpoints,
} from './endpoints/research';
import { DEMO_BUCKET, DEMO_REGION } from './endpoints/shared';
import { demoModelCards, demoModelPackages } from './registry';
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
  ...researchEndpoints,
];

const DEMO_ACCOUNT = '123456789012';

const FRAMEWORK_IMAGES: Record<string, string> = {
  'credit-risk-scoring': 'sagemaker-xgboost:1.7-1',
  'churn-prediction': 'sagemaker-xgboost:1.7-1',
  'fraud-detection': 'pytorch-inference:2.6.0-cpu-py312',
  'demand-forecast': 'sagemaker-scikit-learn:1.2-1-cpu-py3',
  'document-triage': 'huggingface-pytorch-inference:2.6.0-cpu-py312',
  'support-routing': 'huggingface-pytorch-inference:2.6.0-cpu-py312',
  'image-tagging': 'huggingface-pytorch-inference:2.6.0-cpu-py312',
  'store-forecasts': 'sagemaker-scikit-learn:1.2-1-cpu-py3',
  assistant: 'djl-inference:0.33.0-lmi15.0.0-cu128',
  'contract-extraction': 'huggingface-pytorch-inference:2.6.0-gpu-py312',
  'basket-pricing': 'sagemaker-xgboost:1.7-1',
};

/** Every model that a deployment names, made a few hours before it was first deployed. */
function modelsOf(endpoint: SimulatedEndpoint): SimulatedModel[] {
  const { accountId, region, tags, name: endpointName } = endpoint;
  return endpoint.deployments.flatMap(({ at, variants, shadows = [] }) =>
    [...variants, ...shadows].flatMap(variant => {
      const names = variant.components?.map(({ modelName }) => modelName);
      return (names ?? [variant.modelName]).map(name => ({
        name,
        accountId,
        region,
        createdAt: at - 6,
        image: `763104351884.dkr.ecr.${DEMO_REGION}.amazonaws.com/${FRAMEWORK_IMAGES[endpointName]}`,
        modelDataUrl: `s3://acme-ml-models/${name}/model.tar.gz`,
        executionRoleArn: `arn:aws:iam::${
          accountId ?? DEMO_ACCOUNT
        }:role/sagemaker-execution`,
        tags,
        modelPackage: packageOf(name),
        multiModel: endpointName === 'store-forecasts',
      }));
    }),
  );
}

/** The package of which a model is made, by its name; undefined when it is in no registry. */
function packageOf(modelName: string): string | undefined {
  const found = demoModelPackages.find(
    ({ group, version }) => `${group}-v${version}` === modelName,
  );
  return found && `${found.group}/${found.version}`;
}

/**
 * The demo's cloud: six endpoints of a company called Acme with 30 days of captured traffic. Two are healthy, one
 * drifts gradually, one since its last deployment, one has almost no traffic, one has no owner tag and one does not
 * capture. Another account has one of each way to serve that these do not show, with nothing logged. Three more are in
 * Azure.
 */
export const demoFleet: SimulatedFleet = {
  defaultAccountId: DEMO_ACCOUNT,
  accessKeys: { [RESEARCH_ACCESS_KEY]: RESEARCH_ACCOUNT },
  historyHours: 30 * 24,
  buckets: [DEMO_BUCKET],
  endpoints,
  models: endpoints.flatMap(modelsOf),
  modelPackages: demoModelPackages,
  modelCards: demoModelCards,
  external: [pressMaintenance, orderValue],
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
