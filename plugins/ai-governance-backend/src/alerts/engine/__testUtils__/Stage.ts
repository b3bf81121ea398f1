import type { AlertSeverity } from '@ai-governance/plugin-ai-governance-common';
import { SEVERITIES } from '@ai-governance/plugin-ai-governance-common';
import { parse as parseYaml } from 'yaml';
import { alertingFileSchema } from '../../config/alertingFile';
import { toAlerting } from '../../config/readAlerting';
import { decideGroup, dueAt, openGroup } from '../decideGroup';
import type { EngineSilence } from '../holds';
import { Inhibitor } from '../inhibition';
import { compileMatchers, parseMatcher } from '../matchers';
import { changeGroups } from '../memberships';
import type { Route } from '../routes';
import {
  CLOSED,
  type EngineAlert,
  type GroupMember,
  type GroupState,
  type Outcome,
} from '../types';

interface StagedGroup {
  route: Route;
  state: GroupState;
  members: Map<string, GroupMember>;
}

/** Instant that scenarios begin at: a Monday, 09:00 UTC. */
export const START = Date.UTC(2026, 10, 2, 9);

/**
 * A world with a clock of its own, in which alerts fire and people act, and in which the engine decides whenever
 * something is due. Notifications come out as text, such as `30s trigger first: a b`.
 */
export class Stage {
  readonly sent: string[] = [];
  readonly outcomes = new Map<string, Outcome>();
  readonly #config: ReturnType<typeof toAlerting>;
  readonly #alerts = new Map<string, EngineAlert>();
  readonly #groups = new Map<string, StagedGroup>();
  readonly #silences = new Map<string, EngineSilence>();
  #now = START;

  /** @param yaml - text of alerting.yaml */
  constructor(yaml: string) {
    this.#config = toAlerting(alertingFileSchema.parse(parseYaml(yaml) ?? {}));
  }

  /**
   * Plays a script, one action a line: `<time> <verb> <name> …`, for example `5m fire a high entity=x`. Decides at every
   * instant at which something is due or happens, until the end.
   */
  play(script: string, until: string): void {
    const actions = script
      .trim()
      .split('\n')
      .map(line => line.trim().split(/\s+/))
      .map(([time, ...words]) => ({ at: START + toMs(time), words }));
    const end = START + toMs(until);
    for (;;) {
      const next = Math.min(
        actions[0]?.at ?? Infinity,
        ...[...this.#groups.values()].map(
          ({ state }) => dueAt(state) ?? Infinity,
        ),
      );
      if (next > end) {
        return;
      }
      this.#now = Math.max(this.#now, next);
      const poked = new Set<string>();
      while (actions[0] && actions[0].at <= this.#now) {
        this.#act(actions.shift()!.words, poked);
      }
      this.#decide(poked);
    }
  }

  #act([verb, name, ...rest]: string[], poked: Set<string>): void {
    const alert = this.#alerts.get(name);
    switch (verb) {
      case 'fire':
        this.#fire(name, rest);
        break;
      case 'resolve':
        this.#alerts.set(name, {
          ...alert!,
          state: 'resolved',
          acknowledged: false,
        });
        break;
      case 'ack':
      case 'unack':
        this.#alerts.set(name, { ...alert!, acknowledged: verb === 'ack' });
        for (const [key, group] of this.#groups) {
          if (group.members.has(name)) {
            poked.add(key);
          }
        }
        break;
      case 'silence':
      case 'maintenance': {
        const [until, ...matcher] = rest;
        this.#silences.set(name, {
          id: name,
          kind: verb,
          match: compileMatchers([parseMatcher(matcher.join(' '))]),
          startsAt: this.#now,
          endsAt: START + toMs(until),
          author: 'user:default/ann',
          comment: 'works on it',
        });
        break;
      }
      case 'unsilence':
        this.#silences.set(name, {
          ...this.#silences.get(name)!,
          endsAt: this.#now,
        });
        break;
      case 'sleep':
        // Nothing runs for a while.
        this.#now = START + toMs(name);
        break;
      default:
        throw new Error(`'${verb}' is no action`);
    }
  }

  #fire(name: string, words: string[]): void {
    const before = this.#alerts.get(name);
    const given = Object.fromEntries(
      words.filter(word => word.includes('=')).map(word => word.split('=')),
    );
    const severity =
      (words.find(word => (SEVERITIES as string[]).includes(word)) as
        | AlertSeverity
        | undefined) ??
      before?.severity ??
      'medium';
    const { tags, ...labels } = given;
    const graver =
      before !== undefined &&
      SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(before.severity);
    const alert: EngineAlert = {
      id: name,
      state: 'firing',
      severity,
      acknowledged: Boolean(before?.acknowledged) && !graver,
      tags: tags?.split(',') ?? before?.tags ?? [],
      labels: {
        type: 'drift',
        entity: 'component:default/x',
        owner: 'group:default/team',
        ...before?.labels,
        ...labels,
        severity,
      },
    };
    this.#alerts.set(name, alert);
    const present = [...this.#groups]
      .filter(([, { members }]) => members.get(name)?.moved === false)
      .map(([key]) => key);
    const { join, leave } = changeGroups(this.#config.root, alert, present);
    for (const key of leave) {
      this.#groups.get(key)!.members.get(name)!.moved = true;
    }
    for (const { groupKey, route } of join) {
      const group = this.#groups.get(groupKey) ?? {
        route,
        state: CLOSED,
        members: new Map(),
      };
      const told = group.members.get(name)?.told ?? null;
      group.members.set(name, { alert, told, moved: false });
      this.#groups.set(groupKey, group);
    }
    for (const group of this.#groups.values()) {
      if (group.members.get(name)?.moved === false) {
        group.state = openGroup(group.state, group.route.settings, this.#now);
      }
    }
  }

  #decide(poked: Set<string>): void {
    const { inhibitRules, muteTimes, maintenances } = this.#config;
    const context = {
      silences: [...this.#silences.values()],
      maintenances,
      muteTimes,
      inhibitor: Inhibitor.create(inhibitRules, [...this.#alerts.values()]),
    };
    for (const [key, group] of this.#groups) {
      const due = dueAt(group.state);
      if (!poked.has(key) && (due === null || due > this.#now)) {
        continue;
      }
      const members = [...group.members.values()].map(member => ({
        ...member,
        alert: this.#alerts.get(member.alert.id)!,
      }));
      const decision = decideGroup({
        now: this.#now,
        settings: group.route.settings,
        group: group.state,
        members,
        context,
      });
      group.state = decision.group;
      for (const [id, told] of decision.told) {
        group.members.get(id)!.told = told;
      }
      for (const { alert } of members) {
        if (alert.state === 'resolved' && !group.members.get(alert.id)!.told) {
          group.members.delete(alert.id);
        }
      }
      for (const [id, outcome] of decision.outcomes) {
        this.outcomes.set(id, outcome);
      }
      for (const one of decision.notifications) {
        const names = [...one.firing, ...one.resolved.map(id => `-${id}`)];
        const targets = one.targets.filter(target => target !== '*|owner');
        const owner = targets.length < one.targets.length;
        const to = targets.length
          ? ` to ${[...(owner ? ['owner'] : []), ...targets].join(' ')}`
          : '';
        this.sent.push(
          `${fromMs(this.#now - START)} ${one.transition} ${
            one.reason
          }${to}: ${names.join(' ')}`.trim(),
        );
      }
    }
  }
}

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** For example `1h30m`. */
function toMs(text: string): number {
  const parts = [...text.matchAll(/(\d+)([smhd])/g)];
  if (parts.map(([part]) => part).join('') !== text) {
    throw new Error(`'${text}' is no time`);
  }
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS[unit] * 1000,
    0,
  );
}

function fromMs(ms: number): string {
  let rest = ms / 1000;
  const text = (['h', 'm', 's'] as const)
    .map(unit => {
      const count = Math.floor(rest / UNITS[unit]);
      rest -= count * UNITS[unit];
      return count > 0 ? `${count}${unit}` : '';
    })
    .join('');
  return text || '0s';
}
