import type {
  AlertMessage,
  DeliveryOptions,
} from '@ai-governance/plugin-ai-governance-node';
import { plainLine } from '@ai-governance/plugin-ai-governance-node';
import { createHash } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import { domainOf } from './addresses';
import { toContents } from './contents';
import { toHtml, toText } from './render';
import type { EmailSettings } from './settings';

const MAX_SUBJECT = 200;

/** What is kept of a conversation for its next mail. */
export interface MailReference {
  /** Message-ID of the first mail. */
  root: string;
  /** Message-ID of the latest mail. */
  last: string;
  /** Subject of the first mail: an answer with another one is shown apart by some mail programs. */
  subject: string;
}

/**
 * The mail that tells a group of alerts: an answer to the mail before, so that all of them are one conversation.
 *
 * The Message-ID is made of the delivery's id. A mail that is sent again after a crash has the same one, and mail programs and
 * servers that look at it show it once.
 * @param recipients - plain addresses
 */
export function toMail(
  message: AlertMessage,
  recipients: string[],
  options: Pick<DeliveryOptions, 'deliveryId' | 'destination' | 'previous'>,
  settings: EmailSettings,
): { mail: SendMailOptions; reference: MailReference } {
  const previous = toReference(options.previous);
  const contents = toContents(message);
  const subject =
    previous?.subject ??
    plainLine(`[${contents.state}] ${contents.title}`, MAX_SUBJECT);
  const messageId = `<${createHash('sha256')
    .update(`${options.deliveryId}|${options.destination}`)
    .digest('hex')
    .slice(0, 40)}@${domainOf(settings.from.address)}>`;
  const reference = {
    root: previous?.root ?? messageId,
    last: messageId,
    subject,
  };
  return {
    reference,
    mail: {
      from: settings.from,
      ...(settings.replyTo && { replyTo: settings.replyTo }),
      to: recipients.map(address => ({ name: '', address })),
      subject: previous ? `Re: ${subject}` : subject,
      messageId,
      ...(previous && {
        inReplyTo: previous.last,
        references: [...new Set([previous.root, previous.last])],
      }),
      date: new Date(message.at),
      text: toText(contents),
      html: toHtml(contents),
      ...(message.severity === 'critical' &&
        message.transition === 'trigger' && { priority: 'high' as const }),
      headers: {
        // Nobody's holiday note is to answer.
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
      },
    },
  };
}

function toReference(
  previous: DeliveryOptions['previous'],
): MailReference | undefined {
  const { root, last, subject } = previous ?? {};
  return typeof root === 'string' &&
    typeof last === 'string' &&
    typeof subject === 'string'
    ? { root, last, subject }
    : undefined;
}
