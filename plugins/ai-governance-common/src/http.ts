import { ResponseError } from '@backstage/errors';
import type { AiGovernanceClientOptions } from './client';

/** Parameters of a query; a list is sent as a repeated parameter. */
export type Query = Record<
  string,
  string | number | readonly string[] | undefined
>;

/** What is sent with a request. */
export interface RequestBody {
  /** Content type. */
  type: string;
  content: Blob | string;
  headers?: Record<string, string>;
}

/**
 * Sends a request to the plugin and parses its answer.
 * @param path - below `/api/ai-governance/v1`
 * @throws ResponseError with the server's error name and message
 */
export async function sendRequest<T>(
  { discoveryApi, fetchApi }: AiGovernanceClientOptions,
  method: 'GET' | 'POST',
  path: string,
  query: Query = {},
  body?: RequestBody,
): Promise<T> {
  const baseUrl = await discoveryApi.getBaseUrl('ai-governance');
  const url = new URL(`${baseUrl}/v1${path}`);
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) {
        url.searchParams.append(key, String(one));
      }
    }
  }
  const response = await fetchApi.fetch(url.toString(), {
    method,
    ...(body && {
      headers: { ...body.headers, 'Content-Type': body.type },
      body: body.content,
    }),
  });
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return response.json();
}

/**
 * Body of a push: JSON Lines, compressed where the platform can, under a key that makes repetitions count once.
 * @param lines - what is pushed, or JSON Lines of it
 */
export async function pushBody(
  lines: readonly object[] | string,
  options: { idempotencyKey: string },
): Promise<RequestBody> {
  const text =
    typeof lines === 'string'
      ? lines
      : lines.map(line => `${JSON.stringify(line)}\n`).join('');
  const packed = await gzip(text);
  return {
    type: 'application/x-ndjson',
    content: packed ?? text,
    headers: {
      'Idempotency-Key': options.idempotencyKey,
      ...(packed && { 'Content-Encoding': 'gzip' }),
    },
  };
}

/** Undefined where the platform has no compression. */
async function gzip(text: string): Promise<Blob | undefined> {
  if (typeof CompressionStream === 'undefined') {
    return undefined;
  }
  const packed = new Blob([text])
    .stream()
    .pipeThrough(new CompressionStream('gzip'));
  return new Response(packed).blob();
}
