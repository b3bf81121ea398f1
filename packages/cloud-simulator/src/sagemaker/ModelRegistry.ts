import type { SimulatedModelPackage } from '../fleet/types';
import { ServiceError } from '../http/wire';
import { arn, found, type Scope } from './arn';
import type { FleetView } from './FleetView';
import type { Listed } from './SageMakerInventory';

/** ARNs in one call of BatchDescribeModelPackage. */
const MAX_BATCH = 100;

/** Model packages of the fleet in the words of SageMaker's API. Times are epoch seconds. */
export class ModelRegistry {
  readonly #view: FleetView;

  constructor(view: FleetView) {
    this.#view = view;
  }

  /** Model packages of an account and region, in no order. */
  in(scope: Scope): SimulatedModelPackage[] {
    return this.#view.within(scope, this.#view.fleet.modelPackages);
  }

  /** Summaries of all, or of those of a group or with an approval status. */
  list(
    scope: Scope,
    input: { ModelPackageGroupName?: string; ModelApprovalStatus?: string },
  ): Listed[] {
    const { ModelPackageGroupName: group, ModelApprovalStatus: approval } =
      input;
    return this.in(scope)
      .filter(item => group === undefined || item.group === group)
      .filter(item => approval === undefined || item.approval === approval)
      .map(item => ({
        name: nameOf(item),
        createdAt: this.#view.seconds(item.createdAt),
        modifiedAt: this.#view.seconds(item.changedAt),
        summary: this.#summary(item),
      }));
  }

  /**
   * DescribeModelPackage.
   * @param name - ARN
   * @throws ServiceError ValidationException when there is no such package
   */
  describe(scope: Scope, name: string): object {
    return this.details(
      found(
        this.#find(name),
        'model package',
        name || arn(scope, 'model-package', ''),
      ),
    );
  }

  /** BatchDescribeModelPackage: what is told, and the errors, by ARN. @throws ServiceError for too many ARNs */
  batch(input: { ModelPackageArnList?: unknown }): object {
    const { ModelPackageArnList: arns } = input;
    if (
      !Array.isArray(arns) ||
      arns.length === 0 ||
      arns.length > MAX_BATCH ||
      new Set(arns).size !== arns.length
    ) {
      throw new ServiceError(
        400,
        'ValidationException',
        `1 validation error detected: Value at 'modelPackageArnList' failed to satisfy constraint: Member must have 1 to ${MAX_BATCH} different elements`,
      );
    }
    const summaries: Record<string, object> = {};
    const errors: Record<string, object> = {};
    for (const itemArn of arns.map(String)) {
      const item = this.#find(itemArn);
      if (item) {
        const { ModelPackageName: _, ...summary } = this.#summary(item);
        summaries[itemArn] = {
          ...summary,
          InferenceSpecification: inference(item),
        };
      } else {
        errors[itemArn] = {
          ErrorCode: 'ValidationException',
          ErrorResponse: `ModelPackage ${itemArn} does not exist.`,
        };
      }
    }
    return {
      ModelPackageSummaries: summaries,
      BatchDescribeModelPackageErrorMap: errors,
    };
  }

  /** What both DescribeModelPackage and Search tell of a package. */
  details(item: SimulatedModelPackage): object {
    const scope = this.#view.scopeOf(item);
    return {
      ...this.#summary(item),
      InferenceSpecification: inference(item),
      CreatedBy: user(scope, item.createdBy),
      LastModifiedTime: this.#view.seconds(item.changedAt),
      LastModifiedBy: user(scope, item.changedBy),
      MetadataProperties: item.trainingJob && {
        GeneratedBy: arn(scope, 'training-job', item.trainingJob),
      },
    };
  }

  #find(packageArn: string): SimulatedModelPackage | undefined {
    // Another account's registry can be read, too, as when its owner shares it.
    return this.#view.fleet.modelPackages?.find(
      item =>
        arn(this.#view.scopeOf(item), 'model-package', nameOf(item)) ===
        packageArn,
    );
  }

  #summary(item: SimulatedModelPackage) {
    return {
      ModelPackageName: nameOf(item),
      ModelPackageGroupName: item.group,
      ModelPackageVersion: item.version,
      ModelPackageArn: arn(
        this.#view.scopeOf(item),
        'model-package',
        nameOf(item),
      ),
      CreationTime: this.#view.seconds(item.createdAt),
      ModelPackageStatus: 'Completed',
      ModelApprovalStatus: item.approval,
    };
  }
}

function nameOf(item: SimulatedModelPackage): string {
  return `${item.group}/${item.version}`;
}

function inference(item: SimulatedModelPackage): object {
  return {
    Containers: [
      {
        Image: item.image,
        ModelDataUrl: item.modelDataUrl,
        ModelDataETag: item.modelDataETag,
        Environment: item.environment ?? {},
      },
    ],
    SupportedContentTypes: ['text/csv', 'application/json'],
    SupportedResponseMIMETypes: ['text/csv', 'application/json'],
  };
}

function user(scope: Scope, name: string | undefined): object | undefined {
  return name === undefined
    ? undefined
    : {
        UserProfileName: name,
        UserProfileArn: arn(scope, 'user-profile', `d-acme/${name}`),
        DomainId: 'd-acme',
      };
}
