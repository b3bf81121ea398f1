import { escapeMarkup } from '../http/wire';

const BASE_STYLE = `
:root { color-scheme: light dark; --bg: #f6f6f8; --card: #fff; --line: #e1e1e6; --text: #1d1c1d; --soft: #616061; --link: #1264a3; }
@media (prefers-color-scheme: dark) { :root { --bg: #16171b; --card: #1f2126; --line: #35373d; --text: #e8e8e8; --soft: #9a9ba0; --link: #6cb6f0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 14px/1.5 system-ui, sans-serif; }
body > header { color: #fff; padding: 14px 24px; display: flex; gap: 20px; align-items: baseline; }
body > header h1 { font-size: 17px; margin: 0; } body > header a { color: #fff; opacity: .85; }
main { max-width: 1000px; margin: 24px auto; padding: 0 20px; }
a { color: var(--link); } hr { border: 0; border-top: 1px solid var(--line); }
code, pre { font: 12px/1.5 ui-monospace, monospace; background: var(--bg); border: 1px solid var(--line); border-radius: 4px; padding: 1px 4px; }
pre { padding: 8px 10px; overflow-x: auto; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--line); }
th, td { text-align: left; padding: 6px 12px; border-bottom: 1px solid var(--line); } td:first-child { white-space: nowrap; } th { color: var(--soft); font-weight: 600; }
`;

/** Pages on which people see what they were told. */
export const INBOXES = [
  { path: '/slack/inbox', name: 'Slack' },
  { path: '/pagerduty', name: 'PagerDuty' },
  { path: '/mail', name: 'Mail' },
];

/** An instant for people, in UTC. @param instant - ISO instant */
export function timeHtml(instant: string): string {
  const text = instant.slice(0, 19).replace('T', ' ');
  return `<time datetime="${escapeMarkup(instant)}">${escapeMarkup(
    text,
  )} UTC</time>`;
}

/** Script that loads the page again when a revision is no longer the one that the page shows. */
export function reloadWhenChanged(path: string, revision: number): string {
  return `setInterval(async () => {
  const response = await fetch('${path}').catch(() => undefined);
  if (response?.ok && (await response.json()).revision !== ${revision}) location.reload();
}, 2000);`;
}

/**
 * A page of the simulator.
 * @param options - `body` and `style` are HTML and CSS made here, with everything foreign escaped in them
 */
export function page(options: {
  title: string;
  /** Colour of the bar on top, default Slack's. */
  accent?: string;
  style?: string;
  body: string;
  script?: { nonce: string; source: string };
}): string {
  const { title, accent = '#4a154b', style = '', body, script } = options;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeMarkup(title)}</title><style>${BASE_STYLE}${style}</style></head>
<body><header style="background: ${accent}"><h1>${escapeMarkup(
    title,
  )}</h1><a href="/">All services</a>${INBOXES.map(
    ({ path, name }) => `<a href="${path}">${name}</a>`,
  ).join('')}</header>
<main>${body}</main>${
    script ? `<script nonce="${script.nonce}">${script.source}</script>` : ''
  }</body></html>`;
}
