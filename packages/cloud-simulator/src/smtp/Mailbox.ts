import { simpleParser, type AddressObject } from 'mailparser';

/** A mail as it was received. */
export interface ReceivedMail {
  /** Counts from 1. */
  id: number;
  /** ISO instant. */
  receivedAt: string;
  /** Addresses of the envelope. */
  envelope: { from: string; to: string[] };
  /** As shown in the header. */
  from: string;
  to: string[];
  subject: string;
  /** With angle brackets; empty when there is none. */
  messageId: string;
  inReplyTo: string;
  references: string[];
  text: string;
  /** Empty when there is no HTML part. */
  html: string;
  /** All header lines, names in lower case, oldest hop first. */
  headers: { name: string; line: string }[];
}

/** A conversation: mails that answer each other, oldest first. */
export interface MailThread {
  subject: string;
  mails: ReceivedMail[];
}

/** What the mail server has received, for whomever. */
export class Mailbox {
  readonly #now: () => Date;
  #mails: ReceivedMail[] = [];
  #ids = 0;
  #revision = 0;

  constructor(options: { now: () => Date }) {
    this.#now = options.now;
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** All mails, oldest first. */
  mails(): ReceivedMail[] {
    return structuredClone(this.#mails);
  }

  /** Forgets all mails. */
  clear(): void {
    this.#mails = [];
    this.#revision++;
  }

  /** The mails by conversation, as mail programs join them: by Message-ID and References. The latest first. */
  threads(): MailThread[] {
    const threadOf = new Map<string, MailThread>();
    const threads: MailThread[] = [];
    for (const mail of this.mails()) {
      const known = [mail.inReplyTo, ...mail.references]
        .map(id => threadOf.get(id))
        .find(thread => thread !== undefined);
      const thread = known ?? { subject: mail.subject, mails: [] };
      if (!known) {
        threads.push(thread);
      }
      thread.mails.push(mail);
      if (mail.messageId) {
        threadOf.set(mail.messageId, thread);
      }
    }
    const latest = ({ mails }: MailThread) => mails[mails.length - 1].id;
    return threads.sort((a, b) => latest(b) - latest(a));
  }

  /** Takes a mail as it came over the wire. @throws Error when it is none */
  async receive(
    source: Buffer,
    envelope: ReceivedMail['envelope'],
  ): Promise<void> {
    const parsed = await simpleParser(source, { skipImageLinks: true });
    this.#mails.push({
      id: ++this.#ids,
      receivedAt: this.#now().toISOString(),
      envelope,
      from: parsed.from?.text ?? '',
      to: addressesOf(parsed.to),
      subject: parsed.subject ?? '',
      messageId: parsed.messageId ?? '',
      inReplyTo: parsed.inReplyTo ?? '',
      references: [parsed.references ?? []].flat(),
      text: parsed.text ?? '',
      html: parsed.html || '',
      headers: parsed.headerLines.map(({ key, line }) => ({ name: key, line })),
    });
    this.#revision++;
  }
}

function addressesOf(
  objects: AddressObject | AddressObject[] | undefined,
): string[] {
  return [objects ?? []]
    .flat()
    .flatMap(({ value }) => value.map(({ address }) => address ?? ''));
}
