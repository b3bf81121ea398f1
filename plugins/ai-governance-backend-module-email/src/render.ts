import type { MailContents, MailItem, MailSection } from './contents';

/** Bars and badges by state; white text on each has a contrast of at least 4.5. */
const COLOURS: Record<string, string> = {
  critical: '#b00020',
  high: '#c0392b',
  medium: '#a35200',
  low: '#7a6400',
  none: '#5f6368',
  resolved: '#1e7e34',
  test: '#1a5fb4',
};

/** The mail as plain text. */
export function toText(contents: MailContents): string {
  const { state, title, summary, facts, sections, link, footer } = contents;
  return [
    `[${state.toUpperCase()}] ${title}`,
    summary,
    facts.map(([name, value]) => `${name}: ${value}`).join('\n'),
    ...sections.map(sectionText),
    link && `Open in Backstage: ${link}`,
    `-- \n${footer}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

function sectionText({ heading, items, more }: MailSection): string {
  return [
    `${heading}:`,
    ...items.map(
      ({ severity, title, detail, since }) =>
        `- [${severity}] ${title}: ${detail} (since ${since})`,
    ),
    ...(more > 0 ? [`  …and ${more} more`] : []),
  ].join('\n');
}

/**
 * The mail as HTML, made of tables and inline styles, which all mail programs know. Everything in it that is not made here
 * is escaped.
 */
export function toHtml(contents: MailContents): string {
  const { state, title, summary, facts, sections, link, footer } = contents;
  const colour = COLOURS[state] ?? COLOURS.none;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(
    title,
  )}</title></head>
<body style="margin:0;background:#f4f5f7;font:15px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#1d2125">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f5f7"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="640" cellpadding="0" cellspacing="0" style="width:100%;max-width:640px;background:#ffffff;border:1px solid #dfe1e6;border-radius:8px">
<tr><td style="background:${colour};border-radius:8px 8px 0 0;padding:14px 24px;color:#ffffff;font-size:12px;font-weight:700;letter-spacing:.08em">${escapeHtml(
    state.toUpperCase(),
  )}</td></tr>
<tr><td style="padding:20px 24px 4px"><h1 style="margin:0;font-size:20px;line-height:1.3;word-break:break-word">${escapeHtml(
    title,
  )}</h1>${
    summary
      ? `<p style="margin:8px 0 0;word-break:break-word">${escapeHtml(
          summary,
        )}</p>`
      : ''
  }</td></tr>
<tr><td style="padding:12px 24px">${factsHtml(facts)}</td></tr>
${sections.map(sectionHtml).join('\n')}
${link ? buttonHtml(link) : ''}
<tr><td style="padding:14px 24px;border-top:1px solid #dfe1e6;color:#5f6368;font-size:12px">${escapeHtml(
    footer,
  )}</td></tr>
</table></td></tr></table></body></html>`;
}

/** Text for HTML, content and attribute values alike. */
export function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"'`]/g,
    character => `&#${character.charCodeAt(0)};`,
  );
}

function factsHtml(facts: [string, string][]): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" style="font-size:14px">${facts
    .map(
      ([name, value]) =>
        `<tr><td style="padding:2px 18px 2px 0;color:#5f6368;vertical-align:top;white-space:nowrap">${escapeHtml(
          name,
        )}</td><td style="padding:2px 0;word-break:break-word">${escapeHtml(
          value,
        )}</td></tr>`,
    )
    .join('')}</table>`;
}

function sectionHtml({ heading, items, more }: MailSection): string {
  return `<tr><td style="padding:8px 24px 12px"><h2 style="margin:0 0 6px;font-size:14px;color:#5f6368">${escapeHtml(
    heading,
  )}</h2><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="font-size:14px">${items
    .map(itemHtml)
    .join('')}</table>${
    more > 0
      ? `<p style="margin:6px 0 0;color:#5f6368">…and ${more} more</p>`
      : ''
  }</td></tr>`;
}

function itemHtml(item: MailItem): string {
  const { severity, title, detail, since, link } = item;
  const name = `<b style="word-break:break-word">${escapeHtml(title)}</b>`;
  return `<tr><td style="padding:8px 12px 8px 0;border-top:1px solid #ebecf0;vertical-align:top;width:1%"><span style="background:${
    COLOURS[severity] ?? COLOURS.none
  };color:#ffffff;border-radius:9px;padding:1px 9px;font-size:12px">${escapeHtml(
    severity,
  )}</span></td><td style="padding:8px 0;border-top:1px solid #ebecf0">${
    link
      ? `<a href="${escapeHtml(link)}" style="color:#0b57a4">${name}</a>`
      : name
  }<br>${escapeHtml(
    detail,
  )}<br><span style="color:#5f6368;font-size:12px">since ${escapeHtml(
    since,
  )}</span></td></tr>`;
}

function buttonHtml(link: string): string {
  return `<tr><td style="padding:8px 24px 22px"><a href="${escapeHtml(
    link,
  )}" style="display:inline-block;background:#0b57a4;color:#ffffff;border-radius:6px;padding:9px 18px;font-weight:600;text-decoration:none">Open in Backstage</a></td></tr>`;
}
