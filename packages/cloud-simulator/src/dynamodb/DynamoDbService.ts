import { readCaller } from '../aws/signature';
import {
  jsonResponse,
  ServiceError,
  type ServiceCall,
  type SimulatedService,
  type WireError,
  type WireRequest,
  type WireResponse,
} from '../http/wire';
import type { Dynalite } from './Dynalite';

const CONTENT_TYPE = 'application/x-amz-json-1.0';
const TARGET = /^DynamoDB_20120810\.(\w+)$/;

/** Headers that dynalite looks at. */
const HEADERS = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'];

/**
 * DynamoDB, as dynalite speaks it. Accounts and regions share their tables. Missing are transactions, PartiQL and
 * changes of the time to live; nothing expires.
 */
export class DynamoDbService implements SimulatedService {
  readonly name = 'dynamodb';
  readonly #dynalite: Dynalite;
  readonly #accountOf: (accessKeyId: string) => string;
  readonly #ready: () => Promise<void>;

  /** @param options - `ready` resolves when the fleet's tables hold what they must */
  constructor(options: {
    dynalite: Dynalite;
    accountOf: (accessKeyId: string) => string;
    ready: () => Promise<void>;
  }) {
    this.#dynalite = options.dynalite;
    this.#accountOf = options.accountOf;
    this.#ready = options.ready;
  }

  identify(request: WireRequest): ServiceCall {
    const caller = readCaller(request, this.#accountOf);
    return {
      operation:
        TARGET.exec(String(request.headers['x-amz-target']))?.[1] ?? '',
      resource: tableOf(request.body),
      accountId: caller?.accountId,
      region: caller?.region,
    };
  }

  async handle(request: WireRequest, call: ServiceCall): Promise<WireResponse> {
    if (!call.operation) {
      throw new ServiceError(
        400,
        'UnknownOperationException',
        'The header X-Amz-Target names no operation of DynamoDB',
      );
    }
    await this.#ready();
    return this.#dynalite.send({
      headers: Object.fromEntries(
        HEADERS.flatMap(name => {
          const value = request.headers[name];
          return value === undefined ? [] : [[name, String(value)]];
        }),
      ),
      body: request.body,
    });
  }

  error({ status, code, message }: WireError): WireResponse {
    return jsonResponse(
      status,
      {
        __type: `com.amazonaws.dynamodb.v20120810#${code}`,
        message,
      },
      { 'content-type': CONTENT_TYPE },
    );
  }
}

function tableOf(body: Buffer): string {
  try {
    const { TableName } = JSON.parse(body.toString('utf8'));
    return typeof TableName === 'string' ? TableName : '';
  } catch {
    return '';
  }
}
