import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { BlobCollectorLogSource } from '@ai-governance/plugin-ai-governance-backend-module-azure';
import type { LocalLogFile } from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { coarseGrid, column, Logs } from './__testUtils__/captureLogs';

const folder = resolve(
  process.env.GOVERNANCE_FIXTURES ??
    resolve(__dirname, '../../../../../shared/fixtures'),
  'azure/collector/raw_mdc_data',
);
const withFixtures = existsSync(folder) ? describe : describe.skip;

const CONTAINER = 'fixtures/logs';
const COLUMNS = ['sepal_length', 'sepal_width', 'petal_length', 'petal_width'];

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'iris',
    annotations: {
      'ai-governance.io/capture': 'on',
      'ai-governance.io/capture-uri':
        'https://fixtures.blob.core.windows.net/logs/modelDataCollector/iris',
      'ai-governance.io/variants': 'blue',
    },
  },
};

withFixtures(`references in Microsoft's files (${folder})`, () => {
  const logs = new Logs('azure-collector');
  let simulator: CloudSimulator;
  const never = () => new AbortController().signal;

  beforeAll(async () => {
    simulator = await CloudSimulator.start();
  });
  afterAll(async () => {
    await simulator.stop();
    await logs.end();
  });

  /** Puts the files of an hour where the collector would, and those that events point to where they say. */
  function upload(hour: string, referenced: (name: string) => boolean): void {
    for (const name of readdirSync(join(folder, hour))) {
      const body = readFileSync(join(folder, hour, name));
      if (name.endsWith('.jsonl')) {
        simulator.putBlob(
          CONTAINER,
          `modelDataCollector/iris/blue/model_inputs/${hour}/${name}`,
          body,
        );
      } else if (referenced(name)) {
        simulator.putBlob(
          CONTAINER,
          `tests/unit/raw_mdc_data/${hour}/${name}`,
          body,
        );
      }
    }
  }

  async function count(hour: string) {
    const source = BlobCollectorLogSource.fromConfig(
      new ConfigReader({
        aiGovernance: { azure: { blob: { endpoint: simulator.blobUrl } } },
      }),
    );
    const [year, month, day, ofDay] = hour.split('/');
    const since = new Date(`${year}-${month}-${day}T${ofDay}:00:00Z`);
    const files: LocalLogFile[] = [];
    for await (const page of source.list({
      entity,
      since,
      until: new Date(since.getTime() + 3_600_000),
      signal: never(),
    })) {
      for (const object of page) {
        const file = logs.file('');
        await source.download({
          entity,
          object,
          destination: file.path,
          signal: never(),
        });
        files.push({ ...object, path: file.path });
      }
    }
    expect(files).toHaveLength(1);
    const columns = COLUMNS.map(name => column(name));
    const engine = await logs.engine();
    const [{ profile, rejectedLines }] = await engine.profile({
      ...logs.request(files),
      columns,
      grid: coarseGrid(columns),
    });
    return {
      rows: profile.rows,
      sums: COLUMNS.map(name => {
        const counts = profile.columns[name];
        return counts.kind === 'numeric' ? counts.sum : undefined;
      }),
      lines: rejectedLines.map(
        ({ object, line, reason }) =>
          `${object.split('/').pop()}:${line} ${reason}`,
      ),
    };
  }

  // Rows: 1 2.3 2 1.3 | 2 3.2 3 1.5 | 3 3.4 3.2 1.8 | 1.5 1 4 1.6
  const SUMS = [7.5, 9.9, 12.2, 6.2].map(sum => expect.closeTo(sum, 10));

  it('are brought in line, some or all', async () => {
    upload('2023/10/15/17', () => true);
    expect(await count('2023/10/15/17')).toEqual({
      rows: 4,
      sums: SUMS,
      lines: [],
    });
    upload('2023/10/16/21', () => true);
    expect(await count('2023/10/16/21')).toEqual({
      rows: 4,
      sums: SUMS,
      lines: [],
    });
  });

  it('are rejected by file and line when they lead nowhere', async () => {
    await simulator.stop();
    simulator = await CloudSimulator.start();
    upload('2023/10/16/21', name => name !== 'mdc_dataref_1.json');
    expect(await count('2023/10/16/21')).toEqual({
      rows: 2,
      sums: [2.5, 3.3, 6, 2.9].map(sum => expect.closeTo(sum, 10)),
      lines: ['mdc_dataref_only.jsonl:2 missing-data'],
    });
  });
});
