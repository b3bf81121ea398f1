import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { FaultRegistry } from '../faults/FaultRegistry';
import type { RequestLog } from '../http/RequestLog';
import type { ServiceCall } from '../http/wire';
import type { Mailbox } from './Mailbox';

/** Largest mail, in bytes. */
const MAX_MAIL = 10 * 1024 * 1024;
/** Reply code of an error without one. */
const DEFAULT_CODE = 451;

/** What a fault makes of a command. */
type Outcome =
  | { kind: 'go-on' }
  | { kind: 'refused'; error: Error & { responseCode: number } }
  | { kind: 'cut'; afterHandling: boolean };

/**
 * A mail server on a port of its own. Any user and password are good, except the password `wrong`. Its operations are
 * `AUTH`, `MAIL`, `RCPT` and `DATA`; an `error` fault's `status` is the SMTP reply code, such as 451 or 550.
 */
export class SmtpService {
  readonly #mailbox: Mailbox;
  readonly #faults: FaultRegistry;
  readonly #log: RequestLog;
  readonly #server: SMTPServer;

  constructor(options: {
    mailbox: Mailbox;
    faults: FaultRegistry;
    log: RequestLog;
  }) {
    this.#mailbox = options.mailbox;
    this.#faults = options.faults;
    this.#log = options.log;
    this.#server = new SMTPServer({
      authOptional: true,
      // Without encryption, so that the demo needs no certificate.
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      disableReverseLookup: true,
      size: MAX_MAIL,
      logger: false,
      onAuth: ({ username, password }, session, callback) =>
        this.#run('AUTH', username ?? '', session, callback, async () => {
          if (password === 'wrong') {
            throw smtpError(535, 'Authentication credentials invalid');
          }
          callback(null, { user: username });
        }),
      onMailFrom: ({ address }, session, callback) =>
        this.#run('MAIL', address, session, callback, async () => callback()),
      onRcptTo: ({ address }, session, callback) =>
        this.#run('RCPT', address, session, callback, async () => callback()),
      onData: (stream, session, callback) => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const { mailFrom } = session.envelope;
        const chunks: Buffer[] = [];
        stream.on('data', chunk => chunks.push(chunk));
        stream.on('end', () =>
          this.#run('DATA', to.join(','), session, callback, async () => {
            await this.#mailbox.receive(Buffer.concat(chunks), {
              from: mailFrom ? mailFrom.address : '',
              to,
            });
            callback();
          }),
        );
      },
    });
    // Clients that break off are told of by the client.
    this.#server.on('error', () => {});
  }

  /** Starts to listen. @param port - 0 for any free one. @returns the port */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.server.off('error', reject);
        resolve();
      });
    });
    return (this.#server.server.address() as AddressInfo).port;
  }

  /** Closes all connections and stops. */
  async close(): Promise<void> {
    const closed = new Promise<void>(resolve => {
      this.#server.close(() => resolve());
    });
    for (const socket of this.#sockets()) {
      socket.destroy();
    }
    await closed;
  }

  /** Lets faults happen to a command, carries it out, and answers it once. */
  #run(
    operation: string,
    resource: string,
    session: SMTPServerSession,
    fail: (error: Error) => void,
    handle: () => Promise<void>,
  ): void {
    const call: ServiceCall = { operation, resource };
    const record = this.#log.add('smtp', call);
    const cut = () => {
      record.status = 'reset';
      for (const socket of this.#sockets(session.id)) {
        socket.resetAndDestroy();
      }
    };
    const run = async () => {
      const outcome = await this.#meetFaults(call);
      if (outcome.kind === 'refused') {
        record.status = outcome.error.responseCode;
        fail(outcome.error);
        return;
      }
      if (outcome.kind === 'cut' && !outcome.afterHandling) {
        cut();
        return;
      }
      if (outcome.kind === 'cut') {
        // The reply of a carried out command is written to a socket that is gone.
        cut();
        await handle();
        return;
      }
      record.status = 250;
      await handle();
    };
    run().catch(error => {
      record.status = error.responseCode ?? DEFAULT_CODE;
      fail(error);
    });
  }

  async #meetFaults(call: ServiceCall): Promise<Outcome> {
    for (const { effect } of this.#faults.take('smtp', call)) {
      if (effect.kind === 'delay') {
        await sleep(effect.milliseconds);
      } else if (effect.kind === 'reset') {
        return { kind: 'cut', afterHandling: effect.afterHandling ?? false };
      } else if (effect.kind === 'error') {
        const { status = DEFAULT_CODE, message = effect.code } = effect;
        return { kind: 'refused', error: smtpError(status, message) };
      }
    }
    return { kind: 'go-on' };
  }

  /** Sockets of a session, or of all; the package has no public way to them. */
  #sockets(sessionId?: string): Socket[] {
    const { connections } = this.#server as unknown as {
      connections: Set<{ id: string; _socket: Socket }>;
    };
    return [...connections]
      .filter(({ id }) => sessionId === undefined || id === sessionId)
      .map(({ _socket }) => _socket);
  }
}

function smtpError(
  responseCode: number,
  message: string,
): Error & { responseCode: number } {
  return Object.assign(new Error(message), { responseCode });
}
