import type { SimulatedAzure } from '../azureTypes';
import { days } from '../endpoints/shared';
import { claimsTriage, claimsTriageModels } from './claimsTriage';
import { customerChurn, customerChurnModels } from './customerChurn';
import { priceElasticity, priceElasticityModels } from './priceElasticity';

/** Subscription of the demo's workspaces. */
export const DEMO_SUBSCRIPTION = '5f6d1c2e-8a4b-4c3d-9e7f-0a1b2c3d4e5f';

/**
 * Acme's Azure: a workspace for production, where one endpoint gets the requests of a SageMaker endpoint and another
 * moves from one version to the next, and one for experiments, whose endpoint does not log.
 */
export const demoAzure: SimulatedAzure = {
  subscriptions: [{ id: DEMO_SUBSCRIPTION, name: 'Acme Machine Learning' }],
  workspaces: [
    {
      subscriptionId: DEMO_SUBSCRIPTION,
      resourceGroup: 'rg-ml-production',
      name: 'ml-production',
      location: 'westeurope',
      friendlyName: 'Production models',
      tags: { env: 'production' },
      createdAt: -days(420),
      storage: {
        account: 'acmemlproduction',
        container: 'azureml-blobstore-0c8d5f0e',
      },
      endpoints: [customerChurn, claimsTriage],
      models: [...customerChurnModels, ...claimsTriageModels],
    },
    {
      subscriptionId: DEMO_SUBSCRIPTION,
      resourceGroup: 'rg-ml-lab',
      name: 'ml-lab',
      location: 'northeurope',
      friendlyName: 'Experiments',
      tags: { env: 'dev' },
      createdAt: -days(210),
      storage: {
        account: 'acmemllab',
        container: 'azureml-blobstore-7ab91c44',
      },
      endpoints: [priceElasticity],
      models: priceElasticityModels,
    },
  ],
};
