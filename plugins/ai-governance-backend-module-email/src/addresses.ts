import type { Entity } from '@backstage/catalog-model';

/** More than these one message does not go to. */
const MAX_RECIPIENTS = 50;
const MAX_ADDRESS = 254;

/** One plain address: no name, no quotes, no comments, nothing that could end a line or begin another address. */
const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;

/** Whether a text is one plain address. */
export function isAddress(text: string): boolean {
  return text.length <= MAX_ADDRESS && ADDRESS.test(text);
}

/** Domain of an address, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/**
 * The address in the profile of a user or group.
 * @returns undefined when there is none, or what is there is none
 */
export function profileAddress(entity: Entity): string | undefined {
  const profile = entity.spec?.profile;
  if (typeof profile !== 'object' || !profile || Array.isArray(profile)) {
    return undefined;
  }
  const email = typeof profile.email === 'string' ? profile.email.trim() : '';
  return isAddress(email) ? email : undefined;
}

/** A list of addresses as a destination: the same for the same addresses, whatever their order. */
export function toDestination(addresses: string[]): string | undefined {
  const unique = [...new Set(addresses.map(address => address.toLowerCase()))];
  return unique.sort().slice(0, MAX_RECIPIENTS).join(', ') || undefined;
}

/** The addresses of a destination; nothing that is none. */
export function fromDestination(destination: string): string[] {
  return destination
    .split(/[,;\s]+/)
    .filter(isAddress)
    .slice(0, MAX_RECIPIENTS);
}
