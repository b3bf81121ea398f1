import { escapeMarkup } from '../http/wire';

/** Emoji that alerts use, by Slack's short names. */
const EMOJI: Record<string, string> = {
  rotating_light: '🚨',
  warning: '⚠️',
  white_check_mark: '✅',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  large_orange_circle: '🟠',
  red_circle: '🔴',
  chart_with_upwards_trend: '📈',
  information_source: 'ℹ️',
  bell: '🔔',
};

const LINK = /<(https?:\/\/[^|>\s]+)(?:\|([^>]*))?>/;
const CODE = /```([\s\S]+?)```|`([^`\n]+)`/;

/**
 * Renders Slack's mrkdwn as HTML: bold, italic, strike, code, quotes, links to http(s) and a few emoji. Everything
 * else stays text.
 * @param text - as sent, with `&amp;`, `&lt;` and `&gt;` for the three characters that Slack reserves
 * @returns HTML whose only markup is made here
 */
export function mrkdwnToHtml(text: string): string {
  const code = CODE.exec(text);
  if (code) {
    const [whole, block, inline] = code;
    const html =
      block === undefined
        ? `<code>${plain(inline)}</code>`
        : `<pre>${plain(block)}</pre>`;
    return around(text, code.index, whole.length, html);
  }
  const link = LINK.exec(text);
  if (link) {
    const [whole, url, label] = link;
    const html = `<a href="${escapeMarkup(
      unescape(url),
    )}" rel="noreferrer">${plain(label ?? url)}</a>`;
    return around(text, link.index, whole.length, html);
  }
  return plain(text)
    .replace(/(^|[\s(])\*([^\n]+?)\*(?=$|[\s).,;:!?])/g, '$1<b>$2</b>')
    .replace(/(^|[\s(])_([^\n]+?)_(?=$|[\s).,;:!?])/g, '$1<i>$2</i>')
    .replace(/(^|[\s(])~([^\n]+?)~(?=$|[\s).,;:!?])/g, '$1<s>$2</s>')
    .replace(/:([a-z0-9_]+):/g, (whole, name) => EMOJI[name] ?? whole)
    .replace(/\n/g, '<br>');
}

/** Plain text as HTML. Slack's own three entities stand for their characters. */
export function plain(text: string): string {
  return escapeMarkup(unescape(text));
}

function around(
  text: string,
  index: number,
  length: number,
  html: string,
): string {
  const before = text.slice(0, index);
  const after = text.slice(index + length);
  return (
    (before && mrkdwnToHtml(before)) + html + (after && mrkdwnToHtml(after))
  );
}

function unescape(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
