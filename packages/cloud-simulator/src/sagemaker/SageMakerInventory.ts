import { atHours, currentDeployment } from '../fleet/deployments';
import type {
  CaptureSettings,
  Deployment,
  SimulatedEndpoint,
  SimulatedFleet,
  SimulatedModel,
  SimulatedVariant,
} from '../fleet/types';
import { ServiceError } from '../http/wire';
import type { ListedItem } from './paging';

/** Account and region that a call is about. */
export interface Scope {
  accountId: string;
  region: string;
}

/** A resource in a list, with what List operations tell of it. */
export interface Listed extends ListedItem {
  summary: object;
}

/** The fleet in the words of SageMaker's API. Times are epoch seconds, as AWS JSON has them. */
export class SageMakerInventory {
  readonly #fleet: SimulatedFleet;
  readonly #anchor: Date;
  readonly #now: () => Date;

  constructor(options: {
    fleet: SimulatedFleet;
    anchor: Date;
    now: () => Date;
  }) {
    this.#fleet = options.fleet;
    this.#anchor = options.anchor;
    this.#now = options.now;
  }

  /** Endpoints of an account and region, in no order. */
  endpoints(scope: Scope): Listed[] {
    return this.#endpointsIn(scope).map(endpoint => {
      const facts = this.#endpointFacts(endpoint);
      return {
        name: endpoint.name,
        createdAt: facts.CreationTime,
        modifiedAt: facts.LastModifiedTime,
        status: facts.EndpointStatus,
        summary: facts,
      };
    });
  }

  /** Models of an account and region, in no order. */
  models(scope: Scope): Listed[] {
    return this.#modelsIn(scope).map(model => {
      const facts = this.#modelFacts(model);
      return {
        name: model.name,
        createdAt: facts.CreationTime,
        modifiedAt: facts.CreationTime,
        summary: facts,
      };
    });
  }

  /** @throws ServiceError ValidationException when there is no such endpoint */
  describeEndpoint(scope: Scope, name: string): object {
    const endpoint = found(
      this.#endpointsIn(scope).find(candidate => candidate.name === name),
      'endpoint',
      arn(scope, 'endpoint', name),
    );
    const deployment = this.#deployment(endpoint);
    const { capture } = endpoint;
    return {
      ...this.#endpointFacts(endpoint),
      EndpointConfigName: deployment.configName,
      FailureReason: endpoint.failureReason,
      ProductionVariants: deployment.variants.map(variant =>
        this.#deployedVariant(endpoint, deployment, variant),
      ),
      DataCaptureConfig: capture && {
        EnableCapture: capture.enabled,
        CaptureStatus: capture.enabled ? 'Started' : 'Stopped',
        CurrentSamplingPercentage: capture.samplingPercentage,
        DestinationS3Uri: captureUri(capture),
      },
    };
  }

  /** @throws ServiceError ValidationException when there is no such config */
  describeEndpointConfig(scope: Scope, name: string): object {
    const configs = this.#endpointsIn(scope).flatMap(endpoint =>
      endpoint.deployments.map(deployment => ({ endpoint, deployment })),
    );
    const configArn = arn(scope, 'endpoint-config', name);
    const { endpoint, deployment } = found(
      configs.find(candidate => candidate.deployment.configName === name),
      'endpoint configuration',
      configArn,
    );
    return {
      EndpointConfigName: name,
      EndpointConfigArn: configArn,
      ProductionVariants: deployment.variants.map(variant => ({
        VariantName: variant.name,
        ModelName: variant.modelName,
        InstanceType: variant.instanceType,
        InitialInstanceCount: variant.instanceCount,
        InitialVariantWeight: variant.weight,
      })),
      DataCaptureConfig: endpoint.capture && captureConfig(endpoint.capture),
      CreationTime: this.#seconds(deployment.at) - 300,
      EnableNetworkIsolation: false,
    };
  }

  /** @throws ServiceError ValidationException when there is no such model */
  describeModel(scope: Scope, name: string): object {
    const model = found(
      this.#modelsIn(scope).find(candidate => candidate.name === name),
      'model',
      arn(scope, 'model', name),
    );
    return {
      ...this.#modelFacts(model),
      PrimaryContainer: {
        Image: model.image,
        Mode: 'SingleModel',
        ModelDataUrl: model.modelDataUrl,
        Environment: model.environment ?? {},
      },
      ExecutionRoleArn: model.executionRoleArn,
      EnableNetworkIsolation: false,
    };
  }

  /** Tags of the fleet by ARN, of everything in an account and region that can have some. */
  tags(scope: Scope): Map<string, Record<string, string>> {
    const endpoints = this.#endpointsIn(scope);
    return new Map([
      ...endpoints.map(
        ({ name, tags }) => [arn(scope, 'endpoint', name), tags] as const,
      ),
      ...endpoints.flatMap(({ deployments, tags }) =>
        deployments.map(
          ({ configName }) =>
            [arn(scope, 'endpoint-config', configName), tags] as const,
        ),
      ),
      ...this.#modelsIn(scope).map(
        ({ name, tags }) => [arn(scope, 'model', name), tags ?? {}] as const,
      ),
    ]);
  }

  #endpointsIn(scope: Scope): SimulatedEndpoint[] {
    return this.#fleet.endpoints.filter(item => this.#isIn(scope, item));
  }

  #modelsIn(scope: Scope): SimulatedModel[] {
    return this.#fleet.models.filter(item => this.#isIn(scope, item));
  }

  #isIn(scope: Scope, item: { accountId?: string; region: string }): boolean {
    const accountId = item.accountId ?? this.#fleet.defaultAccountId;
    return accountId === scope.accountId && item.region === scope.region;
  }

  #scopeOf(item: { accountId?: string; region: string }): Scope {
    return {
      accountId: item.accountId ?? this.#fleet.defaultAccountId,
      region: item.region,
    };
  }

  #deployment(endpoint: SimulatedEndpoint): Deployment {
    return currentDeployment(endpoint, this.#anchor, this.#now());
  }

  #seconds(hours: number): number {
    return atHours(this.#anchor, hours).getTime() / 1000;
  }

  #endpointFacts(endpoint: SimulatedEndpoint) {
    const { name, deployments, status = 'InService' } = endpoint;
    return {
      EndpointName: name,
      EndpointArn: arn(this.#scopeOf(endpoint), 'endpoint', name),
      CreationTime: this.#seconds(deployments[0].at),
      LastModifiedTime: this.#seconds(this.#deployment(endpoint).at),
      EndpointStatus: status,
    };
  }

  #modelFacts(model: SimulatedModel) {
    return {
      ModelName: model.name,
      ModelArn: arn(this.#scopeOf(model), 'model', model.name),
      CreationTime: this.#seconds(model.createdAt),
    };
  }

  #deployedVariant(
    endpoint: SimulatedEndpoint,
    deployment: Deployment,
    variant: SimulatedVariant,
  ): object {
    const image = this.#modelsIn(this.#scopeOf(endpoint)).find(
      ({ name }) => name === variant.modelName,
    )?.image;
    return {
      VariantName: variant.name,
      DeployedImages: image
        ? [
            {
              SpecifiedImage: image,
              ResolvedImage: image,
              ResolutionTime: this.#seconds(deployment.at),
            },
          ]
        : [],
      CurrentWeight: variant.weight,
      DesiredWeight: variant.weight,
      CurrentInstanceCount: variant.instanceCount,
      DesiredInstanceCount: variant.instanceCount,
    };
  }
}

/** ARN of a SageMaker resource. */
export function arn(scope: Scope, type: string, name: string): string {
  return `arn:aws:sagemaker:${scope.region}:${scope.accountId}:${type}/${name}`;
}

function found<T>(item: T | undefined, type: string, itemArn: string): T {
  if (item === undefined) {
    throw new ServiceError(
      400,
      'ValidationException',
      `Could not find ${type} "${itemArn}".`,
    );
  }
  return item;
}

function captureUri(capture: CaptureSettings): string {
  return `s3://${capture.bucket}/${capture.prefix}`;
}

function captureConfig(capture: CaptureSettings): object {
  const { csvContentTypes, jsonContentTypes } = capture;
  return {
    EnableCapture: capture.enabled,
    InitialSamplingPercentage: capture.samplingPercentage,
    DestinationS3Uri: captureUri(capture),
    CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }],
    CaptureContentTypeHeader:
      csvContentTypes || jsonContentTypes
        ? {
            CsvContentTypes: csvContentTypes,
            JsonContentTypes: jsonContentTypes,
          }
        : undefined,
  };
}
