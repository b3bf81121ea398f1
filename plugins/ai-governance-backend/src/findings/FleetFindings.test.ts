import type {
  HealthState,
  VariantHealth,
} from '@ai-governance/plugin-ai-governance-common';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import { endpoint } from '../alerts/__testUtils__/alertStage';
import { ModelStore } from '../models/ModelStore';
import { FindingService } from './FindingService';
import { FindingStore } from './FindingStore';
import { FleetFindings } from './FleetFindings';
import { FleetProblemStore } from './FleetProblemStore';

jest.setTimeout(60_000);

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 0, minute));
const { signal } = new AbortController();

describe('FleetFindings', () => {
  const databases = createTestDatabases();

  it.each(databases.eachSupportedId())(
    'opens and resolves by health and inventory, and keeps what could not be judged, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      await ModelStore.create({ knex }).upsert(
        ['a', 'b'].map(name => ({
          id: `default.${name}`,
          entityRef: `component:default/${name}`,
          entity: endpoint(name),
        })),
        at(0),
      );
      const fleet = FleetFindings.create({
        store: FleetProblemStore.create({ knex }),
        findings: FindingService.create({
          store: FindingStore.create({ knex }),
        }),
      });
      const run = async (
        minute: number,
        states: Record<string, HealthState>,
      ) => {
        const variants: VariantHealth[] = Object.entries(states).map(
          ([variant, state]) => ({ variant, state, reason: `It is ${state}.` }),
        );
        await knex('models')
          .where({ id: 'default.a' })
          .update({ health_variants: JSON.stringify(variants) });
        await fleet.run(at(minute), signal);
        const rows = await knex('findings')
          .where({ state: 'open' })
          .orderBy(['model_id', 'type', 'variant']);
        return rows.map(row =>
          [row.model_id, row.type, row.rule, row.variant, row.severity].join(
            ' ',
          ),
        );
      };

      expect(await run(0, { blue: 'healthy', green: 'degraded' })).toEqual([
        'default.a health health green medium',
      ]);
      await knex('inventory_findings').insert({
        model_id: 'default.b',
        issue: 'gone',
        severity: 'high',
        severity_rank: 1,
        detail: 'It is not found any more.',
        fix_label: 'Unregister it',
        since: at(0).toISOString(),
      });
      expect(await run(1, { blue: 'unhealthy', green: 'unknown' })).toEqual([
        'default.a health health blue critical',
        'default.a health health green medium',
        'default.b inventory gone  high',
      ]);
      await knex('inventory_findings').delete();
      expect(await run(2, { blue: 'unknown', green: 'healthy' })).toEqual([
        'default.a health health blue critical',
      ]);
      const events = await knex('finding_events').orderBy('id').pluck('event');
      await run(3, { blue: 'unknown', green: 'healthy' });
      expect(await knex('finding_events').orderBy('id').pluck('event')).toEqual(
        events,
      );
      expect(await run(4, { blue: 'healthy' })).toEqual([]);
    },
  );
});
