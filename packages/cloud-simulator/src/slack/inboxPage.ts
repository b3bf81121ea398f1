import { escapeMarkup } from '../http/wire';
import { page, reloadWhenChanged, timeHtml } from '../pages/page';
import { mrkdwnToHtml, plain } from './mrkdwn';
import type {
  SlackBlock,
  SlackContent,
  SlackInboxMessage,
  SlackWorkspace,
} from './SlackWorkspace';

const STYLE = `
.channel { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: 0 0 20px; }
.channel > h2 { font-size: 15px; margin: 0; padding: 12px 18px; border-bottom: 1px solid var(--line); }
.channel > h2 small { color: var(--soft); font-weight: 400; margin-left: 8px; }
.message { display: grid; grid-template-columns: 40px 1fr; gap: 12px; padding: 14px 18px; }
.message + .message { border-top: 1px solid var(--line); }
.avatar { width: 36px; height: 36px; border-radius: 8px; background: #4a154b; color: #fff; display: grid; place-items: center; font-weight: 700; }
.meta { color: var(--soft); font-size: 12px; } .meta b { color: var(--text); font-size: 14px; margin-right: 6px; }
.header { font-size: 17px; font-weight: 700; margin: 6px 0; }
.section { margin: 6px 0; overflow-wrap: anywhere; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 6px 18px; margin: 6px 0; }
.context { color: var(--soft); font-size: 12px; margin: 6px 0; }
.button { display: inline-block; border: 1px solid var(--line); border-radius: 6px; padding: 5px 12px; margin: 4px 6px 4px 0; font-weight: 600; text-decoration: none; color: inherit; }
button.button { background: none; font: inherit; font-weight: 600; cursor: pointer; } button.primary { background: #007a5a; border-color: #007a5a; color: #fff; } button.danger { color: #e01e5a; border-color: #e01e5a; }
.replies { border-left: 3px solid var(--line); margin: 10px 0 0; } .replies .message { padding: 8px 0 8px 14px; border: 0; }
details { margin-top: 6px; font-size: 13px; color: var(--soft); } .edit { border-left: 3px solid var(--line); padding-left: 12px; margin: 8px 0; }
.empty { color: var(--soft); text-align: center; padding: 60px 0; }
`;

/** The inbox of a workspace as a page that follows new messages by itself. */
export function inboxPage(workspace: SlackWorkspace, nonce: string): string {
  const messages = workspace.messages();
  const channels = workspace.channels
    .map(({ id, name }) => ({
      name,
      messages: messages.filter(({ channel }) => channel === id),
    }))
    .filter(channel => channel.messages.length > 0);
  const body = channels.length
    ? channels.map(channelHtml).join('')
    : `<p class="empty">No messages yet. Channels: ${workspace.channels
        .map(({ name }) => `#${plain(name)}`)
        .join(', ')}</p>`;
  return page({
    title: `${workspace.team} Slack`,
    style: STYLE,
    body,
    script: {
      nonce,
      source: `${reloadWhenChanged(
        '/_simulator/slack/revision',
        workspace.revision,
      )}
document.addEventListener('click', async event => {
  const { ts, channel, action } = event.target.dataset ?? {};
  if (!action) return;
  event.target.disabled = true;
  const response = await fetch('/_simulator/slack/actions', { method: 'POST', body: JSON.stringify({ ts, channel, action }) });
  const { portal, error } = await response.json();
  if (error || portal.status >= 300 || portal.status === 0) {
    event.target.insertAdjacentText('afterend', error ?? 'The portal answered ' + portal.status + ': ' + portal.body);
  }
});`,
    },
  });
}

function channelHtml(channel: {
  name: string;
  messages: SlackInboxMessage[];
}): string {
  const { name, messages } = channel;
  const threads = messages.filter(({ threadTs }) => !threadTs).reverse();
  return `<section class="channel" data-channel="${escapeMarkup(
    name,
  )}"><h2># ${plain(name)}<small>${messages.length} ${
    messages.length === 1 ? 'message' : 'messages'
  }</small></h2>${threads
    .map(message =>
      messageHtml(
        message,
        messages.filter(({ threadTs }) => threadTs === message.ts),
      ),
    )
    .join('')}</section>`;
}

function messageHtml(
  message: SlackInboxMessage,
  replies: SlackInboxMessage[],
): string {
  const { ts, postedAt, edits } = message;
  const edited = edits.length
    ? ` · edited ${timeHtml(edits[edits.length - 1].at)}`
    : '';
  return `<article class="message" data-ts="${escapeMarkup(
    ts,
  )}"><div class="avatar">AI</div><div><div class="meta"><b>AI governance</b>${timeHtml(
    postedAt,
  )}${edited}</div>${contentHtml(message, message)}${historyHtml(message)}${
    replies.length
      ? `<div class="replies">${replies
          .map(reply => messageHtml(reply, []))
          .join('')}</div>`
      : ''
  }</div></article>`;
}

function historyHtml({ edits }: SlackInboxMessage): string {
  if (!edits.length) {
    return '';
  }
  const versions = edits
    .map(
      edit =>
        `<div class="edit">until ${timeHtml(edit.at)}${contentHtml(
          edit,
        )}</div>`,
    )
    .join('');
  return `<details><summary>${edits.length} earlier ${
    edits.length === 1 ? 'version' : 'versions'
  }</summary>${versions}</details>`;
}

/** Like Slack: blocks where there are some, else the text. @param live - the message, when its buttons are to work */
function contentHtml(
  { text, blocks }: SlackContent,
  live?: SlackInboxMessage,
): string {
  return blocks.length
    ? blocks.map(block => blockHtml(block, live)).join('')
    : `<div class="section">${mrkdwnToHtml(text)}</div>`;
}

function blockHtml(block: SlackBlock, live?: SlackInboxMessage): string {
  switch (block.type) {
    case 'header':
      return `<div class="header">${textHtml(block.text)}</div>`;
    case 'section':
      return (
        (block.text
          ? `<div class="section">${textHtml(block.text)}</div>`
          : '') +
        (block.fields
          ? `<div class="fields">${block.fields
              .map((field: SlackBlock) => `<div>${textHtml(field)}</div>`)
              .join('')}</div>`
          : '')
      );
    case 'context':
      return `<div class="context">${block.elements
        .map(textHtml)
        .join(' ')}</div>`;
    case 'actions':
      return `<div>${block.elements
        .map((element: SlackBlock) => buttonHtml(element, live))
        .join('')}</div>`;
    case 'divider':
      return '<hr>';
    default:
      return `<pre>${escapeMarkup(JSON.stringify(block, null, 2))}</pre>`;
  }
}

function buttonHtml(element: SlackBlock, live?: SlackInboxMessage): string {
  const label = textHtml(element.text ?? { type: 'plain_text', text: '…' });
  const isLink = /^https?:\/\//.test(String(element.url ?? ''));
  if (isLink) {
    return `<a class="button" href="${escapeMarkup(
      element.url,
    )}" rel="noreferrer">${label}</a>`;
  }
  if (!live || !element.action_id) {
    return `<span class="button">${label}</span>`;
  }
  const style = ['primary', 'danger'].includes(element.style)
    ? element.style
    : '';
  return `<button class="button ${style}" data-ts="${escapeMarkup(
    live.ts,
  )}" data-channel="${escapeMarkup(live.channel)}" data-action="${escapeMarkup(
    String(element.action_id),
  )}">${label}</button>`;
}

function textHtml(text: SlackBlock): string {
  const content = String(text?.text ?? '');
  return text?.type === 'mrkdwn' ? mrkdwnToHtml(content) : plain(content);
}
