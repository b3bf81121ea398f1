import type { FaultRegistry } from '../faults/FaultRegistry';
import { htmlResponse, jsonResponse } from '../http/wire';
import type { RequestLog } from '../http/RequestLog';
import type { PageHandler } from '../http/SimulatorServer';
import type { Route } from './inboxRoutes';

/** Pages and the tests' own API under `/_simulator`. */
export function createPages(options: {
  /** Renders the index. `url`: the simulator's address as the reader knows it. */
  index: (url: string) => string;
  anchor: Date;
  /** Routes of the inboxes. */
  inboxes: Record<string, Route>;
  faults: FaultRegistry;
  log: RequestLog;
}): PageHandler {
  const { index, anchor, inboxes, faults, log } = options;
  const routes: Record<string, Route> = {
    ...inboxes,
    'GET /': ({ headers }) =>
      htmlResponse(index(`http://${headers.host ?? 'localhost'}`)),
    'GET /_simulator/health': () =>
      jsonResponse(200, { status: 'ok', anchor: anchor.toISOString() }),
    'GET /_simulator/requests': () =>
      jsonResponse(200, { counts: log.counts(), requests: log.records() }),
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
