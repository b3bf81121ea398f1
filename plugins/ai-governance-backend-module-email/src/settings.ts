import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { plainLine } from '@ai-governance/plugin-ai-governance-node';
import { isAddress } from './addresses';

const KEY = 'aiGovernance.email';
const TLS = ['implicit', 'starttls', 'none'] as const;
const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;

/** Settings of the channel, checked. */
export interface EmailSettings {
  from: { name: string; address: string };
  replyTo?: string;
  defaultRecipients: string[];
  /** Lower case; undefined: all. */
  allowedDomains?: string[];
  smtp: {
    host: string;
    port: number;
    tls: (typeof TLS)[number];
    ca?: string;
    auth?: { user: string; pass: string };
  };
}

/**
 * Reads `aiGovernance.email`.
 * @param rootConfig - configuration of the whole app
 * @returns undefined when there is no such section
 * @throws InputError when a setting is not valid; it never tells a secret
 */
export function readSettings(rootConfig: Config): EmailSettings | undefined {
  const config = rootConfig.getOptionalConfig(KEY);
  if (!config) {
    return undefined;
  }
  const replyTo = config.getOptionalString('replyTo');
  const defaultRecipients =
    config.getOptionalStringArray('defaultRecipients') ?? [];
  [...(replyTo ? [replyTo] : []), ...defaultRecipients].forEach(checkAddress);
  return {
    from: readSender(config.getString('from')),
    replyTo,
    defaultRecipients,
    allowedDomains: config
      .getOptionalStringArray('allowedDomains')
      ?.map(domain => domain.toLowerCase()),
    smtp: readServer(config.getConfig('smtp')),
  };
}

function readServer(config: Config): EmailSettings['smtp'] {
  const host = config.getString('host');
  const tls = (config.getOptionalString('tls') ??
    'starttls') as (typeof TLS)[number];
  if (!TLS.includes(tls)) {
    throw new InputError(
      `${KEY}.smtp.tls is '${tls}', expected one of ${TLS.join(', ')}`,
    );
  }
  const port =
    config.getOptionalNumber('port') ?? (tls === 'implicit' ? 465 : 587);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new InputError(`${KEY}.smtp.port is ${port}, expected 1 to 65535`);
  }
  const user = config.getOptionalString('user');
  const pass = config.getOptionalString('password');
  if ((user === undefined) !== (pass === undefined)) {
    throw new InputError(
      `${KEY}.smtp needs both 'user' and 'password', or neither`,
    );
  }
  if (pass !== undefined && tls === 'none' && !LOOPBACK.test(host)) {
    throw new InputError(
      `${KEY}.smtp.tls is 'none', so that the password would be sent to ${host} in the clear: use starttls or implicit`,
    );
  }
  return {
    host,
    port,
    tls,
    ca: config.getOptionalString('ca'),
    auth: user !== undefined && pass !== undefined ? { user, pass } : undefined,
  };
}

function readSender(from: string): EmailSettings['from'] {
  const match = /^(?:"?([^"<>]*?)"?\s*<([^<>]+)>|([^<>\s]+))$/.exec(
    from.trim(),
  );
  const address = (match?.[2] ?? match?.[3] ?? '').trim();
  if (!isAddress(address)) {
    throw new InputError(
      `${KEY}.from is '${from}', expected 'name@example.com' or 'Name <name@example.com>'`,
    );
  }
  return { name: plainLine(match?.[1] ?? '', 100), address };
}

function checkAddress(address: string): void {
  if (!isAddress(address)) {
    throw new InputError(`${KEY} has '${address}', which is no e-mail address`);
  }
}
