import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeEndpointConfigOutput,
  DescribeEndpointOutput,
  DescribeModelCommand,
  DescribeModelOutput,
  paginateListTags,
  SageMakerClient,
  Tag,
} from '@aws-sdk/client-sagemaker';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { required, unlessGone } from './answers';
import { AwsTags, toAwsTags } from './tags';

/** An endpoint with everything that belongs to it. */
export interface DiscoveredEndpoint {
  endpoint: DescribeEndpointOutput;
  /** Undefined when it was deleted while the endpoint lives on. */
  config?: DescribeEndpointConfigOutput;
  /** Models of the variants, without those that were deleted while the endpoint lives on. */
  models: DescribeModelOutput[];
  tags: AwsTags;
}

/** Sends a request when its turn has come. */
export type SendCall = <T>(
  send: (abortSignal: AbortSignal) => Promise<T>,
) => Promise<T>;

/** Describes endpoints, remembering the configs and models it has seen. Lives for one reading. */
export class EndpointReader {
  readonly #client: SageMakerClient;
  readonly #call: SendCall;
  readonly #logger: LoggerService;
  readonly #configs = new Map<
    string,
    Promise<DescribeEndpointConfigOutput | undefined>
  >();
  readonly #models = new Map<
    string,
    Promise<DescribeModelOutput | undefined>
  >();

  private constructor(options: {
    client: SageMakerClient;
    call: SendCall;
    logger: LoggerService;
  }) {
    this.#client = options.client;
    this.#call = options.call;
    this.#logger = options.logger;
  }

  static create(options: {
    client: SageMakerClient;
    call: SendCall;
    logger: LoggerService;
  }): EndpointReader {
    return new EndpointReader(options);
  }

  /**
   * Describes an endpoint and what belongs to it.
   * @param name - of the endpoint
   * @returns undefined when the endpoint no longer exists
   * @throws the SDK's error when a call failed
   */
  async readEndpoint(name: string): Promise<DiscoveredEndpoint | undefined> {
    const endpoint = await unlessGone(
      this.#call(abortSignal =>
        this.#client.send(new DescribeEndpointCommand({ EndpointName: name }), {
          abortSignal,
        }),
      ),
    );
    const tags =
      endpoint &&
      (await unlessGone(
        this.#readTags(
          required(endpoint.EndpointArn, 'DescribeEndpoint', 'EndpointArn'),
        ),
      ));
    if (!endpoint || !tags) {
      this.#logger.info(
        `Endpoint '${name}' was deleted while it was being read, it is left out`,
      );
      return undefined;
    }
    const config =
      endpoint.EndpointConfigName === undefined
        ? undefined
        : await this.#readConfig(endpoint.EndpointConfigName);
    // Variants made of inference components name no model.
    const modelNames = (config?.ProductionVariants ?? []).flatMap(
      ({ ModelName }) => ModelName ?? [],
    );
    const models = await Promise.all(
      [...new Set(modelNames)].map(modelName => this.#readModel(modelName)),
    );
    return {
      endpoint,
      config,
      models: models.filter(model => model !== undefined),
      tags: toAwsTags(tags),
    };
  }

  async #readTags(arn: string): Promise<Tag[]> {
    return this.#call(async abortSignal => {
      const tags: Tag[] = [];
      const pager = paginateListTags(
        { client: this.#client },
        { ResourceArn: arn },
        { abortSignal },
      );
      for await (const page of pager) {
        tags.push(...(page.Tags ?? []));
      }
      return tags;
    });
  }

  #readConfig(name: string): Promise<DescribeEndpointConfigOutput | undefined> {
    return this.#once(this.#configs, 'Endpoint config', name, abortSignal =>
      this.#client.send(
        new DescribeEndpointConfigCommand({ EndpointConfigName: name }),
        { abortSignal },
      ),
    );
  }

  #readModel(name: string): Promise<DescribeModelOutput | undefined> {
    return this.#once(this.#models, 'Model', name, abortSignal =>
      this.#client.send(new DescribeModelCommand({ ModelName: name }), {
        abortSignal,
      }),
    );
  }

  /** AWS lets configs and models be deleted under a living endpoint; that must not stop its discovery. */
  #once<T>(
    seen: Map<string, Promise<T | undefined>>,
    what: string,
    name: string,
    send: (abortSignal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    let described = seen.get(name);
    if (!described) {
      described = unlessGone(this.#call(send)).then(result => {
        if (result === undefined) {
          this.#logger.warn(
            `${what} '${name}' no longer exists although an endpoint uses it`,
          );
        }
        return result;
      });
      seen.set(name, described);
    }
    return described;
  }
}
