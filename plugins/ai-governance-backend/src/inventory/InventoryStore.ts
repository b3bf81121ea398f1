import type {
  Cloud,
  FleetFilter,
  InventoryFinding,
  InventoryIssue,
  Severity,
} from '@ai-governance/plugin-ai-governance-common';
import { SEVERITIES } from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { type ReadScope, whereListed } from '../fleet/listed';
import type { FoundIssue, InventoriedEndpoint } from './findIssues';

/** An issue with how grave it is. */
export interface GradedIssue extends FoundIssue {
  severity: Severity;
}

/** A place in the list of findings. */
export type InventoryPlace = [
  rank: number,
  title: string,
  modelId: string,
  issue: string,
];

/** Which findings are asked for. */
export interface InventoryQuery {
  scope: ReadScope;
  filter: FleetFilter;
  /** All when absent or empty. */
  issues?: InventoryIssue[];
}

const WRITE_BATCH = 90;

/** Order of findings: the gravest first, then by title. */
const ORDER = [
  'inventory_findings.severity_rank',
  'models.title_key',
  'inventory_findings.model_id',
  'inventory_findings.issue',
];

/** Table `inventory_findings`, and what of table `models` they are made from. */
export class InventoryStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): InventoryStore {
    return new InventoryStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Listed endpoints in the order of their ids, after a given id. */
  async endpoints(options: {
    after?: string;
    limit: number;
  }): Promise<InventoriedEndpoint[]> {
    const rows = await this.#knex('models')
      .modify(whereListed, 'all')
      .modify(query => {
        if (options.after) {
          query.where('models.id', '>', options.after);
        }
      })
      .orderBy('models.id')
      .limit(options.limit)
      .select(
        'id',
        'entity_ref',
        'cloud',
        'place',
        'endpoint_id',
        'discovered',
        'owner',
        'owner_told',
        'capture',
        'console_url',
        'edit_url',
      );
    return rows.map((row: EndpointRow) => ({
      id: row.id,
      entityRef: row.entity_ref,
      cloud: row.cloud as Cloud,
      place: row.place,
      endpointId: row.endpoint_id,
      // SQLite has no truth values of its own.
      discovered: Boolean(row.discovered),
      owner: row.owner,
      ownerTold: Boolean(row.owner_told),
      capture: row.capture as InventoriedEndpoint['capture'],
      consoleUrl: row.console_url,
      editUrl: row.edit_url,
    }));
  }

  /** Ids of models whose endpoint discovery finds, and the clouds of which it finds anything. */
  async discovery(): Promise<{ found: Set<string>; clouds: Set<Cloud> }> {
    const rows: { replaced_by: string | null; cloud: string }[] =
      await this.#knex('models')
        .where({ discovered: true })
        .whereNull('removed_at')
        .distinct('replaced_by', 'cloud');
    return {
      found: new Set(rows.flatMap(row => row.replaced_by ?? [])),
      clouds: new Set(rows.map(row => row.cloud as Cloud)),
    };
  }

  /** Those of the endpoint ids that discovery found once and finds no more. */
  async foundOnce(endpointIds: string[]): Promise<Set<string>> {
    const rows: { endpoint_id: string }[] = await this.#knex('models')
      .whereIn('endpoint_id', endpointIds)
      .where({ discovered: true })
      .whereNotNull('removed_at')
      .distinct('endpoint_id');
    return new Set(rows.map(row => row.endpoint_id));
  }

  /** All owners of listed endpoints. */
  async owners(): Promise<string[]> {
    const rows: { owner: string }[] = await this.#knex('models')
      .modify(whereListed, 'all')
      .distinct('owner');
    return rows.map(({ owner }) => owner);
  }

  /**
   * Brings the findings of models in line with what was found now. A finding that was there already keeps the time
   * since when it is.
   */
  async put(
    modelIds: string[],
    issues: GradedIssue[],
    now: Date,
  ): Promise<void> {
    const known = await this.#knex('inventory_findings').whereIn(
      'model_id',
      modelIds,
    );
    const stored = new Map(
      known.map(row => [`${row.issue} ${row.model_id}`, row]),
    );
    const changed = issues.map(toRow).filter(row => {
      const key = `${row.issue} ${row.model_id}`;
      const before = stored.get(key);
      stored.delete(key);
      return (
        before?.severity !== row.severity ||
        before.detail !== row.detail ||
        before.fix_label !== row.fix_label ||
        before.fix_url !== row.fix_url
      );
    });
    if (changed.length === 0 && stored.size === 0) {
      return;
    }
    await this.#knex.transaction(async tx => {
      for (const { issue, model_id: modelId } of stored.values()) {
        await tx('inventory_findings')
          .where({ issue, model_id: modelId })
          .delete();
      }
      for (let i = 0; i < changed.length; i += WRITE_BATCH) {
        await tx('inventory_findings')
          .insert(
            changed
              .slice(i, i + WRITE_BATCH)
              .map(row => ({ ...row, since: now.toISOString() })),
          )
          .onConflict(['model_id', 'issue'])
          .merge([
            'severity',
            'severity_rank',
            'detail',
            'fix_label',
            'fix_url',
          ]);
      }
    });
  }

  /** Deletes the findings of models that are no longer listed. */
  async deleteUnlisted(): Promise<void> {
    await this.#knex('inventory_findings')
      .whereNotIn(
        'model_id',
        this.#knex('models').modify(whereListed, 'all').select('models.id'),
      )
      .delete();
  }

  /** A page of findings, the gravest first, with their places. */
  async page(
    query: InventoryQuery & { after?: InventoryPlace; limit: number },
  ): Promise<{ finding: InventoryFinding; place: InventoryPlace }[]> {
    const { after, issues } = query;
    const rows = await this.#select(query)
      .modify(rest => {
        if (issues?.length) {
          rest.whereIn('inventory_findings.issue', issues);
        }
        if (after) {
          rest.whereRaw(`(${ORDER.join(', ')}) > (?, ?, ?, ?)`, after);
        }
      })
      .orderBy(ORDER)
      .limit(query.limit)
      .select(
        'inventory_findings.*',
        'models.entity_ref',
        'models.title',
        'models.title_key',
        'models.cloud',
        'models.place',
        'models.owner',
      );
    return rows.map((row: InventoryRow) => ({
      finding: toFinding(row),
      place: [row.severity_rank, row.title_key, row.model_id, row.issue],
    }));
  }

  /** How many findings there are of each issue. */
  async counts(
    query: InventoryQuery,
  ): Promise<{ issue: InventoryIssue; count: number }[]> {
    const rows: { issue: string; count: string | number }[] =
      await this.#select(query)
        .groupBy('inventory_findings.issue')
        .select('inventory_findings.issue')
        .count({ count: '*' });
    return rows.map(row => ({
      issue: row.issue as InventoryIssue,
      count: Number(row.count),
    }));
  }

  #select({ scope, filter }: InventoryQuery): Knex.QueryBuilder {
    return this.#knex('inventory_findings')
      .join('models', 'models.id', 'inventory_findings.model_id')
      .modify(whereListed, scope, filter);
  }
}

interface EndpointRow {
  id: string;
  entity_ref: string;
  cloud: string;
  place: string;
  endpoint_id: string | null;
  discovered: boolean | number;
  owner: string;
  owner_told: boolean | number;
  capture: string;
  console_url: string | null;
  edit_url: string | null;
}

interface InventoryRow {
  model_id: string;
  issue: string;
  severity: string;
  severity_rank: number;
  detail: string;
  fix_label: string;
  fix_url: string | null;
  since: string;
  entity_ref: string;
  title: string;
  title_key: string;
  cloud: string;
  place: string;
  owner: string;
}

function toRow({ modelId, issue, severity, detail, fix }: GradedIssue) {
  return {
    model_id: modelId,
    issue,
    severity,
    // 0 is the gravest.
    severity_rank: SEVERITIES.length - 1 - SEVERITIES.indexOf(severity),
    detail,
    fix_label: fix.label,
    fix_url: fix.url,
  };
}

function toFinding(row: InventoryRow): InventoryFinding {
  return {
    id: `${row.issue}:${row.model_id}`,
    issue: row.issue as InventoryIssue,
    severity: row.severity as Severity,
    modelId: row.model_id,
    entityRef: row.entity_ref,
    title: row.title,
    cloud: row.cloud as Cloud,
    place: row.place,
    owner: row.owner,
    detail: row.detail,
    fix: { label: row.fix_label, url: row.fix_url },
    since: row.since,
  };
}
