import type { Knex } from 'knex';
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { seeded } from '../../__testUtils__/seeded';
import { FindingService } from '../../findings/FindingService';
import { FindingStore } from '../../findings/FindingStore';
import { ModelStore } from '../../models/ModelStore';

/** How a storm went. */
export interface StormReport {
  alerts: number;
  groups: number;
  kills: number;
  /** Alerts that were never received as firing, or, of those that recovered, never as resolved. */
  lost: number;
  /** Messages received. */
  messages: number;
  /** Messages received again with the id of one that had been received: what at least once makes unavoidable. */
  repeated: number;
  /** States of a group that were told by a second message with an id of its own: decided twice. */
  decidedTwice: number;
  seconds: number;
}

interface Received {
  deliveryId: string;
  groupKey: string;
  transition: string;
  firing: string[];
  resolved: string[];
}

const COLUMNS = 5;

/** The processes; one that was killed is started again at once. */
class Crew {
  readonly #children = new Map<number, ChildProcess>();
  readonly #ready = new Map<number, Promise<unknown>>();
  readonly #connection: Knex.Config;
  readonly #url: string;
  #errors = '';

  constructor(connection: Knex.Config, url: string) {
    this.#connection = connection;
    this.#url = url;
  }

  start(place: number): void {
    const child = spawn(
      process.execPath,
      [
        require.resolve('tsx/cli'),
        join(__dirname, 'dispatchInChild.ts'),
        JSON.stringify(this.#connection),
        this.#url,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    );
    child.stderr?.on('data', chunk => {
      this.#errors += chunk;
    });
    this.#children.set(place, child);
    this.#ready.set(
      place,
      new Promise((resolve, reject) => {
        child.stdout?.once('data', resolve);
        child.once('exit', () => reject(new Error(this.#errors)));
      }),
    );
  }

  /** Resolves when all processes work. */
  async ready(): Promise<void> {
    await Promise.all(this.#ready.values());
  }

  kill(place: number): void {
    // Of a process that is killed nobody waits to hear that it works.
    this.#ready.get(place)?.catch(() => {});
    end(this.#children.get(place));
    this.start(place);
  }

  stop(): void {
    this.#ready.forEach(ready => ready.catch(() => {}));
    this.#children.forEach(end);
  }

  /** What the processes have complained of. */
  get errors(): string {
    return this.#errors;
  }
}

/** Kills a process with those that it has started. */
function end(child: ChildProcess | undefined): void {
  try {
    if (child?.pid) {
      process.kill(-child.pid, 'SIGKILL');
    }
  } catch {
    // It has ended by itself.
  }
}

/**
 * A storm of alerts over two backend processes that are killed at random moments and started again. A local HTTP server
 * is the destination.
 * @param options - `knex`: PostgreSQL with the plugin's schema; `connection`: of the same database, for the processes
 */
export async function runStorm(options: {
  knex: Knex;
  connection: Knex.Config;
  alerts: number;
  kills: number;
  /** Milliseconds at most from a wave of alerts to the kill that it meets. */
  pauseMs: number;
  seed: number;
}): Promise<StormReport> {
  const { knex, alerts, kills, pauseMs } = options;
  const random = seeded(options.seed);
  const started = performance.now();
  const received: Received[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', chunk => chunks.push(chunk));
    req.on('end', () => {
      received.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      // An answer takes a while, so that processes die between sending and noting it, too.
      setTimeout(() => res.end('{}'), 5 + random() * 20);
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const crew = new Crew(options.connection, url);
  const models = Math.ceil(alerts / COLUMNS);
  try {
    await seedModels(knex, models);
    crew.start(0);
    crew.start(1);
    const findings = FindingService.create({
      store: FindingStore.create({ knex }),
    });
    let raised = 0;
    for (let kill = 0; kill < kills; kill++) {
      await crew.ready();
      const share = Math.ceil(((kill + 1) * models) / kills);
      for (; raised < share; raised++) {
        await report(findings, raised, COLUMNS);
      }
      await pause(pauseMs * random());
      crew.kill(random() < 0.5 ? 0 : 1);
    }
    await settled(knex, crew);
    await crew.ready();
    // Every second group recovers, one process of two dies once more.
    for (let model = 0; model < models; model += 2) {
      await report(findings, model, 0);
      if (model === Math.floor(models / 4) * 2) {
        crew.kill(0);
      }
    }
    await settled(knex, crew, Math.ceil(models / 2));
  } finally {
    crew.stop();
    server.closeAllConnections();
    server.close();
  }
  return {
    ...(await judge(knex, received)),
    alerts: models * COLUMNS,
    groups: models,
    kills: kills + 1,
    messages: received.length,
    seconds: (performance.now() - started) / 1000,
  };
}

async function seedModels(knex: Knex, count: number): Promise<void> {
  await ModelStore.create({ knex }).upsert(
    Array.from({ length: count }, (_, i) => ({
      id: `default.storm-${i}`,
      entityRef: `component:default/storm-${i}`,
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: `storm-${i}`, namespace: 'default' },
        spec: { type: 'model-endpoint', owner: 'team' },
      },
    })),
    new Date(),
  );
}

async function report(
  findings: FindingService,
  model: number,
  problems: number,
): Promise<void> {
  await findings.report({
    type: 'incident',
    problems: new Map([
      [
        `default.storm-${model}`,
        Array.from({ length: problems }, (_, i) => ({
          rule: 'storm',
          column: `column-${i}`,
          title: `column-${i}`,
          severity: 'high' as const,
          detail: 'It blows.',
        })),
      ],
    ]),
    over: 'It is calm.',
    now: new Date(),
  });
}

/** Waits until all is decided and delivered. @param resolved - groups that must have ended */
async function settled(knex: Knex, crew: Crew, resolved = 0): Promise<void> {
  const count = async (query: Knex.QueryBuilder) =>
    Number((await query.count({ n: '*' }).first())?.n ?? 0);
  const end_ = Date.now() + 120_000;
  for (;;) {
    const [due, pending, untold, ended] = await Promise.all([
      count(knex('findings').where('alert_due', true)),
      count(knex('notification_deliveries').where('state', 'pending')),
      count(
        knex('notification_members as m')
          .join('alerts as a', 'a.id', 'm.alert_id')
          .where('a.state', 'firing')
          .whereNull('m.told_severity'),
      ),
      count(knex('notification_groups').whereNull('next_at')),
    ]);
    if (due + pending + untold === 0 && ended >= resolved) {
      return;
    }
    if (Date.now() > end_) {
      throw new Error(
        `The storm has not settled: ${due} findings, ${pending} deliveries and ${untold} alerts are left, ${ended} groups of ${resolved} ended. ${crew.errors.slice(
          -2_000,
        )}`,
      );
    }
    await pause(100);
  }
}

async function judge(
  knex: Knex,
  received: Received[],
): Promise<Pick<StormReport, 'lost' | 'repeated' | 'decidedTwice'>> {
  const ids = new Set(received.map(({ deliveryId }) => deliveryId));
  const firing = new Set(received.flatMap(message => message.firing));
  const resolved = new Set(received.flatMap(message => message.resolved));
  const alerts: { id: string; state: string }[] = await knex('alerts').select(
    'id',
    'state',
  );
  const states = new Map<string, Set<string>>();
  for (const message of received) {
    const state = JSON.stringify([
      message.groupKey,
      message.transition,
      [...message.firing].sort(),
      [...message.resolved].sort(),
    ]);
    states.set(state, (states.get(state) ?? new Set()).add(message.deliveryId));
  }
  return {
    lost: alerts.filter(
      ({ id, state }) =>
        !firing.has(id) || (state === 'resolved' && !resolved.has(id)),
    ).length,
    repeated: received.length - ids.size,
    decidedTwice: [...states.values()].filter(({ size }) => size > 1).length,
  };
}

async function pause(ms: number): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, ms));
}
