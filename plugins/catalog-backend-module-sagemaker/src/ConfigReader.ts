import {
  DescribeEndpointConfigCommand,
  DescribeEndpointConfigOutput,
  DescribeModelCommand,
} from '@aws-sdk/client-sagemaker';
import { unlessGone } from './answers';
import { ComponentReader } from './ComponentReader';
import { containersOf, EndpointFacts, ModelFacts, Served } from './facts';
import type { Remembered } from './Remembered';
import type { SageMakerCalls } from './SageMakerCalls';

/** A config as it was described; `undefined` when there is none any more. */
export type DescribedConfig = DescribeEndpointConfigOutput | undefined;

/** Reads what is behind an endpoint's variants. Lives for one reading; what several endpoints share is read once. */
export class ConfigReader {
  readonly #calls: SageMakerCalls;
  readonly #configs: Remembered<DescribedConfig>;
  readonly #components: ComponentReader;
  readonly #models: Map<string, Promise<ModelFacts | undefined>>;

  /**
   * @param options - `configs`: those described in readings before; SageMaker never changes one. `models`: those that
   *   are read already, by name
   */
  constructor(options: {
    calls: SageMakerCalls;
    configs: Remembered<DescribedConfig>;
    models?: ModelFacts[];
  }) {
    this.#calls = options.calls;
    this.#configs = options.configs;
    this.#components = new ComponentReader(options.calls);
    this.#models = new Map(
      options.models?.map(model => [model.name, Promise.resolve(model)]),
    );
  }

  /**
   * Describes the config of an endpoint, and the models and inference components of its variants. AWS lets configs and
   * models be deleted under a living endpoint; that does not stop its discovery.
   * @throws the SDK's error when a call failed
   */
  async read(
    endpoint: EndpointFacts,
  ): Promise<{ config: DescribedConfig; serves: Served[] }> {
    const config = await this.#readConfig(endpoint);
    const variants = [
      ...(config?.ProductionVariants ?? []),
      ...(config?.ShadowProductionVariants ?? []),
    ];
    const serves = variants.map(async ({ VariantName, ModelName }) =>
      ModelName === undefined
        ? []
        : [{ variant: VariantName ?? '', model: await this.#model(ModelName) }],
    );
    // Variants made of inference components name no model.
    const ofComponents = variants.some(
      ({ ModelName }) => ModelName === undefined,
    )
      ? [this.readComponents(endpoint)]
      : [];
    return {
      config,
      serves: (await Promise.all([...serves, ...ofComponents])).flat(),
    };
  }

  /** The inference components of an endpoint, with their models. @throws the SDK's error when a call failed */
  async readComponents(endpoint: EndpointFacts): Promise<Served[]> {
    const components = await this.#components.readComponents(
      endpoint.EndpointName ?? '',
    );
    return Promise.all(
      components.map(async component => ({
        variant: component.VariantName ?? '',
        component,
        model:
          component.modelName === undefined
            ? undefined
            : await this.#model(component.modelName),
      })),
    );
  }

  #readConfig(endpoint: EndpointFacts): Promise<DescribedConfig> {
    const { EndpointConfigName: name } = endpoint;
    if (name === undefined) {
      return Promise.resolve(undefined);
    }
    // A config of the same name may be made anew, but an endpoint takes it up only with a new deployment.
    const key = `${name} ${deploymentOf(endpoint)}`;
    return this.#configs.get(key, () =>
      this.#unlessGone(
        'Endpoint config',
        name,
        this.#calls.send((client, options) =>
          client.send(
            new DescribeEndpointConfigCommand({ EndpointConfigName: name }),
            options,
          ),
        ),
      ),
    );
  }

  #model(name: string): Promise<ModelFacts | undefined> {
    let model = this.#models.get(name);
    if (!model) {
      model = this.#describeModel(name);
      this.#models.set(name, model);
    }
    return model;
  }

  async #describeModel(name: string): Promise<ModelFacts | undefined> {
    const told = await this.#unlessGone(
      'Model',
      name,
      this.#calls.send((client, options) =>
        client.send(new DescribeModelCommand({ ModelName: name }), options),
      ),
    );
    return (
      told && {
        name,
        arn: told.ModelArn ?? '',
        createdAt: told.CreationTime,
        containers: containersOf(told),
      }
    );
  }

  async #unlessGone<T>(
    what: string,
    name: string,
    answer: Promise<T>,
  ): Promise<T | undefined> {
    const result = await unlessGone(answer);
    if (result === undefined) {
      this.#calls.logger.warn(
        `${what} '${name}' no longer exists although an endpoint uses it`,
      );
    }
    return result;
  }
}

/** When the images that run now were resolved; the creation of the endpoint where there are none. */
function deploymentOf(endpoint: EndpointFacts): number {
  const times = (endpoint.ProductionVariants ?? [])
    .flatMap(({ DeployedImages }) => DeployedImages ?? [])
    .flatMap(({ ResolutionTime }) => ResolutionTime?.getTime() ?? []);
  return Math.max(endpoint.CreationTime?.getTime() ?? 0, ...times);
}
