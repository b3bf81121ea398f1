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
import { listPage } from './paging';
import { SageMakerInventory, type Scope } from './SageMakerInventory';
import { TagStore } from './TagStore';

type Input = Record<string, any>;

const TARGET_PREFIX = 'SageMaker.';

/** SageMaker's control plane in AWS JSON 1.1, as far as discovery needs it. */
export class SageMakerService implements SimulatedService {
  readonly name = 'sagemaker';
  readonly #accountOf: (accessKeyId: string) => string;
  readonly #inventory: SageMakerInventory;
  readonly #tags: TagStore;

  /** @param options - `anchor`: the hour that the fleet's times are relative to; `accountOf`: the account of an access key */
  constructor(options: {
    fleet: SimulatedFleet;
    accountOf: (accessKeyId: string) => string;
    anchor: Date;
    now: () => Date;
  }) {
    this.#accountOf = options.accountOf;
    this.#inventory = new SageMakerInventory(options);
    this.#tags = new TagStore(this.#inventory);
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
          input.ResourceArn ??
          '',
      ),
      accountId: caller?.accountId,
      region: caller?.region,
    };
  }

  handle(request: WireRequest, call: ServiceCall): WireResponse {
    const { accountId, region, operation } = call;
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
    return json(200, this.#run(operation, input, { accountId, region }));
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

  #run(operation: string, input: Input, scope: Scope): object {
    switch (operation) {
      case 'ListEndpoints': {
        const { page, nextToken } = listPage(
          this.#inventory.endpoints(scope),
          input,
        );
        return {
          Endpoints: page.map(({ summary }) => summary),
          NextToken: nextToken,
        };
      }
      case 'ListModels': {
        const { page, nextToken } = listPage(
          this.#inventory.models(scope),
          input,
        );
        return {
          Models: page.map(({ summary }) => summary),
          NextToken: nextToken,
        };
      }
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
