import type { SimulatedFleet } from '../fleet/types';
import type { WireRequest } from '../http/wire';

/** Who calls, as the signature says. Signatures themselves are not checked. */
export interface AwsCaller {
  accessKeyId: string;
  accountId: string;
  region: string;
}

/**
 * Reads the credential scope of a Signature Version 4, from the Authorization header or a presigned URL.
 * @returns undefined when the request is not signed
 */
export function readCaller(
  request: WireRequest,
  accountOf: (accessKeyId: string) => string,
): AwsCaller | undefined {
  const header = request.headers.authorization;
  const credential =
    header?.match(/^AWS4-HMAC-SHA256 .*?Credential=([^,\s]+)/)?.[1] ??
    request.query.get('X-Amz-Credential');
  const [accessKeyId, , region] = credential?.split('/') ?? [];
  return accessKeyId && region
    ? { accessKeyId, accountId: accountOf(accessKeyId), region }
    : undefined;
}

/** Account of an access key: as the fleet says, else the fleet's default account. */
export function accountOfKey(
  fleet: SimulatedFleet,
  accessKeyId: string,
): string {
  return fleet.accessKeys?.[accessKeyId] ?? fleet.defaultAccountId;
}
