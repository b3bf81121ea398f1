import {
  AlertDeliveryError,
  type AlertChannel,
  type AlertMessage,
  type DeliveryOptions,
  type DeliveryReference,
  type OwnerContext,
} from '@ai-governance/plugin-ai-governance-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  domainOf,
  fromDestination,
  profileAddress,
  toDestination,
} from './addresses';
import type { EmailSettings } from './settings';
import { SmtpClient } from './SmtpClient';
import { toMail } from './toMail';

/**
 * Alerts by e-mail: one conversation per group of alerts, from the first mail to the one that says that all is well.
 * @public
 */
export class EmailAlertChannel implements AlertChannel {
  readonly id = 'email';
  readonly title = 'E-mail';
  readonly abilities = { dedupKey: false, acknowledge: false, update: false };
  readonly defaultDestination?: string;
  readonly #settings: EmailSettings;
  readonly #client: SmtpClient;
  readonly #logger: LoggerService;

  /** @param settings - `aiGovernance.email`, checked */
  static create(
    settings: EmailSettings,
    options: { logger: LoggerService },
  ): EmailAlertChannel {
    return new EmailAlertChannel(settings, options.logger);
  }

  private constructor(settings: EmailSettings, logger: LoggerService) {
    this.#settings = settings;
    this.#client = new SmtpClient(settings.smtp);
    this.#logger = logger;
    this.defaultDestination = toDestination(settings.defaultRecipients);
  }

  /** The address in the owner's profile, or else those in the profiles of its members. */
  async destinationOf(
    owner: Entity,
    context: OwnerContext,
  ): Promise<string | undefined> {
    const own = profileAddress(owner);
    if (own && this.#isAllowed(own)) {
      return toDestination([own]);
    }
    if (owner.kind.toLocaleLowerCase('en-US') !== 'group') {
      return undefined;
    }
    const members = (await context.members())
      .map(profileAddress)
      .filter(address => address !== undefined);
    return toDestination(members.filter(address => this.#isAllowed(address)));
  }

  /**
   * Sends a mail, as an answer to the one before.
   * @returns what the next mail needs to be an answer to this one
   * @throws AlertDeliveryError, retryable for replies 4yz of the server and network failures
   */
  async deliver(
    message: AlertMessage,
    options: DeliveryOptions,
  ): Promise<DeliveryReference> {
    const recipients = fromDestination(options.destination).filter(address =>
      this.#isAllowed(address),
    );
    if (recipients.length === 0) {
      throw new AlertDeliveryError(
        `'${options.destination.slice(
          0,
          200,
        )}' has no e-mail address that mail may go to`,
        { retryable: false },
      );
    }
    const { mail, reference } = toMail(
      message,
      recipients,
      options,
      this.#settings,
    );
    const rejected = await this.#client.send(mail, options.signal);
    if (rejected.length > 0) {
      // The others have it: to send it again would tell them twice.
      this.#logger.warn(
        `The mail server does not take alerts for ${rejected.join(', ')}`,
      );
    }
    return { ...reference };
  }

  /** Connects to the mail server and logs in. */
  async probe({ signal }: { signal: AbortSignal }): Promise<string> {
    return this.#client.verify(signal);
  }

  #isAllowed(address: string): boolean {
    const { allowedDomains } = this.#settings;
    return !allowedDomains || allowedDomains.includes(domainOf(address));
  }
}
