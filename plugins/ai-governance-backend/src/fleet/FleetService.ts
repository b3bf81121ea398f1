import type {
  FacetCount,
  FleetFilter,
  FleetOrder,
  FleetSummary,
  ModelSummary,
} from '@ai-governance/plugin-ai-governance-common';
import { InputError } from '@backstage/errors';
import { decodeCursor, encodeCursor } from './cursor';
import type { FacetField, FleetStore, ListedModel } from './FleetStore';
import type { ReadScope } from './listed';
import { trendDays, trendOf } from './trend';

/** What is asked for of the fleet's list. */
export interface ListRequest {
  scope: ReadScope;
  filter: FleetFilter;
  order: FleetOrder;
  direction: 'asc' | 'desc';
  cursor?: string;
  limit: number;
}

/** Most values of a field that are counted; a page of thousands is of no use to anybody. */
const MAX_FACETS = 200;

/** The fleet as a list and as counts. */
export class FleetService {
  readonly #store: FleetStore;

  static create(options: { store: FleetStore }): FleetService {
    return new FleetService(options.store);
  }

  private constructor(store: FleetStore) {
    this.#store = store;
  }

  /**
   * A page of models.
   * @throws InputError when the cursor is not one of this list
   */
  async list(
    request: ListRequest,
    now: Date,
  ): Promise<{
    items: ModelSummary[];
    nextCursor: string | null;
    total: number;
  }> {
    const { order, direction, limit } = request;
    const kind = `models/${order}/${direction}`;
    const [rows, total] = await Promise.all([
      this.#store.page({
        ...request,
        limit: limit + 1,
        after: request.cursor ? placeOf(kind, request.cursor) : undefined,
      }),
      this.#store.count(request),
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1)?.place;
    return {
      items: await this.summaries(
        page.map(({ model }) => model),
        now,
      ),
      nextCursor:
        rows.length > limit && last
          ? encodeCursor(kind, [last.key, last.id])
          : null,
      total,
    };
  }

  /** Models as they stand in a list, with two queries for all of them. */
  async summaries(models: ListedModel[], now: Date): Promise<ModelSummary[]> {
    const ids = models.map(({ id }) => id);
    const days = trendDays(now);
    const [findings, verdicts] = await Promise.all([
      this.#store.openFindingsOf(ids),
      this.#store.verdictsByDay(ids, days[0]),
    ]);
    const byModel = new Map<string, typeof verdicts>(ids.map(id => [id, []]));
    verdicts.forEach(verdict => byModel.get(verdict.id)?.push(verdict));
    return models.map(model => ({
      id: model.id,
      entityRef: model.entityRef,
      title: model.title,
      provider: model.provider,
      verdict: model.verdict,
      summary: model.summary,
      lastRunAt: model.lastRunAt,
      owner: model.owner,
      system: model.system,
      lifecycle: model.lifecycle,
      cloud: model.cloud,
      health: model.health,
      healthReason: model.healthReason,
      openFindings: findings.get(model.id) ?? 0,
      trend: trendOf(days, byModel.get(model.id) ?? []),
      ...(model.problem !== null && { problem: model.problem }),
    }));
  }

  /** Counts over the models. The values of a field are counted as if nothing of that field was asked for. */
  async summary(
    query: { scope: ReadScope; filter: FleetFilter },
    now: Date,
  ): Promise<FleetSummary> {
    const facet = (field: FacetField) =>
      this.#store.facet(field, {
        ...query,
        filter: { ...query.filter, [field]: undefined },
      });
    const [states, openFindings, owner, cloud, system, lifecycle] =
      await Promise.all([
        this.#store.states(query),
        this.#store.openFindings(query),
        facet('owner'),
        facet('cloud'),
        facet('system'),
        facet('lifecycle'),
      ]);
    const summary: FleetSummary = {
      total: 0,
      verdicts: {
        pass: 0,
        warn: 0,
        fail: 0,
        'insufficient-data': 0,
        error: 0,
        none: 0,
      },
      health: { healthy: 0, degraded: 0, unhealthy: 0, unknown: 0 },
      captureOff: 0,
      openFindings,
      facets: {
        owner: owner.map(toFacet),
        cloud: cloud.map(toFacet),
        system: system.map(toFacet),
        lifecycle: lifecycle.map(toFacet),
      },
      at: now.toISOString(),
    };
    for (const { verdict, health, capture, count } of states) {
      summary.total += count;
      summary.verdicts[verdict ?? 'none'] += count;
      summary.health[health] += count;
      summary.captureOff += capture === 'off' ? count : 0;
    }
    for (const field of Object.keys(summary.facets) as FacetField[]) {
      summary.facets[field] = summary.facets[field].slice(0, MAX_FACETS);
    }
    return summary;
  }
}

const CLOUD_LABELS: Record<string, string> = {
  aws: 'AWS',
  azure: 'Azure',
  external: 'Elsewhere',
};

function toFacet({
  value,
  count,
}: {
  value: string | null;
  count: number;
}): FacetCount {
  const known = value ?? 'none';
  const label =
    CLOUD_LABELS[known] ??
    // A ref of the default namespace goes by its name.
    known.replace(/^[^:/]+:(?:default\/)?/, '');
  return { value: known, label: value === null ? 'None' : label, count };
}

function placeOf(kind: string, cursor: string) {
  const [key, id] = decodeCursor(kind, 2, cursor);
  if (typeof id !== 'string') {
    throw new InputError("cursor: must be the 'nextCursor' of an answer");
  }
  return { key, id };
}
