import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * HMAC-SHA256 in lower-case hexadecimal digits.
 * @param parts - what is signed, one after the other
 * @public
 */
export function hmacSha256(
  secret: string,
  ...parts: (string | Uint8Array)[]
): string {
  const hmac = createHmac('sha256', secret);
  parts.forEach(part => hmac.update(part));
  return hmac.digest('hex');
}

/**
 * Whether two secrets are the same. How long it takes tells nothing of them: hashes of one length are compared.
 * @public
 */
export function isSameSecret(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
