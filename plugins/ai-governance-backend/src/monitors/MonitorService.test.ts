import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases, migrate } from '../__testUtils__/databases';
import type { Model } from '../models/ModelStore';
import { MonitorService } from './MonitorService';
import { MonitorStore } from './MonitorStore';

jest.setTimeout(60_000);

const now = new Date('2026-11-01T00:00:00Z');
const model = {
  id: 'default.churn',
  entityRef: 'component:default/churn',
} as Model;

describe('MonitorService', () => {
  const databases = createTestDatabases();
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'monitors-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  async function createService(
    files: { drift?: string; monitors?: string },
    store?: MonitorStore,
  ) {
    const aiGovernance: Record<string, { file: string }> = {};
    for (const [name, text] of Object.entries(files)) {
      const file = join(directory, `${name}.yaml`);
      await writeFile(file, text);
      aiGovernance[name] = { file };
    }
    return MonitorService.fromConfig(new ConfigReader({ aiGovernance }), {
      store: store as MonitorStore,
      logger: mockServices.logger.mock(),
    });
  }

  async function createStore() {
    const knex = await migrate(await databases.init('SQLITE_3'));
    return MonitorStore.create({ knex });
  }

  it('refuses a file that is not there', async () => {
    await expect(
      MonitorService.fromConfig(
        new ConfigReader({
          aiGovernance: { drift: { file: '/nowhere/drift.yaml' } },
        }),
        {
          store: undefined as unknown as MonitorStore,
          logger: mockServices.logger.mock(),
        },
      ),
    ).rejects.toThrow(/Cannot read config file \/nowhere\/drift\.yaml/);
  });

  it('accepts the files that ship with the product', async () => {
    const repo = join(__dirname, '../../../..');
    await expect(
      MonitorService.fromConfig(
        new ConfigReader({
          aiGovernance: {
            drift: { file: join(repo, 'config/drift.yaml') },
            monitors: { file: join(repo, 'config/demo/monitors.yaml') },
          },
        }),
        { store: await createStore(), logger: mockServices.logger.mock() },
      ),
    ).resolves.toBeInstanceOf(MonitorService);
  });

  it('makes a new version only when the effective settings change', async () => {
    const store = await createStore();
    const first = await (
      await createService({ drift: 'monitoring: { min_samples: 10 }\n' }, store)
    ).resolve(model, now);
    expect(first).toMatchObject({
      version: 1,
      settings: { minSamples: 10, columns: 'auto' },
      reason: 'First seen',
    });

    const same = await (
      await createService({ drift: 'monitoring: { min_samples: 10 }\n' }, store)
    ).resolve(model, now);
    expect(same.version).toBe(1);

    const other = await (
      await createService(
        {
          drift: 'monitoring: { min_samples: 10 }\n',
          monitors: 'monitors:\n  churn: { min_samples: 20 }\n',
        },
        store,
      )
    ).resolve(model, now);
    expect(other).toMatchObject({
      version: 2,
      settings: { minSamples: 20 },
      reason: 'The configuration changed',
    });
  });

  it.each(databases.eachSupportedId())(
    'reads what an earlier release stored, and takes it for the same version, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      const store = MonitorStore.create({ knex });
      const service = await createService({}, store);
      const first = await service.resolve(model, now);
      // The settings as the first release stored them.
      const {
        tests: { ks, chiSquare, psi },
        checks: _checks,
        severityLevels: _levels,
        ignoredColumns: _ignored,
        criticalColumns: _critical,
        columnOverrides: _overrides,
        variants: _variants,
        ...rest
      } = first.settings;
      const significance = ({ features: _, ...test }: typeof ks) => test;
      const { features: _f, columnTypes: _t, ...oldPsi } = psi;
      await knex('monitor_versions').update({
        settings: JSON.stringify({
          ...rest,
          tests: {
            ks: significance(ks),
            chiSquare: significance(chiSquare),
            psi: oldPsi,
          },
        }),
      });
      expect(await service.current(model.id)).toEqual(first);
      expect((await service.resolve(model, now)).version).toBe(1);
    },
  );

  it('stores rules of columns and variants so that they are the same when read back', async () => {
    const store = await createStore();
    const files = {
      drift:
        'columns: { overrides: { age: { tests: { psi: { warn: 0.2 } } } } }\nmonitoring: { frequency: P1D }\n',
      monitors:
        'monitors:\n  churn:\n    variants: { blue: { columns: { ignore: [age] } } }\n',
    };
    const first = await (await createService(files, store)).resolve(model, now);
    expect(first.settings).toMatchObject({
      frequency: 'P1D',
      columnOverrides: { age: { tests: { psi: { warn: 0.2 } } } },
      variants: { blue: { ignoredColumns: ['age'] } },
    });
    const again = await (await createService(files, store)).resolve(model, now);
    expect(again.version).toBe(1);
  });

  it('keeps inferred columns when other settings change, and drops them for configured ones', async () => {
    const store = await createStore();
    const service = await createService({}, store);
    const columns = [
      {
        name: 'age',
        type: 'numeric' as const,
        role: 'feature' as const,
        at: 'age',
      },
    ];
    const first = await service.resolve(model, now);
    await service.pinColumns(model, first, columns, now);
    expect(await service.resolve(model, now)).toMatchObject({
      version: 2,
      settings: { columns, columnsInferred: true },
    });

    const changed = await createService(
      { drift: 'monitoring: { min_samples: 10 }\n' },
      store,
    );
    const third = await changed.resolve(model, now);
    expect(third).toMatchObject({ version: 3, settings: { columns } });
    expect(await changed.sameGrid(model, 2, third)).toBe(true);

    const configured = await createService(
      {
        monitors:
          'monitors:\n  churn:\n    columns: [{ name: income, type: numeric }]\n',
      },
      store,
    );
    const fourth = await configured.resolve(model, now);
    expect(fourth).toMatchObject({
      version: 4,
      settings: { columnsInferred: false, columns: [{ name: 'income' }] },
    });
    expect(await configured.sameGrid(model, 3, fourth)).toBe(false);
  });
});
