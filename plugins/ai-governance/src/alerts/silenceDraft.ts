import type {
  AlertMatcher,
  Silence,
  SilenceInput,
} from '@ai-governance/plugin-ai-governance-common';
import { areGood, draftMatchers, matchersOf } from './matchers';
import type { MatcherDraft } from './matchers';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long silences usually last. */
export const SILENCE_LENGTHS: readonly (readonly [string, number])[] = [
  ['1 hour', HOUR],
  ['4 hours', 4 * HOUR],
  ['1 day', 24 * HOUR],
  ['1 week', 7 * 24 * HOUR],
];

/** A silence while it is being written. */
export interface SilenceDraft {
  kind: Silence['kind'];
  matchers: MatcherDraft[];
  /** Minute in UTC as inputs have it, `2026-11-23T10:00`; empty for now. */
  from: string;
  /** As `from`. */
  to: string;
  comment: string;
}

/** A minute in UTC as inputs of date and time have it. @param instant - milliseconds since 1970 */
export function toInput(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16);
}

/** Milliseconds since 1970 of what an input of date and time has, taken for UTC; NaN when it has nothing. */
export function fromInput(text: string): number {
  return Date.parse(`${text}Z`);
}

/** A new silence. @param now - milliseconds since 1970 */
export function draftSilence(
  matchers: AlertMatcher[],
  now: number,
): SilenceDraft {
  return {
    kind: 'silence',
    matchers: draftMatchers(matchers),
    from: '',
    to: toInput(now + SILENCE_LENGTHS[1][1]),
    comment: '',
  };
}

/** What keeps a silence from being sent; undefined when nothing does. */
export function silenceProblem(
  draft: SilenceDraft,
  now: number,
): string | undefined {
  const from = draft.from === '' ? now : fromInput(draft.from);
  const to = fromInput(draft.to);
  if (draft.matchers.length === 0) {
    return 'Say which alerts: at least one condition.';
  }
  if (!areGood(draft.matchers)) {
    return 'A condition cannot be used as it is.';
  }
  if (
    draft.kind === 'maintenance' &&
    !draft.matchers.some(
      ({ label, operator, value }) =>
        label === 'system' && operator === '=' && value !== '',
    )
  ) {
    return 'A maintenance is of a system: it needs the condition “system = …”.';
  }
  if (Number.isNaN(from) || Number.isNaN(to)) {
    return 'Say when it ends.';
  }
  if (to <= Math.max(from, now)) {
    return 'It must end after it starts, and not in the past.';
  }
  return draft.comment.trim() === '' ? 'The reason is missing.' : undefined;
}

/** A silence as the backend takes it. */
export function silenceOf(draft: SilenceDraft): SilenceInput {
  return {
    kind: draft.kind,
    matchers: matchersOf(draft.matchers),
    ...(draft.from && {
      startsAt: new Date(fromInput(draft.from)).toISOString(),
    }),
    endsAt: new Date(fromInput(draft.to)).toISOString(),
    comment: draft.comment.trim(),
  };
}
