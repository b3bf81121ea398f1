import type { EscalationChain, EscalationState } from './types';

/** A step that is due. */
export interface DueStep {
  /** Keys of targets. */
  notify: string[];
  /** Number in its round, from 1. */
  step: number;
  round: number;
}

/** An escalation that begins now. */
export function startEscalation(
  chain: EscalationChain,
  now: number,
): EscalationState {
  return { step: 0, round: 1, nextAt: now + chain.steps[0].afterMs };
}

/**
 * Takes the steps that are due. A step that is late, because nothing ran, puts off those behind it: people get the time
 * that the chain gives them.
 * @returns the steps, and what comes next; null when the chain has come to its end
 */
export function takeSteps(
  chain: EscalationChain,
  state: EscalationState,
  now: number,
): { steps: DueStep[]; next: EscalationState | null } {
  const steps: DueStep[] = [];
  let next: EscalationState | null = state;
  // A round takes time, so that the loop ends.
  while (next && next.nextAt <= now) {
    steps.push({
      notify: chain.steps[next.step]?.notify ?? [],
      step: next.step + 1,
      round: next.round,
    });
    next = stepAfter(chain, next, now);
  }
  return { steps, next };
}

function stepAfter(
  chain: EscalationChain,
  { step, round }: EscalationState,
  now: number,
): EscalationState | null {
  if (step + 1 < chain.steps.length) {
    return {
      step: step + 1,
      round,
      nextAt: now + chain.steps[step + 1].afterMs,
    };
  }
  return round < chain.rounds
    ? { step: 0, round: round + 1, nextAt: now + chain.steps[0].afterMs }
    : null;
}
