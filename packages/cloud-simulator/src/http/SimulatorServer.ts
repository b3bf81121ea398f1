import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRegistry, SimulatorFault } from '../faults/FaultRegistry';
import type { RequestLog } from './RequestLog';
import {
  jsonResponse,
  ServiceError,
  type ServiceCall,
  type SimulatedService,
  type WireRequest,
  type WireResponse,
} from './wire';

/** Largest request body, in bytes. */
const MAX_BODY_BYTES = 256 * 1024 * 1024;

/** Answers a request outside the simulated services; undefined when there is no such page. */
export type PageHandler = (
  request: WireRequest,
) => WireResponse | undefined | Promise<WireResponse | undefined>;

/** HTTP server that hands requests to the services, with faults in between. */
export class SimulatorServer {
  readonly #services: Map<string, SimulatedService>;
  readonly #pages: PageHandler;
  readonly #faults: FaultRegistry;
  readonly #log: RequestLog;
  readonly #server: Server;

  /** @param options - `services` by the first segments of their path, for example `/s3` */
  constructor(options: {
    services: Map<string, SimulatedService>;
    pages: PageHandler;
    faults: FaultRegistry;
    log: RequestLog;
  }) {
    this.#services = options.services;
    this.#pages = options.pages;
    this.#faults = options.faults;
    this.#log = options.log;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(error => {
        if (response.headersSent || response.destroyed) {
          response.destroy();
          return;
        }
        send(response, jsonResponse(500, { error: String(error.stack) }));
      });
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  /** Starts to listen. @param port - 0 for any free one. @returns the port */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    return (this.#server.address() as AddressInfo).port;
  }

  /** Closes all connections and stops. */
  async close(): Promise<void> {
    const closed = new Promise<void>(resolve => {
      this.#server.close(() => resolve());
    });
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const url = incoming.url ?? '/';
    const queryAt = url.indexOf('?');
    const path = queryAt < 0 ? url : url.slice(0, queryAt);
    const request: WireRequest = {
      method: incoming.method ?? 'GET',
      path,
      query: new URLSearchParams(queryAt < 0 ? '' : url.slice(queryAt + 1)),
      headers: incoming.headers,
      body: await readBody(incoming),
    };
    for (const [root, service] of this.#services) {
      if (path === root || path.startsWith(`${root}/`)) {
        const inner = path.slice(root.length) || '/';
        await this.#serve(service, { ...request, path: inner }, outgoing);
        return;
      }
    }
    send(
      outgoing,
      (await this.#pages(request)) ?? notFound(request, this.#services),
    );
  }

  async #serve(
    service: SimulatedService,
    request: WireRequest,
    outgoing: ServerResponse,
  ): Promise<void> {
    const call = service.identify(request);
    const record = this.#log.add(service.name, call);
    let cut: { afterBytes: number; afterHandling: boolean } | undefined;
    for (const { effect } of this.#faults.take(service.name, call)) {
      if (effect.kind === 'delay') {
        await sleep(effect.milliseconds);
      } else if (effect.kind === 'reset') {
        cut = {
          afterBytes: effect.afterBytes ?? 0,
          afterHandling: effect.afterHandling ?? false,
        };
      } else if (effect.kind === 'empty-page') {
        call.emptyPage = true;
      } else {
        const response = faultResponse(service, effect, call);
        record.status = response.status;
        send(outgoing, response);
        return;
      }
    }
    if (cut?.afterBytes === 0) {
      record.status = 'reset';
      if (cut.afterHandling) {
        await handle(service, request, call);
      }
      outgoing.socket?.resetAndDestroy();
      return;
    }
    const response = await handle(service, request, call);
    record.status = cut ? 'reset' : response.status;
    send(outgoing, response, cut?.afterBytes);
  }
}

async function handle(
  service: SimulatedService,
  request: WireRequest,
  call: ServiceCall,
): Promise<WireResponse> {
  try {
    return await service.handle(request, call);
  } catch (error) {
    if (error instanceof ServiceError) {
      return service.error(error, call);
    }
    throw error;
  }
}

function faultResponse(
  service: SimulatedService,
  effect: SimulatorFault['effect'] & { kind: 'error' },
  call: ServiceCall,
): WireResponse {
  const { code, status = 400, message = code, retryAfterSeconds } = effect;
  return service.error({ status, code, message, retryAfterSeconds }, call);
}

function notFound(
  request: WireRequest,
  services: Map<string, SimulatedService>,
): WireResponse {
  return jsonResponse(404, {
    error: `Nothing is served at ${request.method} ${request.path}`,
    served: ['/', '/_simulator/', '/slack/inbox', ...services.keys()],
  });
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) {
      throw new Error(`Request body exceeds ${MAX_BODY_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

/** @param cutAfter - bytes of the body after which the connection breaks; the whole body when undefined */
function send(
  outgoing: ServerResponse,
  response: WireResponse,
  cutAfter?: number,
): void {
  const { status, headers } = response;
  const body =
    typeof response.body === 'string'
      ? Buffer.from(response.body, 'utf8')
      : response.body;
  // 204 and 304 have no body and tell no length.
  const length: Record<string, string> =
    status === 204 || status === 304
      ? {}
      : { 'content-length': String(body.length) };
  outgoing.writeHead(status, { ...length, ...headers });
  if (cutAfter === undefined) {
    outgoing.end(body);
    return;
  }
  outgoing.write(body.subarray(0, cutAfter), () => outgoing.socket?.destroy());
}
