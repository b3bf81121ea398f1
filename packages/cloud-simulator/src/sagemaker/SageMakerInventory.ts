import type {
  Deployment,
  SimulatedEndpoint,
  SimulatedModel,
  SimulatedVariant,
} from '../fleet/types';
import { arn, found, type Scope } from './arn';
import type { FleetView } from './FleetView';
import type { ListedItem } from './paging';
import {
  asyncConfig,
  configuredCapture,
  configuredVariant,
  runningCapture,
  runningVariant,
} from './variants';

/** A resource in a list, with what List operations tell of it. */
export interface Listed extends ListedItem {
  summary: object;
}

/** Endpoints and models of the fleet in the words of SageMaker's API. Times are epoch seconds, as AWS JSON has them. */
export class SageMakerInventory {
  readonly #view: FleetView;
  /** Of the list of models that was asked for last; tests put another list into the fleet. */
  #indexed?: {
    models: SimulatedModel[];
    key: string;
    images: Map<string, string>;
  };

  constructor(view: FleetView) {
    this.#view = view;
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
    return {
      ...this.endpointDetails(endpoint),
      ...asyncConfig(this.#view.deployment(endpoint)),
    };
  }

  /** What both DescribeEndpoint and Search tell of an endpoint. */
  endpointDetails(endpoint: SimulatedEndpoint): object {
    const deployment = this.#view.deployment(endpoint);
    const { capture, failureReason } = endpoint;
    const running = (variants: SimulatedVariant[]) =>
      variants.map(variant =>
        this.#runningVariant(endpoint, deployment, variant),
      );
    return {
      ...this.#endpointFacts(endpoint),
      EndpointConfigName: deployment.configName,
      FailureReason: failureReason,
      ProductionVariants: running(deployment.variants),
      ShadowProductionVariants:
        deployment.shadows && running(deployment.shadows),
      DataCaptureConfig: capture && runningCapture(capture),
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
      ProductionVariants: deployment.variants.map(configuredVariant),
      ShadowProductionVariants: deployment.shadows?.map(configuredVariant),
      DataCaptureConfig:
        endpoint.capture && configuredCapture(endpoint.capture),
      ...asyncConfig(deployment),
      CreationTime: this.#view.seconds(deployment.at) - 300,
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
    return this.modelDetails(model);
  }

  /** What both DescribeModel and Search tell of a model. */
  modelDetails(model: SimulatedModel): object {
    const { modelPackage } = model;
    return {
      ...this.#modelFacts(model),
      PrimaryContainer: {
        Mode: model.multiModel ? 'MultiModel' : 'SingleModel',
        Environment: model.environment ?? {},
        ...(modelPackage === undefined
          ? { Image: model.image, ModelDataUrl: model.modelDataUrl }
          : {
              ModelPackageName: arn(
                this.#view.scopeOf(model),
                'model-package',
                modelPackage,
              ),
            }),
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
    return this.#view.within(scope, this.#view.fleet.endpoints);
  }

  #modelsIn(scope: Scope): SimulatedModel[] {
    return this.#view.within(scope, this.#view.fleet.models);
  }

  #endpointFacts(endpoint: SimulatedEndpoint) {
    const { name, deployments, status = 'InService' } = endpoint;
    return {
      EndpointName: name,
      EndpointArn: arn(this.#view.scopeOf(endpoint), 'endpoint', name),
      CreationTime: this.#view.seconds(deployments[0].at),
      LastModifiedTime: this.#view.seconds(this.#view.deployment(endpoint).at),
      EndpointStatus: status,
    };
  }

  #modelFacts(model: SimulatedModel) {
    return {
      ModelName: model.name,
      ModelArn: arn(this.#view.scopeOf(model), 'model', model.name),
      CreationTime: this.#view.seconds(model.createdAt),
    };
  }

  #runningVariant(
    endpoint: SimulatedEndpoint,
    deployment: Deployment,
    variant: SimulatedVariant,
  ): object {
    const scope = this.#view.scopeOf(endpoint);
    const image = variant.components
      ? undefined
      : this.#images(scope).get(variant.modelName);
    return runningVariant(variant, image, this.#view.seconds(deployment.at));
  }

  /** Images of the models of an account and region by the models' names. */
  #images(scope: Scope): Map<string, string> {
    const { models } = this.#view.fleet;
    const key = `${scope.accountId} ${scope.region}`;
    if (this.#indexed?.models !== models || this.#indexed.key !== key) {
      const images = this.#modelsIn(scope).map(
        ({ name, image }) => [name, image] as const,
      );
      this.#indexed = { models, key, images: new Map(images) };
    }
    return this.#indexed.images;
  }
}
