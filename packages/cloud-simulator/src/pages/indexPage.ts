import { escapeMarkup } from '../http/wire';
import type { SimulatedFleet } from '../fleet/types';
import type { ServiceEndpoint } from '../serviceEndpoints';
import { page } from './page';

/** What the simulator holds and where it listens. */
export function indexPage(options: {
  fleet: SimulatedFleet;
  anchor: Date;
  endpoints: ServiceEndpoint[];
  counts: Record<string, number>;
}): string {
  const { fleet, anchor, endpoints, counts } = options;
  return page({
    title: 'Simulated clouds',
    body: [
      '<h2>Services</h2>',
      table(
        ['Service', 'Endpoint URL', 'Use'],
        endpoints.map(({ name, url, use }) => [
          escapeMarkup(name),
          `<code>${escapeMarkup(url)}</code>`,
          escapeMarkup(use),
        ]),
      ),
      `<h2>SageMaker endpoints</h2><p>History begins ${
        fleet.historyHours / 24
      } days before ${escapeMarkup(
        anchor.toISOString(),
      )}; new logs arrive as time passes.</p>`,
      table(
        ['Endpoint', 'Account', 'Region', 'Capture', 'Requests per hour'],
        fleet.endpoints.map(endpoint =>
          [
            endpoint.name,
            endpoint.accountId ?? fleet.defaultAccountId,
            endpoint.region,
            endpoint.capture?.enabled
              ? `s3://${endpoint.capture.bucket}/${endpoint.capture.prefix}`
              : 'off',
            String(endpoint.traffic?.requestsPerHour ?? 'not logged'),
          ].map(escapeMarkup),
        ),
      ),
      '<h2>Azure ML online endpoints</h2>',
      table(
        ['Endpoint', 'Workspace', 'Deployments', 'Requests per hour'],
        (fleet.azure?.workspaces ?? []).flatMap(workspace =>
          workspace.endpoints.map(endpoint =>
            [
              endpoint.name,
              workspace.name,
              endpoint.deployments.map(({ name }) => name).join(', '),
              String(endpoint.traffic?.requestsPerHour ?? 'not called'),
            ].map(escapeMarkup),
          ),
        ),
      ),
      '<h2>Calls so far</h2>',
      table(
        ['Operation', 'Calls'],
        Object.entries(counts)
          .sort()
          .map(([operation, count]) => [
            escapeMarkup(operation),
            String(count),
          ]),
      ),
      `<h2>For tests</h2><ul>
<li><a href="/_simulator/health">/_simulator/health</a></li>
<li><a href="/_simulator/requests">/_simulator/requests</a>: the last calls</li>
<li><a href="/_simulator/slack/messages">/_simulator/slack/messages</a>: GET, DELETE</li>
<li><a href="/_simulator/pagerduty/incidents">/_simulator/pagerduty/incidents</a>: GET, DELETE</li>
<li><a href="/_simulator/mail">/_simulator/mail</a>: GET, DELETE</li>
<li><a href="/_simulator/faults">/_simulator/faults</a>: GET, POST one, DELETE all</li></ul>`,
    ].join('\n'),
  });
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[], name: string) =>
    `<tr>${cells.map(cell => `<${name}>${cell}</${name}>`).join('')}</tr>`;
  return `<table>${line(head, 'th')}${rows
    .map(row => line(row, 'td'))
    .join('')}</table>`;
}
