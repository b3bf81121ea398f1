import type {
  InventoryIssue,
  Severity,
  VariantHealth,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { whereListed } from '../fleet/listed';

/** What is known of an endpoint's health and of its place in the inventory. */
export interface FleetProblems {
  modelId: string;
  variants: VariantHealth[];
  issues: { issue: InventoryIssue; severity: Severity; detail: string }[];
}

/** What tables `models` and `inventory_findings` say of endpoints. */
export class FleetProblemStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): FleetProblemStore {
    return new FleetProblemStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Listed endpoints in the order of their ids, after a given id. */
  async page(options: {
    after: string;
    limit: number;
  }): Promise<FleetProblems[]> {
    const models: { id: string; health_variants: string }[] = await this.#knex(
      'models',
    )
      .modify(whereListed, 'all')
      .where('models.id', '>', options.after)
      .orderBy('models.id')
      .limit(options.limit)
      .select('models.id', 'models.health_variants');
    const issues = await this.#knex('inventory_findings')
      .whereIn(
        'model_id',
        models.map(({ id }) => id),
      )
      .select('model_id', 'issue', 'severity', 'detail');
    const byModel = new Map<string, FleetProblems['issues']>();
    for (const { model_id: id, issue, severity, detail } of issues) {
      byModel.set(id, [
        ...(byModel.get(id) ?? []),
        { issue, severity, detail },
      ]);
    }
    return models.map(({ id, health_variants: variants }) => ({
      modelId: id,
      variants: JSON.parse(variants),
      issues: byModel.get(id) ?? [],
    }));
  }
}
