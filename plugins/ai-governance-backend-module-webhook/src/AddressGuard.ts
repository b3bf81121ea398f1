import { AlertDeliveryError } from '@ai-governance/plugin-ai-governance-node';
import { InputError } from '@backstage/errors';
import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * Networks that are no part of the public internet, by the registries of special-purpose addresses of IANA (RFC 6890), and
 * those whose addresses hold an IPv4 address that could be one of them.
 */
const SPECIAL_NETWORKS = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

/**
 * Lets calls through to public addresses only, so that a URL, or what a name resolves to, leads nobody into the network
 * that the backend is in.
 */
export class AddressGuard {
  readonly #special = toBlockList(SPECIAL_NETWORKS);
  readonly #allowed: BlockList;

  /**
   * @param allowedNetworks - special networks that may be called nevertheless, as addresses or CIDR
   * @throws InputError when one is no network
   */
  constructor(allowedNetworks: string[]) {
    this.#allowed = toBlockList(allowedNetworks);
  }

  /** Whether an IP address may be called. */
  allows(address: string): boolean {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    return (
      this.#allowed.check(address, family) ||
      !this.#special.check(address, family)
    );
  }

  /**
   * Checks a host that is an address itself: no name is looked up for those.
   * @param hostname - of a parsed URL
   * @throws AlertDeliveryError that is not to be tried again
   */
  checkLiteral(hostname: string): void {
    const address = hostname.replace(/^\[|\]$/g, '');
    if (isIP(address) !== 0 && !this.allows(address)) {
      throw refusal(hostname, address);
    }
  }

  /**
   * Looks a name up for a connection. The connection goes to the very addresses that were checked, so that a name that
   * changes in between gains nothing. One bad address is enough to refuse all.
   */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '');
        return;
      }
      const bad = addresses.find(({ address }) => !this.allows(address));
      if (bad || addresses.length === 0) {
        callback(refusal(hostname, bad?.address ?? 'no address'), '');
        return;
      }
      if (options.all) {
        callback(null, addresses);
        return;
      }
      callback(null, addresses[0].address, addresses[0].family);
    });
  };
}

function refusal(hostname: string, address: string): AlertDeliveryError {
  return new AlertDeliveryError(
    `The webhook's host ${hostname} is at ${address}, which is not a public address; aiGovernance.webhook.allowedNetworks can allow it`,
    { retryable: false },
  );
}

function toBlockList(networks: string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address, prefix, ...rest] = network.split('/');
    const family = isIP(address);
    const bits = family === 6 ? 128 : 32;
    const length = prefix === undefined ? bits : Number(prefix);
    const isNetwork =
      family !== 0 &&
      rest.length === 0 &&
      (prefix === undefined || /^\d+$/.test(prefix)) &&
      length <= bits;
    if (!isNetwork) {
      throw new InputError(
        `aiGovernance.webhook.allowedNetworks has '${network}', expected an address or a network such as 10.1.0.0/16`,
      );
    }
    list.addSubnet(address, length, family === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
