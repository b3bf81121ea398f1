import {
  AlertDeliveryError,
  networkCode,
} from '@ai-governance/plugin-ai-governance-node';

/** Characters of the server's own words that an error repeats. */
const MAX_WORDS = 300;

/** Errors of the mail client that come again whenever the same mail is sent. */
const PERMANENT = new Set(['EENVELOPE', 'EMESSAGE', 'EREQUIRETLS']);

/**
 * Turns an error of the mail client into one that says whether to try again. A server says so by its reply: 4yz may
 * succeed later, 5yz will not.
 * @param error - what the client threw
 * @param server - `host:port`
 */
export function toDeliveryError(
  error: unknown,
  server: string,
): AlertDeliveryError {
  const { code, responseCode, response, message } = error as {
    code?: string;
    responseCode?: number;
    response?: string;
    message?: string;
  };
  const network = networkCode(error);
  if (responseCode !== undefined) {
    const remedy =
      code === 'EAUTH'
        ? ': correct aiGovernance.email.smtp.user and password'
        : '';
    return new AlertDeliveryError(
      `The mail server ${server} answered ${(
        response ?? String(responseCode)
      ).slice(0, MAX_WORDS)}${remedy}`,
      { retryable: responseCode < 500, cause: error },
    );
  }
  return new AlertDeliveryError(
    `No mail could be sent by ${server}: ${(
      network ??
      message ??
      String(error)
    ).slice(0, MAX_WORDS)}`,
    { retryable: !PERMANENT.has(code ?? ''), cause: error },
  );
}
