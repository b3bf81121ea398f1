import { randomUUID } from 'node:crypto';
import {
  ServiceError,
  type ServiceCall,
  type SimulatedService,
  type WireError,
  type WireRequest,
  type WireResponse,
} from '../../http/wire';
import { tag } from '../../s3/listObjects';
import type { ObjectStore } from '../../s3/ObjectStore';
import { blobHeaders, getBlob } from './getBlob';
import { listBlobs } from './listBlobs';

const XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>';

/** What a path names. */
interface Address {
  account: string;
  container: string;
  /** Name of the blob; empty for the container. */
  blob: string;
}

/**
 * Azure's Blob service with the account as the first part of the path, as emulators have it:
 * `/{account}/{container}/{blob}`. Signatures and tokens are not checked, and there need not be any; a shared key must
 * be that of the account.
 */
export class BlobService implements SimulatedService {
  readonly name = 'blob';
  readonly #store: ObjectStore;
  readonly #emptyFirstPage: boolean;

  /**
   * @param options - `store`: its buckets are `{account}/{container}`; `emptyFirstPage`: whether every list begins with
   * a page without blobs
   */
  constructor(options: { store: ObjectStore; emptyFirstPage?: boolean }) {
    this.#store = options.store;
    this.#emptyFirstPage = options.emptyFirstPage ?? false;
  }

  identify(request: WireRequest): ServiceCall {
    const address = readAddress(request.path);
    return {
      operation: operationOf(request, address),
      resource: address
        ? [address.account, address.container, address.blob]
            .filter(Boolean)
            .join('/')
        : '',
      accountId: address?.account,
    };
  }

  async handle(request: WireRequest, call: ServiceCall): Promise<WireResponse> {
    const address = readAddress(request.path);
    if (!address) {
      throw new ServiceError(
        400,
        'InvalidUri',
        'The requested URI does not represent any resource on the server.',
      );
    }
    checkSharedKey(request, address);
    const { container, blob } = address;
    const bucket = `${address.account}/${container}`;
    if (call.operation === 'CreateContainer') {
      this.#store.createBucket(bucket);
      return answer(201, {}, '');
    }
    if (!this.#store.hasBucket(bucket)) {
      throw new ServiceError(
        404,
        'ContainerNotFound',
        'The specified container does not exist.',
      );
    }
    switch (call.operation) {
      case 'ListBlobs':
        return answer(
          200,
          { 'content-type': 'application/xml' },
          await listBlobs(this.#store, {
            bucket,
            container,
            query: request.query,
            emptyPage:
              call.emptyPage ||
              (this.#emptyFirstPage && !request.query.get('marker')),
          }),
        );
      case 'GetBlob':
      case 'GetBlobProperties':
        return getBlob(request, this.#store.get(bucket, blob));
      case 'PutBlob':
        return this.#put(request, bucket, blob);
      case 'AppendBlock':
        return this.#append(request, bucket, blob);
      case 'DeleteBlob':
        this.#store.delete(bucket, blob);
        return answer(202, {}, '');
      default:
        throw new ServiceError(
          501,
          'NotImplemented',
          'The requested operation is not implemented on the specified resource.',
        );
    }
  }

  error(error: WireError): WireResponse {
    const { status, code, message, retryAfterSeconds } = error;
    return answer(
      status,
      {
        'content-type': 'application/xml',
        'x-ms-error-code': code,
        ...(retryAfterSeconds === undefined
          ? {}
          : { 'retry-after': String(retryAfterSeconds) }),
      },
      `${XML_HEAD}<Error>${tag('Code', code)}${tag(
        'Message',
        message,
      )}</Error>`,
    );
  }

  #put(request: WireRequest, bucket: string, blob: string): WireResponse {
    const head = this.#store.put(bucket, blob, request.body, {
      contentType:
        request.headers['content-type'] ?? 'application/octet-stream',
      headers: {
        'x-ms-blob-type': String(request.headers['x-ms-blob-type'] ?? ''),
      },
    });
    return answer(201, blobHeaders(head), '');
  }

  #append(request: WireRequest, bucket: string, blob: string): WireResponse {
    const found = this.#store.get(bucket, blob);
    if (!found) {
      throw new ServiceError(
        404,
        'BlobNotFound',
        'The specified blob does not exist.',
      );
    }
    const body = Buffer.concat([found.body, request.body]);
    const head = this.#store.put(bucket, blob, body, found.head);
    return answer(
      201,
      {
        ...blobHeaders(head),
        'x-ms-blob-append-offset': String(found.body.length),
      },
      '',
    );
  }
}

function operationOf(request: WireRequest, address: Address | undefined) {
  const { method, query } = request;
  const comp = query.get('comp');
  if (address && !address.blob) {
    if (method === 'GET' && comp === 'list') return 'ListBlobs';
    if (method === 'PUT' && !comp) return 'CreateContainer';
    return 'Unknown';
  }
  switch (`${method} ${comp ?? ''}`) {
    case 'GET ':
      return 'GetBlob';
    case 'HEAD ':
      return 'GetBlobProperties';
    case 'PUT ':
      return 'PutBlob';
    case 'PUT appendblock':
      return 'AppendBlock';
    case 'DELETE ':
      return 'DeleteBlob';
    default:
      return 'Unknown';
  }
}

function readAddress(path: string): Address | undefined {
  const [, account, container, ...rest] = path.split('/');
  if (!account || !container) {
    return undefined;
  }
  try {
    return { account, container, blob: decodeURIComponent(rest.join('/')) };
  } catch {
    return undefined;
  }
}

function checkSharedKey(request: WireRequest, { account }: Address): void {
  const named = request.headers.authorization?.match(
    /^SharedKey(?:Lite)? ([^:]*):/,
  )?.[1];
  if (named !== undefined && named !== account) {
    throw new ServiceError(
      403,
      'AuthenticationFailed',
      'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
    );
  }
}

function answer(
  status: number,
  headers: Record<string, string>,
  body: string,
): WireResponse {
  return {
    status,
    headers: {
      'x-ms-request-id': randomUUID(),
      'x-ms-version': '2025-11-05',
      ...headers,
    },
    body,
  };
}
