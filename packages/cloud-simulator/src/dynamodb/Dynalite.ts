import dynalite from 'dynalite';
import { Agent, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WireResponse } from '../http/wire';

/** dynalite on a port of its own that only this process knows; started by the first call, for it takes memory. */
export class Dynalite {
  readonly #agent = new Agent({ keepAlive: true });
  #starting: Promise<{ server: Server; port: number }> | undefined;

  /** Sends a call as it came over the wire. */
  async send(call: {
    headers: Record<string, string>;
    body: Buffer;
  }): Promise<WireResponse> {
    this.#starting ??= start();
    const { port } = await this.#starting;
    return new Promise((resolve, reject) => {
      const outgoing = send(
        {
          host: '127.0.0.1',
          port,
          method: 'POST',
          headers: { ...call.headers, 'content-length': call.body.length },
          agent: this.#agent,
        },
        incoming => {
          const chunks: Buffer[] = [];
          incoming.on('data', chunk => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const { 'content-type': type, 'x-amz-crc32': crc } =
              incoming.headers;
            resolve({
              status: incoming.statusCode ?? 500,
              headers: {
                'content-type': type ?? 'application/x-amz-json-1.0',
                ...(crc && { 'x-amz-crc32': String(crc) }),
              },
              body: Buffer.concat(chunks),
            });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(call.body);
    });
  }

  /** Stops it, when it runs. */
  async stop(): Promise<void> {
    const started = await this.#starting?.catch(() => undefined);
    this.#agent.destroy();
    if (started) {
      const closed = new Promise<void>(resolve => {
        started.server.close(() => resolve());
      });
      started.server.closeAllConnections();
      await closed;
    }
  }
}

async function start(): Promise<{ server: Server; port: number }> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}
