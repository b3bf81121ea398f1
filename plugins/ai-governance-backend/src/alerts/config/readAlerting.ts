import type {
  AlertMatcher,
  AlertRule,
} from '@ai-governance/plugin-ai-governance-common';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { MaintenanceTime } from '../engine/holds';
import type { InhibitRule } from '../engine/inhibition';
import {
  compileMatchers,
  formatMatcher,
  parseMatcher,
} from '../engine/matchers';
import type { Route } from '../engine/routes';
import type { TimeRange } from '../engine/times';
import type { EscalationChain, RouteSettings } from '../engine/types';
import { readYamlFile } from '../../monitors/yamlFile';
import {
  type AlertingFile,
  alertingFileSchema,
  type RouteFile,
} from './alertingFile';
import { targetKey } from './targets';

/** Who is told of what, when and how. */
export interface AlertingConfig {
  root: Route;
  inhibitRules: InhibitRule[];
  muteTimes: Map<string, TimeRange[]>;
  maintenances: MaintenanceTime[];
  /** How long a delivery may take, in milliseconds, before another replica takes it over. */
  leaseMs: number;
  /** How long ended alerts and what was sent of them are kept, in milliseconds. */
  retentionMs: number;
  /** Rules of the configuration, in the order in which they are tried. */
  rules: AlertRule[];
}

const DAY_MS = 24 * 3_600_000;

/** What holds where the file says nothing of it. */
const DEFAULT_FILE: Partial<AlertingFile> = {
  inhibit: [
    {
      name: 'an endpoint that does not answer explains the rest',
      source: matchersOf('type = health', 'severity = critical'),
      target: matchersOf('type =~ drift|bias|performance|task-failure'),
      equal: ['entity'],
    },
  ],
  rules: [
    {
      name: 'inventory is looked at in the portal',
      match: matchersOf('type = inventory', 'severity =~ low|medium'),
      when: [],
      severity: 'no-alert',
      labels: {},
    },
  ],
};

const DEFAULT_SETTINGS: RouteSettings = {
  groupWaitMs: 30_000,
  groupIntervalMs: 5 * 60_000,
  repeatIntervalMs: 4 * 3_600_000,
  sendResolved: true,
  notify: [targetKey({ to: 'owner', fixed: false })],
  muteTimes: [],
  escalation: null,
};

/**
 * Reads the file named in `aiGovernance.alerting.file`. What it leaves out is as by default.
 * @throws InputError that names file, line, key and what is allowed
 */
export async function readAlerting(config: Config): Promise<AlertingConfig> {
  const path = config.getOptionalString('aiGovernance.alerting.file');
  const file = path ? await readYamlFile(path, alertingFileSchema) : {};
  try {
    return {
      ...toAlerting({ ...DEFAULT_FILE, ...file }),
      leaseMs: readDuration(config, 'lease', {
        least: 1_000,
        fallback: 60_000,
      }),
      retentionMs: readDuration(config, 'retention', {
        least: DAY_MS,
        fallback: 180 * DAY_MS,
      }),
    };
  } catch (error) {
    throw path && error instanceof InputError
      ? new InputError(`${path}: ${error.message}`)
      : error;
  }
}

/** @throws InputError when it is shorter than it may be */
function readDuration(
  config: Config,
  key: string,
  options: { least: number; fallback: number },
): number {
  const path = `aiGovernance.alerting.${key}`;
  if (!config.has(path)) {
    return options.fallback;
  }
  const given = durationToMilliseconds(
    readDurationFromConfig(config, { key: path }),
  );
  if (given < options.least) {
    throw new InputError(
      `${path} is ${given} ms, at least ${options.least} ms are needed`,
    );
  }
  return given;
}

/** @throws InputError when a name stands for nothing, or the first route does not take everything */
export function toAlerting(
  file: Partial<AlertingFile>,
): Omit<AlertingConfig, 'leaseMs' | 'retentionMs'> {
  const muteTimes = new Map(Object.entries(file.mute_times ?? {}));
  const chains = new Map(
    Object.entries(file.escalations ?? {}).map(
      ([name, { steps, repeat }]): [string, EscalationChain] => [
        name,
        {
          name,
          rounds: repeat + 1,
          steps: steps.map(step => ({
            afterMs: step.after,
            notify: step.notify,
          })),
        },
      ],
    ),
  );
  const root = file.route ?? {};
  if (root.match?.length || root.continue) {
    throw new InputError(
      'route: the first route takes every alert, so it may not have `match` or `continue`; put them into `routes`',
    );
  }
  return {
    root: toRoute(root, {
      path: root.name ?? 'root',
      matchers: [],
      groupBy: ['entity'],
      settings: DEFAULT_SETTINGS,
      chains,
      muteTimes,
    }),
    inhibitRules: (file.inhibit ?? []).map(inhibition => ({
      name: inhibition.name,
      sourceMatchers: inhibition.source,
      source: compileMatchers(inhibition.source),
      target: compileMatchers(inhibition.target),
      equal: inhibition.equal,
    })),
    muteTimes,
    maintenances: (file.maintenance ?? []).map(({ name, system, times }) => ({
      name,
      match: compileMatchers([
        { label: 'system', operator: '=', value: system },
      ]),
      ranges: times,
    })),
    rules: (file.rules ?? []).map(toRule),
  };
}

function toRoute(
  file: RouteFile,
  above: {
    path: string;
    matchers: AlertMatcher[];
    groupBy: string[];
    settings: RouteSettings;
    chains: Map<string, EscalationChain>;
    muteTimes: Map<string, TimeRange[]>;
  },
): Route {
  const { path, settings: base, chains, muteTimes } = above;
  const own = file.match ?? [];
  const matchers = [...above.matchers, ...own];
  const groupBy = file.group_by ?? above.groupBy;
  for (const name of file.mute_times ?? []) {
    if (!muteTimes.has(name)) {
      throw unknown(path, 'mute_times', name, [...muteTimes.keys()]);
    }
  }
  if (file.escalation && !chains.has(file.escalation)) {
    throw unknown(path, 'escalation', file.escalation, [...chains.keys()]);
  }
  const settings: RouteSettings = {
    groupWaitMs: file.group_wait ?? base.groupWaitMs,
    groupIntervalMs: file.group_interval ?? base.groupIntervalMs,
    repeatIntervalMs: file.repeat_interval ?? base.repeatIntervalMs,
    sendResolved: file.send_resolved ?? base.sendResolved,
    notify: file.notify ?? base.notify,
    muteTimes: file.mute_times ?? base.muteTimes,
    escalation:
      file.escalation === undefined
        ? base.escalation
        : chains.get(file.escalation ?? '') ?? null,
  };
  const used = new Map<string, number>();
  return {
    path,
    matchers,
    match: compileMatchers(own),
    continues: file.continue ?? false,
    groupBy,
    settings,
    routes: (file.routes ?? []).map(child => {
      const name =
        child.name ??
        ((child.match ?? []).map(formatMatcher).join(', ') || 'all');
      const count = (used.get(name) ?? 0) + 1;
      used.set(name, count);
      return toRoute(child, {
        ...above,
        path: `${path} / ${name}${count > 1 ? ` #${count}` : ''}`,
        matchers,
        groupBy,
        settings,
      });
    }),
  };
}

function toRule(
  {
    name,
    match,
    when,
    severity,
    labels,
  }: NonNullable<AlertingFile['rules']>[0],
  position: number,
): AlertRule {
  return {
    id: `config:${position + 1}`,
    name,
    description: '',
    enabled: true,
    position,
    matchers: match,
    conditions: when,
    outcome: severity,
    labels,
    version: 1,
    origin: 'config',
    author: 'config',
    reason: '',
    changedAt: null,
    deleted: false,
  };
}

function unknown(path: string, key: string, name: string, known: string[]) {
  return new InputError(
    `${path}: ${key}: '${name}' is not defined; ${
      known.length ? `there are ${known.join(', ')}` : 'there are none'
    }`,
  );
}

function matchersOf(...texts: string[]): AlertMatcher[] {
  return texts.map(parseMatcher);
}
