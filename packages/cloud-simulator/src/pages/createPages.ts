import { randomBytes } from 'node:crypto';
import type { FaultRegistry } from '../faults/FaultRegistry';
import {
  htmlResponse,
  jsonResponse,
  type WireRequest,
  type WireResponse,
} from '../http/wire';
import type { RequestLog } from '../http/RequestLog';
import type { PageHandler } from '../http/SimulatorServer';
import { inboxPage } from '../slack/inboxPage';
import type { SlackWorkspace } from '../slack/SlackWorkspace';

/** Pages and the tests' own API under `/_simulator`. */
export function createPages(options: {
  /** Renders the index. `url`: the simulator's address as the reader knows it. */
  index: (url: string) => string;
  anchor: Date;
  workspace: SlackWorkspace;
  faults: FaultRegistry;
  log: RequestLog;
}): PageHandler {
  const { index, anchor, workspace, faults, log } = options;
  const routes: Record<string, (request: WireRequest) => WireResponse> = {
    'GET /': ({ headers }) =>
      htmlResponse(index(`http://${headers.host ?? 'localhost'}`)),
    'GET /slack/inbox': () => {
      const nonce = randomBytes(16).toString('base64url');
      return htmlResponse(inboxPage(workspace, nonce), nonce);
    },
    'GET /_simulator/health': () =>
      jsonResponse(200, { status: 'ok', anchor: anchor.toISOString() }),
    'GET /_simulator/requests': () =>
      jsonResponse(200, { counts: log.counts(), requests: log.records() }),
    'GET /_simulator/slack/messages': () =>
      jsonResponse(200, { messages: workspace.messages() }),
    'DELETE /_simulator/slack/messages': () => {
      workspace.clear();
      return jsonResponse(200, { messages: [] });
    },
    'GET /_simulator/slack/revision': () =>
      jsonResponse(200, { revision: workspace.revision }),
    'GET /_simulator/faults': () =>
      jsonResponse(200, { faults: faults.list() }),
    'POST /_simulator/faults': request => {
      try {
        faults.add(JSON.parse(request.body.toString('utf8')));
      } catch (error) {
        return jsonResponse(400, { error: String(error) });
      }
      return jsonResponse(201, { faults: faults.list() });
    },
    'DELETE /_simulator/faults': () => {
      faults.clear();
      return jsonResponse(200, { faults: [] });
    },
  };
  return request => routes[`${request.method} ${request.path}`]?.(request);
}
