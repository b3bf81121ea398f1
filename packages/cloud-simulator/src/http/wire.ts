import type { IncomingHttpHeaders } from 'node:http';

/** Clouds that the simulator speaks for. */
export type ServiceName =
  | 's3'
  | 'sagemaker'
  | 'sts'
  | 'dynamodb'
  | 'cloudwatch'
  | 'slack'
  | 'arm'
  | 'blob'
  | 'monitor'
  | 'pagerduty'
  | 'smtp';

/** A request as it came over the wire, with the service's own part of the path. */
export interface WireRequest {
  method: string;
  /** Path below the service's root, percent-encoded as sent, without query; starts with `/`. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What goes back. */
export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** What a request asks for, in the service's own words. */
export interface ServiceCall {
  /** For example `ListEndpoints`, `GetObject` or `chat.postMessage`. */
  operation: string;
  /** What it is about: endpoint, model or ARN; `bucket/key`; channel. Empty when it is about nothing in particular. */
  resource: string;
  /** Account and region of an AWS call with credentials. */
  accountId?: string;
  region?: string;
  /** Whether the page of a listing is to be empty and yet not the last. */
  emptyPage?: boolean;
}

/** An error to be told in the words of a service. */
export interface WireError {
  status: number;
  code: string;
  message: string;
  retryAfterSeconds?: number;
}

/** One simulated cloud service. */
export interface SimulatedService {
  readonly name: ServiceName;
  /** Tells what a request asks for; never throws. */
  identify(request: WireRequest): ServiceCall;
  handle(
    request: WireRequest,
    call: ServiceCall,
  ): WireResponse | Promise<WireResponse>;
  /** Error response in the service's own format. */
  error(error: WireError, call: ServiceCall): WireResponse;
}

/** Thrown by services, answered in their own format. */
export class ServiceError extends Error {
  readonly name = 'ServiceError';
  readonly status: number;
  readonly code: string;

  /** @param code - the service's error code, for example `NoSuchKey` */
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** JSON response. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** HTML page. Scripts run only with the nonce, nothing is loaded from anywhere. */
export function htmlResponse(html: string, scriptNonce?: string): WireResponse {
  const script = scriptNonce ? `script-src 'nonce-${scriptNonce}'; ` : '';
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; ${script}connect-src 'self'; base-uri 'none'; form-action 'none'`,
    },
    body: html,
  };
}

/** Text for HTML and XML, content and attribute values alike. */
export function escapeMarkup(text: string): string {
  return text.replace(
    /[&<>"'\r]/g,
    character => `&#${character.charCodeAt(0)};`,
  );
}
