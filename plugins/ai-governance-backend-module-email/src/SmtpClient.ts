import { AlertDeliveryError } from '@ai-governance/plugin-ai-governance-node';
import { connect, isIP, type Socket } from 'node:net';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { toDeliveryError } from './errors';
import type { EmailSettings } from './settings';

/** How long the server may take to connect, and between two of its answers. */
const TIMEOUT_MS = 15_000;

type Transport = ReturnType<typeof openTransport>;

/** Hands mails to the mail server, one connection each, so that a mail can be stopped. */
export class SmtpClient {
  readonly #settings: EmailSettings['smtp'];

  constructor(settings: EmailSettings['smtp']) {
    this.#settings = settings;
  }

  /**
   * Sends a mail.
   * @returns addresses that the server did not accept, where it accepted others
   * @throws AlertDeliveryError, retryable for 4yz replies and network failures
   */
  async send(mail: SendMailOptions, signal: AbortSignal): Promise<string[]> {
    const { rejected } = await this.#run(signal, transport =>
      transport.sendMail({
        ...mail,
        disableFileAccess: true,
        disableUrlAccess: true,
      }),
    );
    return rejected.map(String);
  }

  /**
   * Connects and logs in.
   * @returns one sentence
   * @throws AlertDeliveryError that says what is wrong
   */
  async verify(signal: AbortSignal): Promise<string> {
    await this.#run(signal, transport => transport.verify());
    return `The mail server ${this.#server} is there${
      this.#settings.auth ? ' and takes our password' : ''
    }.`;
  }

  get #server(): string {
    return `${this.#settings.host}:${this.#settings.port}`;
  }

  async #run<T>(
    signal: AbortSignal,
    call: (transport: Transport) => Promise<T>,
  ): Promise<T> {
    if (signal.aborted) {
      throw new AlertDeliveryError('The delivery was stopped', {
        retryable: true,
        cause: signal.reason,
      });
    }
    const transport = openTransport(this.#settings, signal);
    try {
      return await call(transport);
    } catch (error) {
      throw toDeliveryError(error, this.#server);
    } finally {
      transport.close();
    }
  }
}

function openTransport(settings: EmailSettings['smtp'], signal: AbortSignal) {
  const { host, port, tls, ca, auth } = settings;
  return createTransport({
    host,
    port,
    auth,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    // A certificate is of a name; addresses have none to ask for.
    tls: { ca, ...(isIP(host) === 0 && { servername: host }) },
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // The client takes no signal; a socket of ours does, and breaks off when it is told to stop.
    getSocket: (
      _options: unknown,
      callback: (error: Error | null, socket?: { connection: Socket }) => void,
    ) => {
      const socket = connect({ host, port, signal });
      const fail = (error: Error) => callback(error);
      socket.setTimeout(TIMEOUT_MS, () =>
        socket.destroy(
          Object.assign(new Error('Connection timeout'), { code: 'ETIMEDOUT' }),
        ),
      );
      socket.once('error', fail);
      socket.once('connect', () => {
        socket.off('error', fail);
        socket.setTimeout(0);
        callback(null, { connection: socket });
      });
    },
  });
}
