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

  it.each([
    [
      'a word for a number',
      { drift: 'tests:\n  ks:\n    threshold: often\n' },
      /drift\.yaml:3: tests\.ks\.threshold: Expected number, received string/,
    ],
    [
      'an unknown key',
      { drift: 'monitoring:\n  min_sample: 10\n' },
      /drift\.yaml:2: monitoring: Unrecognized key\(s\) in object: 'min_sample'/,
    ],
    [
      'a number out of range',
      { drift: 'dataset_drift_share: 3\n' },
      /drift\.yaml:1: dataset_drift_share: Number must be less than or equal to 1/,
    ],
    [
      'a duration that is none',
      { drift: '\n\nmonitoring:\n  comparison_window: a week\n' },
      /drift\.yaml:4: monitoring\.comparison_window: must be an ISO 8601 duration.*for example P7D/,
    ],
    [
      'limits the wrong way round',
      { drift: 'tests:\n  psi: { warn: 0.5, threshold: 0.2 }\n' },
      /drift\.yaml:2: tests\.psi: `warn` must not exceed `threshold`/,
    ],
    [
      'an unknown column type',
      {
        monitors:
          'monitors:\n  component:default/churn:\n    columns:\n      - { name: age, type: text }\n',
      },
      /monitors\.yaml:4: .*columns\.0\.type: .*Expected 'numeric' \| 'categorical'/,
    ],
    [
      'a name that stands twice',
      {
        monitors:
          'monitors:\n  component:default/churn:\n    columns:\n      - { name: age, type: numeric }\n      - { name: age, type: numeric }\n',
      },
      /'age' is listed twice/,
    ],
    [
      'a ref that is none',
      { monitors: 'monitors:\n  "component:default/": {}\n' },
      /monitors\.component:default\/: must be an entity ref/,
    ],
    ['broken YAML', { drift: 'tests: [\n' }, /drift\.yaml:\d+: /],
  ])('refuses %s and says where', async (_, files, message) => {
    await expect(createService(files)).rejects.toThrow(message);
  });

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
    expect(await changed.sameColumns(model, 2, third)).toBe(true);

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
    expect(await configured.sameColumns(model, 3, fourth)).toBe(false);
  });
});
