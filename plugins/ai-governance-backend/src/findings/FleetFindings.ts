import type {
  HealthState,
  InventoryIssue,
  Severity,
} from '@ai-governance/plugin-ai-governance-common';
import type { FindingService, FoundProblem } from './FindingService';
import type { FleetProblems, FleetProblemStore } from './FleetProblemStore';

const PAGE = 500;

/** How grave a state of health is; none for what is no problem. */
const SEVERITIES: Record<HealthState, Severity> = {
  healthy: 'none',
  degraded: 'medium',
  unhealthy: 'critical',
  unknown: 'none',
};

const ISSUES: Record<InventoryIssue, string> = {
  unregistered: 'Not registered',
  gone: 'Endpoint is gone',
  'no-owner': 'No owner',
  'capture-off': 'Logs are switched off',
};

/** Makes findings of what health checks and the inventory say of endpoints. */
export class FleetFindings {
  readonly #store: FleetProblemStore;
  readonly #findings: FindingService;

  static create(options: {
    store: FleetProblemStore;
    findings: FindingService;
  }): FleetFindings {
    return new FleetFindings(options.store, options.findings);
  }

  private constructor(store: FleetProblemStore, findings: FindingService) {
    this.#store = store;
    this.#findings = findings;
  }

  /** Goes through all endpoints once. */
  async run(now: Date, signal: AbortSignal): Promise<void> {
    let after = '';
    for (;;) {
      signal.throwIfAborted();
      const page = await this.#store.page({ after, limit: PAGE });
      await this.#report(page, now);
      if (page.length < PAGE) {
        return;
      }
      after = page[page.length - 1].modelId;
    }
  }

  async #report(page: FleetProblems[], now: Date): Promise<void> {
    // Of a variant that could not be judged nothing is known: what was found of it stays as it is.
    const unknown = new Set(
      page.flatMap(({ modelId, variants }) =>
        variants
          .filter(({ state }) => state === 'unknown')
          .map(({ variant }) => JSON.stringify([modelId, variant])),
      ),
    );
    await this.#findings.report({
      type: 'health',
      problems: new Map(page.map(model => [model.modelId, ofHealth(model)])),
      keep: ({ modelId, variant }) =>
        unknown.has(JSON.stringify([modelId, variant])),
      over: 'It serves well again.',
      now,
    });
    await this.#findings.report({
      type: 'inventory',
      problems: new Map(page.map(model => [model.modelId, ofInventory(model)])),
      over: 'It is in order now.',
      now,
    });
  }
}

function ofHealth({ variants }: FleetProblems): FoundProblem[] {
  return variants
    .filter(({ state }) => SEVERITIES[state] !== 'none')
    .map(({ variant, state, reason }) => ({
      rule: 'health',
      variant,
      title: `${variant} is ${state}`,
      severity: SEVERITIES[state],
      detail: reason,
    }));
}

function ofInventory({ issues }: FleetProblems): FoundProblem[] {
  return issues.map(({ issue, severity, detail }) => ({
    rule: issue,
    title: ISSUES[issue],
    severity,
    detail,
  }));
}
