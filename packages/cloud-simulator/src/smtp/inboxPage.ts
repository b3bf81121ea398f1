import { escapeMarkup } from '../http/wire';
import { page, reloadWhenChanged, timeHtml } from '../pages/page';
import type { Mailbox, MailThread, ReceivedMail } from './Mailbox';

const STYLE = `
.thread { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: 0 0 24px; overflow: hidden; }
.thread > h2 { font-size: 17px; margin: 0; padding: 16px 22px; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.thread > h2 small { color: var(--soft); font-weight: 400; font-size: 13px; margin-left: 8px; }
.mail { padding: 16px 22px; } .mail + .mail { border-top: 1px solid var(--line); }
.mail > header { display: grid; grid-template-columns: 40px 1fr; gap: 12px; align-items: center; margin-bottom: 12px; }
.mail .avatar { width: 38px; height: 38px; border-radius: 50%; background: #1a5fb4; color: #fff; display: grid; place-items: center; font-weight: 700; }
.mail .to, .mail time { color: var(--soft); font-size: 12px; overflow-wrap: anywhere; }
iframe { width: 100%; height: 480px; resize: vertical; border: 1px solid var(--line); border-radius: 8px; background: #fff; }
details { margin-top: 10px; color: var(--soft); font-size: 13px; } details pre { color: var(--text); max-height: 360px; overflow: auto; overflow-wrap: anywhere; }
.empty { color: var(--soft); text-align: center; padding: 60px 0; }
`;

/** All received mails as a page: conversations, the latest first, that follows new mails by itself. */
export function mailPage(mailbox: Mailbox, nonce: string): string {
  const threads = mailbox.threads();
  return page({
    title: 'Acme Mail',
    accent: '#1a5fb4',
    style: STYLE,
    body: threads.length
      ? threads.map(threadHtml).join('')
      : '<p class="empty">No mail yet.</p>',
    script: {
      nonce,
      source: reloadWhenChanged('/_simulator/mail/revision', mailbox.revision),
    },
  });
}

function threadHtml({ subject, mails }: MailThread): string {
  return `<section class="thread"><h2>${escapeMarkup(subject)}<small>${
    mails.length
  } ${mails.length === 1 ? 'mail' : 'mails'}</small></h2>${[...mails]
    .reverse()
    .map(mailHtml)
    .join('')}</section>`;
}

function mailHtml(mail: ReceivedMail, index: number): string {
  const { to, html, text, headers, receivedAt } = mail;
  const from = mail.from.replace(/^"([^"]*)"/, '$1');
  const body = html
    ? frame(html)
    : `<pre class="text">${escapeMarkup(text)}</pre>`;
  const parts = `${
    html
      ? `<details><summary>Plain text part</summary><pre>${escapeMarkup(
          text,
        )}</pre></details>`
      : ''
  }<details><summary>Headers</summary><pre>${escapeMarkup(
    headers.map(({ line }) => line).join('\n'),
  )}</pre></details>`;
  // Of a conversation the latest mail is open, as in a mail program.
  const shown =
    index === 0
      ? body + parts
      : `<details><summary>Show</summary>${body}${parts}</details>`;
  return `<article class="mail" data-mail="${
    mail.id
  }"><header><div class="avatar">${escapeMarkup(
    (from[0] ?? '?').toUpperCase(),
  )}</div><div><b>${escapeMarkup(from)}</b><div class="to">to ${escapeMarkup(
    to.join(', '),
  )} · ${timeHtml(receivedAt)}</div></div></header>${shown}</article>`;
}

/** Foreign HTML: without scripts, forms and an origin, and the page's policy lets it load nothing. Links open outside. */
function frame(html: string): string {
  return `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="Mail" srcdoc="${escapeMarkup(
    `<base target="_blank">${html}`,
  )}"></iframe>`;
}
