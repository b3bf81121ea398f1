import { randomUUID } from 'node:crypto';
import { readCaller } from '../aws/signature';
import {
  ServiceError,
  type ServiceCall,
  type SimulatedService,
  type WireError,
  type WireRequest,
  type WireResponse,
} from '../http/wire';
import { getObject } from './getObject';
import { listObjectsV2, tag } from './listObjects';
import type { ObjectStore } from './ObjectStore';
import { readUpload } from './requestBody';

const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** Query parameters that do not make another operation of a request. */
const PLAIN_PARAMETERS = /^(x-id$|x-amz-|X-Amz-)/;

/** S3's REST protocol with path-style addresses, as far as log readers and writers need it. */
export class S3Service implements SimulatedService {
  readonly name = 's3';
  readonly #accountOf: (accessKeyId: string) => string;
  readonly #store: ObjectStore;

  /** @param options - `accountOf`: the account of an access key */
  constructor(options: {
    store: ObjectStore;
    accountOf: (accessKeyId: string) => string;
  }) {
    this.#accountOf = options.accountOf;
    this.#store = options.store;
  }

  identify(request: WireRequest): ServiceCall {
    const address = readAddress(request.path);
    const caller = readCaller(request, this.#accountOf);
    return {
      operation: operationOf(request, address),
      resource: [address?.bucket, address?.key].filter(Boolean).join('/'),
      accountId: caller?.accountId,
      region: caller?.region,
    };
  }

  async handle(request: WireRequest, call: ServiceCall): Promise<WireResponse> {
    const address = readAddress(request.path);
    if (!address) {
      throw new ServiceError(400, 'InvalidURI', "Couldn't parse the URI.");
    }
    if (!call.accountId) {
      throw new ServiceError(403, 'AccessDenied', 'Access Denied');
    }
    const { bucket, key } = address;
    if (call.operation === 'ListBuckets') {
      return xml(200, this.#listBuckets());
    }
    if (call.operation === 'CreateBucket') {
      this.#store.createBucket(bucket);
      return response(200, '', { location: `/${bucket}` });
    }
    if (!this.#store.hasBucket(bucket)) {
      throw new ServiceError(
        404,
        'NoSuchBucket',
        'The specified bucket does not exist',
      );
    }
    switch (call.operation) {
      case 'HeadBucket':
        return response(200, '', { 'x-amz-bucket-region': call.region! });
      case 'ListObjectsV2':
        return xml(
          200,
          await listObjectsV2(this.#store, bucket, request.query),
        );
      case 'GetObject':
      case 'HeadObject':
        return getObject(this.#store, bucket, key, request);
      case 'PutObject': {
        const { body, checksums } = readUpload(request);
        const head = this.#store.put(bucket, key, body, {
          contentType: String(
            request.headers['content-type'] ?? 'binary/octet-stream',
          ),
          headers: { ...metadataOf(request), ...checksums },
        });
        return response(200, '', { etag: `"${head.etag}"`, ...checksums });
      }
      case 'DeleteObject':
        this.#store.delete(bucket, key);
        return response(204, '', {});
      default:
        throw new ServiceError(
          501,
          'NotImplemented',
          `The simulator does not know this operation: ${request.method} with ${
            [...request.query.keys()].join(', ') || 'no parameters'
          }`,
        );
    }
  }

  error(error: WireError, call: ServiceCall): WireResponse {
    const headers: Record<string, string> =
      error.retryAfterSeconds === undefined
        ? {}
        : { 'retry-after': String(error.retryAfterSeconds) };
    // HEAD answers have no body, so clients see the status only.
    if (call.operation.startsWith('Head')) {
      return response(error.status, '', headers);
    }
    const requestId = randomUUID();
    const body = `${XML_HEAD}<Error>${tag('Code', error.code)}${tag(
      'Message',
      error.message,
    )}${tag('Resource', `/${call.resource}`)}${tag(
      'RequestId',
      requestId,
    )}</Error>`;
    return xml(error.status, body, headers);
  }

  #listBuckets(): string {
    const buckets = this.#store
      .buckets()
      .map(
        name =>
          `<Bucket>${tag('Name', name)}${tag(
            'CreationDate',
            '2024-01-01T00:00:00.000Z',
          )}</Bucket>`,
      )
      .join('');
    return `${XML_HEAD}<ListAllMyBucketsResult ${NAMESPACE}><Buckets>${buckets}</Buckets></ListAllMyBucketsResult>`;
  }
}

interface Address {
  bucket: string;
  /** Empty for the bucket itself. */
  key: string;
}

/** Bucket and key of a path-style address; undefined when its percent encoding is broken. */
function readAddress(path: string): Address | undefined {
  const slash = path.indexOf('/', 1);
  const [bucket, key] =
    slash < 0
      ? [path.slice(1), '']
      : [path.slice(1, slash), path.slice(slash + 1)];
  try {
    return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
  } catch {
    // Told as InvalidURI where the request is handled.
    return undefined;
  }
}

function operationOf(
  request: WireRequest,
  address: Address | undefined,
): string {
  const { method, query } = request;
  if (address?.bucket && !address.key) {
    if (method === 'GET' && query.get('list-type') === '2') {
      return 'ListObjectsV2';
    }
  }
  const isPlain = [...query.keys()].every(name => PLAIN_PARAMETERS.test(name));
  const target = !address?.bucket ? 'root' : (address.key && 'key') || 'bucket';
  const operations: Record<string, string> = {
    'GET root': 'ListBuckets',
    'HEAD bucket': 'HeadBucket',
    'PUT bucket': 'CreateBucket',
    'GET key': 'GetObject',
    'HEAD key': 'HeadObject',
    'PUT key': request.headers['x-amz-copy-source']
      ? 'CopyObject'
      : 'PutObject',
    'DELETE key': 'DeleteObject',
  };
  return (isPlain && operations[`${method} ${target}`]) || 'Unknown';
}

function metadataOf(request: WireRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers)
      .filter(([name]) => name.startsWith('x-amz-meta-'))
      .map(([name, value]) => [name, String(value)]),
  );
}

function xml(
  status: number,
  body: string,
  headers: Record<string, string> = {},
): WireResponse {
  return response(status, body, {
    'content-type': 'application/xml',
    ...headers,
  });
}

function response(
  status: number,
  body: string,
  headers: Record<string, string>,
): WireResponse {
  return {
    status,
    headers: { 'x-amz-request-id': randomUUID(), ...headers },
    body,
  };
}
