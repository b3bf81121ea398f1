import { randomUUID } from 'node:crypto';
import { readCaller } from '../aws/signature';
import type { SimulatedFleet } from '../fleet/types';
import {
  ServiceError,
  type ServiceCall,
  type SimulatedService,
  type WireError,
  type WireRequest,
  type WireResponse,
} from '../http/wire';
import type { Scope } from './arn';
import { FleetView } from './FleetView';
import { InferenceComponents } from './InferenceComponents';
import { ModelCards } from './ModelCards';
import { ModelRegistry } from './ModelRegistry';
import { listPage } from './paging';
import { type Listed, SageMakerInventory } from './SageMakerInventory';
import { SearchIndex } from './SearchIndex';
import { TagStore } from './TagStore';

type Input = Record<string, any>;

const TARGET_PREFIX = 'SageMaker.';

/** SageMaker's control plane in AWS JSON 1.1, as far as discovery needs it. */
export class SageMakerService implements SimulatedService {
  readonly name = 'sagemaker';
  readonly #accountOf: (accessKeyId: string) => string;
  readonly #inventory: SageMakerInventory;
  readonly #components: InferenceComponents;
  readonly #registry: ModelRegistry;
  readonly #cards: ModelCards;
  readonly #tags: TagStore;
  readonly #index: SearchIndex;

  /** @param options - `anchor`: the hour that the fleet's times are relative to; `accountOf`: the account of an access key */
  constructor(options: {
    fleet: SimulatedFleet;
    accountOf: (accessKeyId: string) => string;
    anchor: Date;
    now: () => Date;
  }) {
    this.#accountOf = options.accountOf;
    const view = new FleetView(options);
    this.#inventory = new SageMakerInventory(view);
    this.#components = new InferenceComponents(view);
    this.#registry = new ModelRegistry(view);
    this.#cards = new ModelCards(view);
    this.#tags = new TagStore(this.#inventory);
    this.#index = new SearchIndex({
      view,
      inventory: this.#inventory,
      registry: this.#registry,
      cards: this.#cards,
      tags: this.#tags,
    });
  }

  identify(request: WireRequest): ServiceCall {
    const target = String(request.headers['x-amz-target'] ?? '');
    const input = parse(request.body) ?? {};
    const caller = readCaller(request, this.#accountOf);
    return {
      operation: target.replace(TARGET_PREFIX, ''),
      resource: String(
        input.EndpointName ??
          input.EndpointConfigName ??
          input.ModelName ??
          input.InferenceComponentName ??
          input.ModelPackageName ??
          input.ModelCardName ??
          input.Resource ??
          input.ResourceArn ??
          '',
      ),
      accountId: caller?.accountId,
      region: caller?.region,
    };
  }

  handle(request: WireRequest, call: ServiceCall): WireResponse {
    const { accountId, region } = call;
    if (!accountId || !region) {
      throw new ServiceError(
        400,
        'MissingAuthenticationTokenException',
        'Missing Authentication Token',
      );
    }
    const input = parse(request.body);
    if (!input) {
      throw new ServiceError(
        400,
        'SerializationException',
        'The request body is not a JSON object',
      );
    }
    return json(200, this.#run(call, input, { accountId, region }));
  }

  error(error: WireError): WireResponse {
    return json(
      error.status,
      { __type: error.code, message: error.message },
      {
        'x-amzn-errortype': error.code,
        ...(error.retryAfterSeconds === undefined
          ? {}
          : { 'retry-after': String(error.retryAfterSeconds) }),
      },
    );
  }

  #run(call: ServiceCall, input: Input, scope: Scope): object {
    const { operation, emptyPage = false } = call;
    const list = (key: string, items: Listed[]): object => {
      const { page, nextToken } = listPage(items, input, emptyPage);
      return {
        [key]: page.map(({ summary }) => summary),
        NextToken: nextToken,
      };
    };
    switch (operation) {
      case 'ListEndpoints':
        return list('Endpoints', this.#inventory.endpoints(scope));
      case 'ListModels':
        return list('Models', this.#inventory.models(scope));
      case 'ListInferenceComponents':
        return list('InferenceComponents', this.#components.list(scope, input));
      case 'ListModelPackages':
        return list(
          'ModelPackageSummaryList',
          this.#registry.list(scope, input),
        );
      case 'ListModelCards':
        return list('ModelCardSummaries', this.#cards.list(scope));
      case 'Search':
        return this.#index.search(scope, input, emptyPage);
      case 'DescribeInferenceComponent':
        return this.#components.describe(
          scope,
          required(input, 'InferenceComponentName'),
        );
      case 'DescribeModelPackage':
        return this.#registry.describe(
          scope,
          required(input, 'ModelPackageName'),
        );
      case 'BatchDescribeModelPackage':
        return this.#registry.batch(input);
      case 'DescribeModelCard':
        return this.#cards.describe(
          scope,
          required(input, 'ModelCardName'),
          input,
        );
      case 'DescribeEndpoint':
        return this.#inventory.describeEndpoint(
          scope,
          required(input, 'EndpointName'),
        );
      case 'DescribeEndpointConfig':
        return this.#inventory.describeEndpointConfig(
          scope,
          required(input, 'EndpointConfigName'),
        );
      case 'DescribeModel':
        return this.#inventory.describeModel(
          scope,
          required(input, 'ModelName'),
        );
      case 'ListTags':
        return this.#tags.list(scope, required(input, 'ResourceArn'), input);
      case 'AddTags':
        return this.#tags.add(scope, required(input, 'ResourceArn'), input);
      default:
        throw new ServiceError(
          404,
          'UnknownOperationException',
          `The simulator does not know SageMaker's operation '${operation}'`,
        );
    }
  }
}

/** @throws ServiceError ValidationException when the field is not a text */
function required(input: Input, field: string): string {
  if (typeof input[field] !== 'string' || !input[field]) {
    const path = field[0].toLowerCase() + field.slice(1);
    throw new ServiceError(
      400,
      'ValidationException',
      `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return input[field];
}

function parse(body: Buffer): Input | undefined {
  try {
    const input = JSON.parse(body.toString('utf8') || '{}');
    return typeof input === 'object' && input !== null ? input : undefined;
  } catch {
    // Told as SerializationException where the operation is run.
    return undefined;
  }
}

function json(
  status: number,
  body: object,
  headers: Record<string, string> = {},
): WireResponse {
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': randomUUID(),
      ...headers,
    },
    body: JSON.stringify(body),
  };
}
