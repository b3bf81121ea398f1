import type {
  ApprovalStatus,
  ModelCardState,
  RegisteredModel,
} from '@ai-governance/plugin-ai-governance-common';
import type { UserContext } from '@aws-sdk/client-sagemaker';
import { parsePackageArn } from './arn';
import { cardStatus } from './CardReader';
import { ModelCards, ModelFacts, PackageFacts } from './facts';

const APPROVALS: Record<string, ApprovalStatus> = {
  Approved: 'approved',
  Rejected: 'rejected',
  PendingManualApproval: 'pending',
};

/** A SageMaker model that is made of no package: nobody approves it, and its name is its family. */
export function toPlainModel(
  model: ModelFacts,
  cards: ModelCards,
): RegisteredModel {
  const card = cards.get(model.arn) ?? cards.get(model.name);
  return presentOnly({
    cloud: 'aws',
    family: model.name,
    approval: 'none',
    createdAt: model.createdAt?.toISOString(),
    card,
  });
}

/**
 * A version in the registry.
 * @param packageArn - its ARN
 * @param facts - undefined when it could not be read; then all that is known is what its ARN says
 */
export function toPackagedModel(
  packageArn: string,
  facts: PackageFacts | undefined,
  cards: ModelCards,
): RegisteredModel {
  const { family, version } = parsePackageArn(packageArn);
  if (!facts) {
    return presentOnly({
      cloud: 'aws',
      family,
      version,
      approval: 'unknown',
      card: cards.get(packageArn),
    });
  }
  const { ModelApprovalStatus: status } = facts;
  const approval =
    status === undefined ? 'none' : APPROVALS[status] ?? 'unknown';
  const decided = approval === 'approved' || approval === 'rejected';
  return presentOnly({
    cloud: 'aws',
    family,
    version,
    approval,
    // SageMaker keeps who changed the package last; once it is decided upon that is as a rule who decided.
    approvedBy: decided ? nameOf(facts.LastModifiedBy) : undefined,
    createdBy: nameOf(facts.CreatedBy),
    createdAt: facts.CreationTime?.toISOString(),
    changedAt: facts.LastModifiedTime?.toISOString(),
    trainingJob: trainingJobOf(facts),
    artefactDigest: digestOf(facts),
    card: cards.get(packageArn) ?? ownCard(facts, family, version),
  });
}

function nameOf(user: UserContext | undefined): string | undefined {
  const { UserProfileName, IamIdentity } = user ?? {};
  return UserProfileName ?? IamIdentity?.SourceIdentity ?? IamIdentity?.Arn;
}

function trainingJobOf(facts: PackageFacts): string | undefined {
  return facts.MetadataProperties?.GeneratedBy?.match(
    /^arn:[^:]+:sagemaker:.*:training-job\/(.+)$/,
  )?.[1];
}

/** The ETag changes with the artefact; only for objects stored in one part without KMS it is their MD5. */
function digestOf(facts: PackageFacts): string | undefined {
  const tags = (facts.InferenceSpecification?.Containers ?? []).flatMap(
    ({ ModelDataETag, ModelDataSource }) =>
      ModelDataETag ?? ModelDataSource?.S3DataSource?.ETag ?? [],
  );
  return tags.length > 0
    ? `etag:${tags.map(tag => tag.replace(/"/g, '')).join(',')}`
    : undefined;
}

/** The card inside a package has no name and version but the package's. */
function ownCard(
  facts: PackageFacts,
  family: string,
  version: string | undefined,
): ModelCardState | undefined {
  const status = cardStatus(facts.ModelCardStatus);
  return status && { name: family, status, version: version ?? '1' };
}

function presentOnly(model: RegisteredModel): RegisteredModel {
  return Object.fromEntries(
    Object.entries(model).filter(([, value]) => value !== undefined),
  ) as unknown as RegisteredModel;
}
