import type { Suppression } from '@ai-governance/plugin-ai-governance-common';
import type { Inhibitor } from './inhibition';
import type { Match } from './matchers';
import { endOfRange, type TimeRange } from './times';
import type { EngineAlert } from './types';

/** A silence as far as decisions go. */
export interface EngineSilence {
  id: string;
  kind: 'silence' | 'maintenance';
  match: Match;
  startsAt: number;
  endsAt: number;
  author: string;
  comment: string;
}

/** A recurring maintenance of a system. */
export interface MaintenanceTime {
  name: string;
  match: Match;
  ranges: TimeRange[];
}

/** Everything that may hold alerts back. */
export interface HoldContext {
  /** Those in force, and those that ended since groups were last looked at. */
  silences: EngineSilence[];
  maintenances: MaintenanceTime[];
  inhibitor: Inhibitor;
  /** By name. */
  muteTimes: Map<string, TimeRange[]>;
}

/** What holds an alert back now; a silence before a maintenance before an inhibition. */
export function holdOf(
  alert: EngineAlert,
  context: HoldContext,
  now: number,
): Suppression | null {
  const silence = context.silences
    .filter(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)
    .find(({ match }) => match(alert));
  if (silence) {
    return {
      by: silence.kind,
      detail: `Held back by a ${silence.kind} of ${silence.author}: ${silence.comment}`,
      cause: silence.id,
      until: new Date(silence.endsAt).toISOString(),
    };
  }
  for (const { name, match, ranges } of context.maintenances) {
    const until = match(alert) ? endOfRange(ranges, now) : undefined;
    if (until !== undefined) {
      return {
        by: 'maintenance',
        detail: `Held back by the maintenance '${name}' of its system`,
        cause: name,
        until: new Date(until).toISOString(),
      };
    }
  }
  const inhibition = context.inhibitor.of(alert);
  return inhibition
    ? {
        by: 'inhibition',
        detail: `Held back by the rule '${inhibition.rule}', while another alert explains it`,
        cause: inhibition.source,
        until: null,
      }
    : null;
}

/** Whether a silence of the alert ended after one instant and not after another. */
export function silenceEnded(
  alert: EngineAlert,
  { silences }: HoldContext,
  since: number,
  now: number,
): boolean {
  return silences.some(
    ({ startsAt, endsAt, match }) =>
      startsAt < endsAt && since < endsAt && endsAt <= now && match(alert),
  );
}

/** The mute time in which a route is at an instant, or null. */
export function muteOf(
  names: string[],
  { muteTimes }: HoldContext,
  now: number,
): Suppression | null {
  for (const name of names) {
    const until = endOfRange(muteTimes.get(name) ?? [], now);
    if (until !== undefined) {
      return {
        by: 'mute-time',
        detail: `Its route is mute in the time '${name}'`,
        cause: name,
        until: new Date(until).toISOString(),
      };
    }
  }
  return null;
}
