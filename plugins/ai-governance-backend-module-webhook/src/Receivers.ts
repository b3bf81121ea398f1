import { AlertDeliveryError } from '@ai-governance/plugin-ai-governance-node';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const KEY = 'aiGovernance.webhook';

/** Where calls go. */
export interface Receiver {
  /** Name, or origin of the URL. Tells no secret. */
  name: string;
  url: URL;
  secret?: string;
  authorization?: string;
}

/** A host whose URLs may be named by annotations. */
interface AllowedHost {
  protocol: string;
  /** Host with port; begins with `.` when all names below it are allowed. */
  host: string;
}

/** The receivers of the configuration, and who else may be called. */
export class Receivers {
  /** Name of the receiver of last resort. */
  readonly fallback?: string;
  readonly #named: Map<string, Receiver>;
  readonly #allowedHosts: AllowedHost[];
  readonly #secret?: string;

  /**
   * @param config - `aiGovernance.webhook`
   * @throws InputError when a setting is not valid; it never tells a secret
   */
  static fromConfig(config: Config): Receivers {
    const named = new Map<string, Receiver>();
    for (const item of config.getOptionalConfigArray('receivers') ?? []) {
      const receiver = readReceiver(item);
      if (named.has(receiver.name)) {
        throw new InputError(
          `${KEY}.receivers has '${receiver.name}' more than once`,
        );
      }
      named.set(receiver.name, receiver);
    }
    const fallback = config.getOptionalString('defaultReceiver');
    if (fallback !== undefined && !named.has(fallback)) {
      throw new InputError(
        `${KEY}.defaultReceiver is '${fallback}', expected one of ${
          [...named.keys()].join(', ') || 'receivers, of which there are none'
        }`,
      );
    }
    return new Receivers({
      named,
      fallback,
      allowedHosts: (config.getOptionalStringArray('allowedHosts') ?? []).map(
        readAllowedHost,
      ),
      secret: config.getOptionalString('secret'),
    });
  }

  private constructor(parts: {
    named: Map<string, Receiver>;
    fallback?: string;
    allowedHosts: AllowedHost[];
    secret?: string;
  }) {
    this.#named = parts.named;
    this.fallback = parts.fallback;
    this.#allowedHosts = parts.allowedHosts;
    this.#secret = parts.secret;
  }

  /**
   * Finds who is called.
   * @param destination - name of a receiver, or a URL on an allowed host
   * @throws AlertDeliveryError, not to be tried again, when nobody may be called by it
   */
  find(destination: string): Receiver {
    const named = this.#named.get(destination);
    if (named) {
      return named;
    }
    if (!/^https?:\/\//i.test(destination) || !URL.canParse(destination)) {
      throw new AlertDeliveryError(
        `There is no webhook receiver '${destination.slice(
          0,
          100,
        )}' in ${KEY}.receivers`,
        { retryable: false },
      );
    }
    const url = new URL(destination);
    if (url.username || url.password || !this.#isAllowed(url)) {
      throw new AlertDeliveryError(
        `Webhooks at ${url.origin} are not allowed by ${KEY}.allowedHosts`,
        { retryable: false },
      );
    }
    return { name: url.origin, url, secret: this.#secret };
  }

  #isAllowed({ protocol, host }: URL): boolean {
    return this.#allowedHosts.some(
      allowed =>
        allowed.protocol === protocol &&
        (allowed.host.startsWith('.')
          ? host.endsWith(allowed.host)
          : host === allowed.host),
    );
  }
}

/** A destination as it is shown: of a URL only its origin, for the rest may be a secret. */
export function describeDestination(destination: string): string {
  return URL.canParse(destination)
    ? `${new URL(destination).origin}/…`
    : destination;
}

function readReceiver(config: Config): Receiver {
  const name = config.getString('name').trim();
  const url = config.getString('url');
  if (!name || URL.canParse(name)) {
    throw new InputError(`${KEY}.receivers has a name that is empty or a URL`);
  }
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new InputError(
      `${KEY}.receivers: the url of '${name}' is no http or https URL`,
    );
  }
  return {
    name,
    url: new URL(url),
    secret: config.getOptionalString('secret'),
    authorization: config.getOptionalString('authorization'),
  };
}

function readAllowedHost(entry: string): AllowedHost {
  const [, scheme = 'https', wildcard, rest] =
    /^(?:(https?):\/\/)?(\*\.)?([^/*@\s]+)$/i.exec(entry.trim()) ?? [];
  const protocol = `${scheme.toLowerCase()}:`;
  if (rest === undefined || !URL.canParse(`${protocol}//${rest}`)) {
    throw new InputError(
      `${KEY}.allowedHosts has '${entry}', expected a host such as hooks.example.com or *.example.com:8443`,
    );
  }
  const { host } = new URL(`${protocol}//${rest}`);
  return { protocol, host: wildcard ? `.${host}` : host };
}
