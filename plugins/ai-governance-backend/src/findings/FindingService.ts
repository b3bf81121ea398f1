import type {
  DriftRun,
  FindingType,
  Severity,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { createHash } from 'node:crypto';
import { driftMeasures } from './driftMeasures';
import type { Finding, FindingEvent, FindingStore } from './FindingStore';

/** Something that is wrong with a model, as whoever found it says. */
export interface FoundProblem {
  /** Name of the rule that it breaks, at most 32 characters. */
  rule: string;
  /** Variant or group of people. */
  variant?: string;
  column?: string;
  metric?: string;
  /** Short: what is wrong. */
  title: string;
  severity: Severity;
  /** One sentence of evidence. */
  detail: string;
  measures?: Record<string, number>;
}

/** What a measure says of a model: a problem when it fails. */
export interface Judgement extends FoundProblem {
  verdict: Verdict;
}

/**
 * Turns verdicts into findings. A failing column opens one; it stays open while the column fails or warns, so that
 * a value that hovers at the limit does not flap; a pass resolves it; a run that could not judge changes nothing.
 */
export class FindingService {
  readonly #store: FindingStore;

  static create(options: { store: FindingStore }): FindingService {
    return new FindingService(options.store);
  }

  private constructor(store: FindingStore) {
    this.#store = store;
  }

  /** The open findings of drift of a model. */
  async open(modelId: string): Promise<Finding[]> {
    return this.#store.open(modelId, { type: 'drift' });
  }

  /** The open findings of one type of a model. */
  async openOfType(modelId: string, type: FindingType): Promise<Finding[]> {
    return this.#store.open(modelId, { type });
  }

  /**
   * Brings the findings of one type of a model up to date with everything of that type that is measured of it. A fail opens a
   * finding; it stays open while it warns, and as it is while it cannot be judged; a pass resolves it, and so does not
   * being measured any more.
   * @param options - `over`: what is said of those that are resolved, one sentence
   */
  async judge(options: {
    type: FindingType;
    modelId: string;
    judgements: Judgement[];
    over: string;
    now: Date;
  }): Promise<FindingEvent[]> {
    const { type, modelId, judgements } = options;
    const open = new Map(
      (await this.openOfType(modelId, type)).map(finding => [
        finding.id,
        finding,
      ]),
    );
    const problems = judgements.flatMap(({ verdict, ...problem }) => {
      const before = open.get(problemId(type, modelId, problem));
      if (verdict === 'fail' || (verdict === 'warn' && before)) {
        return [problem];
      }
      return before && verdict !== 'pass' && verdict !== 'warn' ? [before] : [];
    });
    return this.report({
      type,
      problems: new Map([[modelId, problems]]),
      over: options.over,
      now: options.now,
    });
  }

  /**
   * Brings the findings of a run's variant up to date.
   * @returns what happened; empty when everything is as it was
   */
  async update(run: DriftRun, now: Date): Promise<FindingEvent[]> {
    const at = now.toISOString();
    const open = new Map(
      (await this.open(run.modelId)).map(finding => [finding.id, finding]),
    );
    const changed: Finding[] = [];
    const events: FindingEvent[] = [];
    for (const column of run.columns) {
      const id = findingId(run.modelId, run.variant, column.column);
      const before = open.get(id);
      const holds =
        column.verdict === 'fail' ||
        (column.verdict === 'warn' && before !== undefined);
      if (holds) {
        const finding: Finding = {
          id,
          modelId: run.modelId,
          type: 'drift',
          rule: 'drift',
          variant: run.variant,
          column: column.column,
          metric: '',
          title: column.column,
          state: 'open',
          severity: column.severity,
          detail: column.reason,
          measures: driftMeasures(column),
          openedAt: before?.openedAt ?? at,
          seenAt: at,
          resolvedAt: null,
        };
        changed.push(finding);
        events.push(...eventsOf(before, finding, at));
      } else if (before && column.verdict === 'pass') {
        const finding = resolved(before, column.reason, at);
        changed.push(finding);
        events.push({ event: 'resolved', finding, at });
      }
    }
    const judged = new Set(run.columns.map(column => column.column));
    for (const before of open.values()) {
      if (
        before.variant === run.variant &&
        judged.size > 0 &&
        !judged.has(before.column)
      ) {
        const finding = resolved(
          before,
          `${before.column} is no longer monitored.`,
          at,
        );
        changed.push(finding);
        events.push({ event: 'resolved', finding, at });
      }
    }
    await this.#store.put(changed, events);
    return events;
  }

  /**
   * Brings the findings of one type up to date with everything of that type that is wrong with some models now: what is
   * not named any more is resolved.
   * @param options - `problems`: by model; a model with an empty list has none any more. `over`: what is said of those
   * that are resolved, one sentence
   * @returns what happened
   */
  async report(options: {
    type: FindingType;
    problems: Map<string, FoundProblem[]>;
    over: string;
    /** Findings that stay as they are although they are not named, because they could not be judged. */
    keep?: (finding: Finding) => boolean;
    now: Date;
  }): Promise<FindingEvent[]> {
    const { type, problems, over, keep } = options;
    const at = options.now.toISOString();
    const open = new Map(
      (
        await this.#store.openOfType(type, { modelIds: [...problems.keys()] })
      ).map(finding => [finding.id, finding]),
    );
    const changed: Finding[] = [];
    const events: FindingEvent[] = [];
    for (const [modelId, found] of problems) {
      for (const problem of found) {
        const finding = toFinding(type, modelId, problem, at);
        const before = open.get(finding.id);
        open.delete(finding.id);
        finding.openedAt = before?.openedAt ?? at;
        if (!before || differs(before, finding)) {
          changed.push(finding);
          events.push(...eventsOf(before, finding, at));
        }
      }
    }
    for (const before of open.values()) {
      if (keep?.(before)) {
        continue;
      }
      const finding = resolved(before, over, at);
      changed.push(finding);
      events.push({ event: 'resolved', finding, at });
    }
    await this.#store.put(changed, events);
    return events;
  }
}

function toFinding(
  type: FindingType,
  modelId: string,
  problem: FoundProblem,
  at: string,
): Finding {
  const { rule, variant = '', column = '', metric = '' } = problem;
  return {
    id: problemId(type, modelId, problem),
    modelId,
    type,
    rule,
    variant,
    column,
    metric,
    title: problem.title,
    state: 'open',
    severity: problem.severity,
    detail: problem.detail,
    measures: problem.measures ?? {},
    openedAt: at,
    seenAt: at,
    resolvedAt: null,
  };
}

function problemId(
  type: FindingType,
  modelId: string,
  { rule, variant = '', column = '', metric = '' }: FoundProblem,
): string {
  return createHash('sha256')
    .update(JSON.stringify([type, rule, modelId, variant, column, metric]))
    .digest('hex');
}

function resolved(before: Finding, detail: string, at: string): Finding {
  return { ...before, state: 'resolved', detail, seenAt: at, resolvedAt: at };
}

function eventsOf(
  before: Finding | undefined,
  finding: Finding,
  at: string,
): FindingEvent[] {
  if (!before) {
    return [{ event: 'opened', finding, at }];
  }
  return before.severity === finding.severity
    ? []
    : [{ event: 'changed', finding, at }];
}

function differs(a: Finding, b: Finding): boolean {
  return (
    a.severity !== b.severity ||
    a.detail !== b.detail ||
    a.title !== b.title ||
    JSON.stringify(a.measures) !== JSON.stringify(b.measures)
  );
}

/** Stable identity of a drift finding; the same over all runs. */
export function findingId(
  modelId: string,
  variant: string,
  column: string,
): string {
  return createHash('sha256')
    .update(JSON.stringify(['drift', modelId, variant, column]))
    .digest('hex');
}
