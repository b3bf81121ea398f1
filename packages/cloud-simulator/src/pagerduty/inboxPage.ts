import { escapeMarkup } from '../http/wire';
import { page, reloadWhenChanged, timeHtml } from '../pages/page';
import { ON_CALL } from './sendWebhook';
import type {
  AcceptedChange,
  PagerDutyAccount,
  SimulatedIncident,
} from './PagerDutyAccount';

const STYLE = `
.tiles { display: flex; flex-wrap: wrap; gap: 14px; margin: 0 0 20px; } .tile { flex: 1; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 18px; }
.tile b { display: block; font-size: 26px; line-height: 1.2; } .tile span { color: var(--soft); }
.incident { background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--soft); border-radius: 10px; margin: 0 0 16px; padding: 14px 20px; }
.incident.triggered { border-left-color: #d0021b; } .incident.acknowledged { border-left-color: #e8a200; } .incident.resolved { border-left-color: #048a24; }
.incident h2 { font-size: 16px; margin: 4px 0 2px; overflow-wrap: anywhere; }
.badge { display: inline-block; border-radius: 10px; padding: 1px 10px; font-size: 12px; font-weight: 600; color: #fff; background: var(--soft); text-transform: capitalize; }
.triggered .badge.status, .badge.critical { background: #d0021b; } .acknowledged .badge.status, .badge.warning { background: #a36a00; } .resolved .badge.status { background: #048a24; } .badge.error { background: #b8400e; } .badge.info { background: #1264a3; }
.meta { color: var(--soft); font-size: 12px; } .actions { margin: 10px 0 0; display: flex; gap: 8px; align-items: center; }
button, .link { font: inherit; font-weight: 600; border: 1px solid var(--line); border-radius: 6px; padding: 5px 12px; background: var(--bg); color: inherit; cursor: pointer; text-decoration: none; }
button.primary { background: #048a24; border-color: #048a24; color: #fff; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr)); gap: 14px 28px; margin-top: 12px; } code { overflow-wrap: anywhere; } .columns h3, .changes h3 { font-size: 12px; color: var(--soft); margin: 0 0 4px; font-weight: 600; } .columns ol + h3 { margin-top: 14px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; margin: 0; font-size: 13px; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
ol { margin: 0; padding: 0; list-style: none; font-size: 13px; } ol li { padding: 2px 0; overflow-wrap: anywhere; }
.changes { margin-top: 28px; } .change { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 10px 18px; margin: 0 0 10px; }
#answer { position: sticky; top: 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 8px 14px; margin: 0 0 16px; } .empty { color: var(--soft); text-align: center; padding: 50px 0; }
`;

const WORDS = {
  trigger: 'Triggered',
  acknowledge: 'Acknowledged',
  resolve: 'Resolved',
};

/** Incidents and changes as a page that follows the news by itself, with the buttons of who is on call. */
export function incidentsPage(
  account: PagerDutyAccount,
  nonce: string,
  connected: boolean,
): string {
  const incidents = account.incidents().reverse();
  const changes = account.changes().reverse();
  const count = (status: string) =>
    incidents.filter(incident => incident.status === status).length;
  return page({
    title: 'Acme PagerDuty',
    accent: '#048a24',
    style: STYLE,
    body: [
      `<p id="answer" hidden></p><div class="tiles">${(
        ['triggered', 'acknowledged', 'resolved'] as const
      )
        .map(
          status =>
            `<div class="tile"><b>${count(
              status,
            )}</b><span>${status}</span></div>`,
        )
        .join('')}<div class="tile"><b>${escapeMarkup(
        ON_CALL.name,
      )}</b><span>on call${
        connected ? '' : '; the portal is not told of what happens here'
      }</span></div></div>`,
      incidents.length
        ? incidents.map(incidentHtml).join('')
        : '<p class="empty">No incidents yet.</p>',
      changes.length
        ? `<div class="changes"><h3>Recent changes</h3>${changes
            .map(changeHtml)
            .join('')}</div>`
        : '',
    ].join(''),
    script: {
      nonce,
      source: `${reloadWhenChanged(
        '/_simulator/pagerduty/revision',
        account.revision,
      )}
document.addEventListener('click', async event => {
  const { incident, action } = event.target.dataset ?? {};
  if (!incident) return;
  event.target.disabled = true;
  const response = await fetch('/_simulator/pagerduty/actions', { method: 'POST', body: JSON.stringify({ incident, action }) });
  const { portal, error } = await response.json();
  if (error || (portal && portal.status >= 300) || portal?.status === 0) {
    const answer = document.getElementById('answer');
    answer.hidden = false;
    answer.textContent = error ?? 'The portal answered ' + portal.status + ': ' + portal.body;
  }
});`,
    },
  });
}

function incidentHtml(incident: SimulatedIncident): string {
  const { id, number, status, payload, createdAt, dedupKey } = incident;
  const severity = payload?.severity ?? 'info';
  return `<article class="incident ${status}" data-dedup-key="${escapeMarkup(
    dedupKey,
  )}"><span class="badge status">${status}</span> <span class="badge ${escapeMarkup(
    severity,
  )}">${escapeMarkup(severity)}</span><h2>${escapeMarkup(
    payload?.summary ?? '(no summary)',
  )}</h2><div class="meta">#${number} · opened ${timeHtml(createdAt)} · ${[
    ...new Set([
      payload?.source,
      payload?.component,
      payload?.group,
      payload?.class,
    ]),
  ]
    .filter(Boolean)
    .map(text => escapeMarkup(String(text)))
    .join(' · ')}</div><div class="actions">${buttonsHtml(
    id,
    status,
  )}${linksHtml(
    incident.links,
  )}</div><div class="columns"><div><h3>Details</h3>${detailsHtml(
    payload?.custom_details,
  )}</div><div><h3>Timeline</h3>${logHtml(
    incident,
  )}<h3>Keys</h3><div class="meta">routing key …${escapeMarkup(
    incident.routingKey.slice(-4),
  )}<br>dedup key <code>${escapeMarkup(
    dedupKey,
  )}</code></div></div></div></article>`;
}

function buttonsHtml(id: string, status: SimulatedIncident['status']): string {
  const button = (action: string, label: string, style = '') =>
    `<button ${style} data-incident="${id}" data-action="${action}">${label}</button>`;
  switch (status) {
    case 'triggered':
      return (
        button('acknowledge', 'Acknowledge', 'class="primary"') +
        button('resolve', 'Resolve')
      );
    case 'acknowledged':
      return button('resolve', 'Resolve', 'class="primary"');
    default:
      return '';
  }
}

function linksHtml(links: SimulatedIncident['links']): string {
  return (links ?? [])
    .filter(({ href }) => /^https?:\/\//.test(href))
    .map(
      ({ href, text }) =>
        `<a class="link" rel="noreferrer" href="${escapeMarkup(
          href,
        )}">${escapeMarkup(text ?? href)}</a>`,
    )
    .join('');
}

function detailsHtml(details: Record<string, unknown> | undefined): string {
  const rows = Object.entries(details ?? {}).map(
    ([name, value]) =>
      `<dt>${escapeMarkup(name)}</dt><dd>${toLines(value)
        .map(escapeMarkup)
        .join('<br>')}</dd>`,
  );
  return rows.length ? `<dl>${rows.join('')}</dl>` : '';
}

/** A detail as people read it: lists and tables one line per item. */
function toLines(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(toLines);
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).map(
        ([name, inner]) => `${name}: ${toLines(inner).join(', ')}`,
      )
    : [String(value)];
}

/** Triggers while the incident was open are shown as updates, as PagerDuty shows them. */
function logHtml({ log }: SimulatedIncident): string {
  return `<ol>${log
    .map(({ at, action, by, summary }, index) => {
      const word =
        action === 'trigger' && index > 0 ? 'Updated' : WORDS[action];
      return `<li>${timeHtml(at)} <b>${word}</b> by ${escapeMarkup(by)}${
        summary && index > 0 ? `: ${escapeMarkup(summary)}` : ''
      }</li>`;
    })
    .join('')}</ol>`;
}

function changeHtml(change: AcceptedChange): string {
  const { at, payload, links } = change;
  return `<div class="change"><b>${escapeMarkup(
    payload.summary,
  )}</b><div class="meta">${timeHtml(at)}${
    payload.source ? ` · ${escapeMarkup(payload.source)}` : ''
  }</div>${detailsHtml(payload.custom_details)}<div class="actions">${linksHtml(
    links,
  )}</div></div>`;
}
