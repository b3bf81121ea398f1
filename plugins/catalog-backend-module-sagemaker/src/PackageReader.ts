import {
  BatchDescribeModelPackageCommand,
  DescribeModelPackageCommand,
  paginateListModelPackages,
} from '@aws-sdk/client-sagemaker';
import { required } from './answers';
import { PackageFacts, toPackageFacts } from './facts';
import type { Remembered } from './Remembered';
import type { SageMakerCalls } from './SageMakerCalls';

/** ARNs in one call of BatchDescribeModelPackage. */
const BATCH = 100;
/** Hours after which a package is described again although its approval is the same. */
const DESCRIBED_FOR_HOURS = 6;

/** Reads model packages of the registry. Lives for one reading. */
export class PackageReader {
  readonly #calls: SageMakerCalls;
  readonly #described: Remembered<PackageFacts>;

  /** @param options - `described`: packages that were described in readings before */
  constructor(options: {
    calls: SageMakerCalls;
    described: Remembered<PackageFacts>;
  }) {
    this.#calls = options.calls;
    this.#described = options.described;
  }

  /** ARNs of all versions of all model package groups. */
  listVersions(): Promise<string[]> {
    return this.#calls.list(
      'ListModelPackages',
      (client, options) =>
        paginateListModelPackages(
          { client, pageSize: 100 },
          {
            ModelPackageType: 'Versioned',
            SortBy: 'CreationTime',
            SortOrder: 'Ascending',
          },
          options,
        ),
      page =>
        (page.ModelPackageSummaryList ?? []).map(({ ModelPackageArn }) =>
          required(ModelPackageArn, 'ListModelPackages', 'ModelPackageArn'),
        ),
    );
  }

  /**
   * Reads packages, a hundred with a call. What may not be read, for example in another account's registry, is left out
   * and logged.
   * @param arns - which; each once
   * @returns by ARN: version, approval and containers, not who made them of what
   */
  async readBatches(arns: string[]): Promise<Map<string, PackageFacts>> {
    const batches = [];
    for (let from = 0; from < arns.length; from += BATCH) {
      batches.push(arns.slice(from, from + BATCH));
    }
    const packages = new Map<string, PackageFacts>();
    await Promise.all(
      batches.map(async batch => {
        const answer = await this.#calls.send((client, options) =>
          client.send(
            new BatchDescribeModelPackageCommand({
              ModelPackageArnList: batch,
            }),
            options,
          ),
        );
        for (const [arn, told] of Object.entries(
          answer.ModelPackageSummaries ?? {},
        )) {
          packages.set(arn, toPackageFacts({ ...told, ModelPackageArn: arn }));
        }
        for (const [arn, error] of Object.entries(
          answer.BatchDescribeModelPackageErrorMap ?? {},
        )) {
          this.#calls.logger.warn(
            `Model package '${arn}' cannot be read, its approval is unknown: ${error.ErrorCode} ${error.ErrorResponse}`,
          );
        }
      }),
    );
    return packages;
  }

  /**
   * Adds who made a package of what, which the batches do not tell: one call for each package that is new, was approved
   * or rejected, or was described more than six hours ago.
   * @throws the SDK's error when the call failed
   */
  async describe(facts: PackageFacts): Promise<PackageFacts> {
    const { ModelPackageArn: arn, ModelApprovalStatus } = facts;
    const period = Math.floor(Date.now() / 3_600_000 / DESCRIBED_FOR_HOURS);
    return this.#described.get(
      `${arn} ${ModelApprovalStatus} ${period}`,
      async () => {
        const told = await this.#calls.send((client, options) =>
          client.send(
            new DescribeModelPackageCommand({ ModelPackageName: arn }),
            options,
          ),
        );
        return toPackageFacts({ ...facts, ...told, ModelPackageArn: arn });
      },
    );
  }
}
