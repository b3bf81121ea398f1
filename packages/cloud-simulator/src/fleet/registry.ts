import { days, DEMO_REGION } from './endpoints/shared';
import { RESEARCH_ACCOUNT, RESEARCH_REGION } from './endpoints/research';
import type { SimulatedModelCard, SimulatedModelPackage } from './types';

/** A version that was made, and decided upon or not, some days before the anchor. */
function version(
  group: string,
  number: number,
  facts: Pick<SimulatedModelPackage, 'approval' | 'createdBy'> & {
    madeDaysAgo: number;
    decidedDaysAgo?: number;
    decidedBy?: string;
    image?: string;
    accountId?: string;
    region?: string;
  },
): SimulatedModelPackage {
  const name = `${group}-v${number}`;
  const { madeDaysAgo, decidedDaysAgo = madeDaysAgo, decidedBy } = facts;
  return {
    group,
    version: number,
    accountId: facts.accountId,
    region: facts.region ?? DEMO_REGION,
    createdAt: -days(madeDaysAgo),
    changedAt: -days(decidedDaysAgo),
    approval: facts.approval,
    createdBy: facts.createdBy,
    changedBy: decidedBy ?? facts.createdBy,
    trainingJob: `${name}-training`,
    image: `763104351884.dkr.ecr.${DEMO_REGION}.amazonaws.com/${
      facts.image ?? 'sagemaker-xgboost:1.7-1'
    }`,
    modelDataUrl: `s3://acme-ml-models/${name}/model.tar.gz`,
    // As S3 gives one, the same for the same artefact.
    modelDataETag: Buffer.from(name.padEnd(16, '.'))
      .toString('hex')
      .slice(0, 32),
  };
}

/**
 * Model packages of the demo. Version 8 of fraud-detection was deployed before anybody approved it; version 5 of
 * churn-prediction waits for approval and is not deployed.
 */
export const demoModelPackages: SimulatedModelPackage[] = [
  version('credit-risk-scoring', 11, {
    approval: 'Approved',
    madeDaysAgo: 190,
    decidedDaysAgo: 183,
    createdBy: 'amara-okafor',
    decidedBy: 'lena-hartmann',
  }),
  version('credit-risk-scoring', 12, {
    approval: 'Approved',
    madeDaysAgo: 90,
    decidedDaysAgo: 85,
    createdBy: 'amara-okafor',
    decidedBy: 'lena-hartmann',
  }),
  version('churn-prediction', 4, {
    approval: 'Approved',
    madeDaysAgo: 66,
    decidedDaysAgo: 62,
    createdBy: 'daniel-kim',
    decidedBy: 'sofia-marino',
  }),
  version('churn-prediction', 5, {
    approval: 'PendingManualApproval',
    madeDaysAgo: 3,
    createdBy: 'daniel-kim',
  }),
  version('fraud-detection', 7, {
    approval: 'Approved',
    madeDaysAgo: 124,
    decidedDaysAgo: 120,
    createdBy: 'priya-raman',
    decidedBy: 'tomas-novak',
    image: 'pytorch-inference:2.6.0-cpu-py312',
  }),
  version('fraud-detection', 8, {
    approval: 'PendingManualApproval',
    madeDaysAgo: 6,
    createdBy: 'priya-raman',
    image: 'pytorch-inference:2.6.0-cpu-py312',
  }),
  version('basket-pricing', 4, {
    approval: 'Approved',
    madeDaysAgo: 50,
    decidedDaysAgo: 45,
    createdBy: 'daniel-kim',
    decidedBy: 'sofia-marino',
    accountId: RESEARCH_ACCOUNT,
    region: RESEARCH_REGION,
  }),
  version('basket-pricing', 5, {
    approval: 'Rejected',
    madeDaysAgo: 14,
    decidedDaysAgo: 2,
    createdBy: 'daniel-kim',
    decidedBy: 'sofia-marino',
    accountId: RESEARCH_ACCOUNT,
    region: RESEARCH_REGION,
  }),
];

/** Model cards of the demo: of packages, and of a model that is in no registry. */
export const demoModelCards: SimulatedModelCard[] = [
  {
    name: 'credit-risk-scoring',
    region: DEMO_REGION,
    version: 6,
    status: 'Approved',
    createdAt: -days(400),
    changedAt: -days(84),
    about: { modelPackage: 'credit-risk-scoring/12' },
    riskRating: 'High',
  },
  {
    name: 'churn-prediction',
    region: DEMO_REGION,
    version: 2,
    status: 'Draft',
    createdAt: -days(66),
    changedAt: -days(61),
    about: { modelPackage: 'churn-prediction/4' },
    riskRating: 'Low',
  },
  {
    name: 'support-routing',
    region: DEMO_REGION,
    version: 1,
    status: 'PendingReview',
    createdAt: -days(149),
    changedAt: -days(140),
    about: { model: 'support-routing-v5' },
    riskRating: 'Unknown',
  },
];
