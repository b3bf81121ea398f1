import {
  DescribeInferenceComponentCommand,
  paginateListInferenceComponents,
} from '@aws-sdk/client-sagemaker';
import { required, unlessGone } from './answers';
import type { ComponentFacts } from './facts';
import type { SageMakerCalls } from './SageMakerCalls';

/** Inference components of the endpoints whose variants name no model. Lives for one reading. */
export class ComponentReader {
  readonly #calls: SageMakerCalls;
  #listed?: Promise<Map<string, string[]>>;

  constructor(calls: SageMakerCalls) {
    this.#calls = calls;
  }

  /**
   * Components of an endpoint, without those that are deleted meanwhile. Those of all endpoints are listed once, when
   * first asked for; one call each describes them, because the list does not tell models.
   * @param endpointName - of an endpoint that has some, otherwise nothing is described
   */
  async readComponents(endpointName: string): Promise<ComponentFacts[]> {
    this.#listed ??= this.#list();
    const names = (await this.#listed).get(endpointName) ?? [];
    const components = await Promise.all(
      names.map(name => this.#describe(name)),
    );
    return components.filter(component => component !== undefined);
  }

  /** Names of components by the name of their endpoint. */
  async #list(): Promise<Map<string, string[]>> {
    const summaries = await this.#calls.list(
      'ListInferenceComponents',
      (client, options) =>
        paginateListInferenceComponents(
          { client, pageSize: 100 },
          { SortBy: 'Name', SortOrder: 'Ascending' },
          options,
        ),
      page => page.InferenceComponents ?? [],
    );
    const names = new Map<string, Set<string>>();
    for (const { EndpointName, InferenceComponentName } of summaries) {
      const endpoint = required(
        EndpointName,
        'ListInferenceComponents',
        'EndpointName',
      );
      const ofEndpoint = names.get(endpoint) ?? new Set<string>();
      ofEndpoint.add(
        required(
          InferenceComponentName,
          'ListInferenceComponents',
          'InferenceComponentName',
        ),
      );
      names.set(endpoint, ofEndpoint);
    }
    return new Map([...names].map(([endpoint, set]) => [endpoint, [...set]]));
  }

  async #describe(name: string): Promise<ComponentFacts | undefined> {
    const told = await unlessGone(
      this.#calls.send((client, options) =>
        client.send(
          new DescribeInferenceComponentCommand({
            InferenceComponentName: name,
          }),
          options,
        ),
      ),
    );
    return (
      told && {
        InferenceComponentName: told.InferenceComponentName,
        InferenceComponentArn: told.InferenceComponentArn,
        InferenceComponentStatus: told.InferenceComponentStatus,
        VariantName: told.VariantName,
        EndpointArn: told.EndpointArn,
        modelName: told.Specification?.ModelName,
      }
    );
  }
}
