import type { MonitorSettings } from '@ai-governance/plugin-ai-governance-common';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from './defaults';
import { rulesOfColumn, settingsOfVariant, withPatch } from './layers';
import { driftFileSchema, monitorsFileSchema } from './settingsSchema';
import { readYamlFile } from './yamlFile';

const shipped = join(__dirname, '../../../../config/drift.yaml');

/** An entry of monitors.yaml; its first line is the third of the file. */
const endpoint = (yaml: string) =>
  `monitors:\n  component:default/churn:\n${yaml.replace(/^/gm, '    ')}\n`;
const COLUMNS =
  'columns:\n  watch:\n    - { name: age, type: numeric }\n    - { name: plan, type: categorical }\n';

describe('settings files', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'settings-'));
  });
  afterAll(async () => {
    await rm(directory, { recursive: true });
  });

  async function readDrift(text: string) {
    const file = join(directory, 'drift.yaml');
    await writeFile(file, text);
    return readYamlFile(file, driftFileSchema);
  }

  async function readMonitors(text: string) {
    const file = join(directory, 'monitors.yaml');
    await writeFile(file, text);
    return readYamlFile(file, monitorsFileSchema);
  }

  it.each([
    [
      'a word for a number',
      'tests:\n  ks:\n    threshold: often\n',
      /drift\.yaml:3: tests\.ks\.threshold: Expected number, received string/,
    ],
    [
      'an unknown key',
      'monitoring:\n  min_sample: 10\n',
      /drift\.yaml:2: monitoring: Unrecognized key\(s\) in object: 'min_sample'; allowed are frequency, baseline_window, comparison_window, min_samples$/,
    ],
    [
      'an unknown test',
      'tests:\n  anderson: {}\n',
      /drift\.yaml:2: tests: .*'anderson'; allowed are ks, chi_square, psi, jensen_shannon, wasserstein, hellinger$/,
    ],
    [
      'a number out of range',
      'dataset_drift_share: 3\n',
      /drift\.yaml:1: dataset_drift_share: Number must be less than or equal to 1/,
    ],
    [
      'a distance out of range',
      'tests:\n  hellinger: { threshold: 2 }\n',
      /drift\.yaml:2: tests\.hellinger\.threshold: Number must be less than or equal to 1/,
    ],
    [
      'a duration that is none',
      '\n\nmonitoring:\n  comparison_window: a week\n',
      /drift\.yaml:4: monitoring\.comparison_window: must be an ISO 8601 duration.*for example P7D/,
    ],
    [
      'a frequency that is none',
      'monitoring:\n  frequency: hourly\n',
      /drift\.yaml:2: monitoring\.frequency: must be an ISO 8601 duration of at least a minute, for example PT1H/,
    ],
    [
      'limits the wrong way round',
      'tests:\n  psi: { warn: 0.5, threshold: 0.2 }\n',
      /drift\.yaml:2: tests\.psi: `warn` must not exceed `threshold`/,
    ],
    [
      'features that are no list',
      'tests:\n  psi:\n    features: age\n',
      /drift\.yaml:3: tests\.psi\.features: must be `all` or a list of column names$/,
    ],
    [
      'a test that is left without columns',
      'tests:\n  psi: { numeric_only: true, categorical_only: true }\n',
      /drift\.yaml:2: tests\.psi: .*at most one of them may be true/,
    ],
    [
      'chi-square on numbers',
      'tests:\n  chi_square:\n    categorical_only: false\n',
      /drift\.yaml:3: tests\.chi_square\.categorical_only: Invalid literal value, expected true/,
    ],
    [
      'a factor that cannot be',
      'checks:\n  volume:\n    threshold: 0.5\n',
      /drift\.yaml:3: checks\.volume\.threshold: Number must be greater than 1/,
    ],
    [
      'an expression without a number',
      'alerting:\n  severity_levels:\n    critical: psi is high\n',
      /drift\.yaml:3: alerting\.severity_levels\.critical: must be such as `psi > 0\.25`.*; it is "psi is high"$/,
    ],
    [
      'an expression with another operator',
      'alerting:\n  severity_levels:\n    critical: psi < 0.25\n',
      /must be such as `psi > 0\.25`.* then > or >=, then a number/,
    ],
    [
      'an unknown measure, in a list',
      'alerting:\n  severity_levels:\n    high:\n      - psi > 0.1\n      - chi > 3\n',
      /drift\.yaml:5: alerting\.severity_levels\.high\.1: .*one of psi, ks, cramers_v, .*; 'chi' is not known$/,
    ],
    [
      'a level that is never reached',
      'alerting:\n  severity_levels: { high: ks > 25 }\n',
      /ks goes from 0 to 1, so 25 is never reached/,
    ],
    [
      'levels the wrong way round',
      'alerting:\n  severity_levels:\n    critical: psi > 0.2\n    high: psi > 0.3\n',
      /drift\.yaml:4: alerting\.severity_levels\.high: psi begins at 0\.3 and critical at 0\.2; a milder severity must begin lower/,
    ],
    [
      'a level that stands twice',
      'alerting:\n  severity_levels:\n    high: [psi > 0.3, psi > 0.2]\n',
      /severity_levels\.high: psi stands twice/,
    ],
    [
      'an unknown severity',
      'alerting:\n  severity_levels: { fatal: psi > 1 }\n',
      /'fatal'; allowed are critical, high, medium, low/,
    ],
    [
      'a scope where there is but one column',
      'columns:\n  overrides:\n    age:\n      tests:\n        psi: { features: all }\n',
      /drift\.yaml:5: columns\.overrides\.age\.tests\.psi: .*'features'; allowed are enabled, threshold, warn, buckets/,
    ],
    ['broken YAML', 'tests: [\n', /drift\.yaml:\d+: /],
  ])('refuses %s in drift.yaml and says where', async (_, text, message) => {
    await expect(readDrift(text)).rejects.toThrow(message);
  });

  it.each([
    [
      'an unknown column type',
      endpoint('columns:\n  - { name: age, type: text }'),
      /monitors\.yaml:4: .*columns\.0\.type: .*Expected 'numeric' \| 'categorical'/,
    ],
    [
      'a name that stands twice',
      endpoint(
        'columns:\n  - { name: age, type: numeric }\n  - { name: age, type: numeric }',
      ),
      /monitors\.yaml:5: .*'age' is listed twice/,
    ],
    [
      'a ref that is none',
      'monitors:\n  "component:default/": {}\n',
      /monitors\.yaml:2: monitors\.component:default\/: must be an entity ref/,
    ],
    [
      'an endpoint that stands twice',
      'monitors:\n  churn: {}\n  component:default/churn: {}\n',
      /monitors\.yaml:3: .*stands for component:default\/churn, which is listed twice/,
    ],
    [
      'a critical column that is not watched',
      endpoint(`${COLUMNS}  critical: [income]`),
      /monitors\.yaml:7: .*columns\.critical\.0: 'income' is not among the columns; allowed are age, plan/,
    ],
    [
      'rules of a column that is not watched',
      endpoint(`${COLUMNS}  overrides: { income: { min_samples: 5 } }`),
      /monitors\.yaml:7: .*columns\.overrides\.income: 'income' is not among the columns/,
    ],
    [
      'a test of a column that it cannot compare',
      endpoint(`${COLUMNS}tests:\n  ks:\n    features: [age, plan]`),
      /monitors\.yaml:9: .*tests\.ks\.features\.1: 'plan' is categorical; this test compares numeric columns only/,
    ],
    [
      'an unwatched column of a variant',
      endpoint(`${COLUMNS}variants:\n  blue:\n    columns: { ignore: [x] }`),
      /monitors\.yaml:9: .*variants\.blue\.columns\.ignore\.0: 'x' is not among/,
    ],
    [
      'windows of a variant',
      endpoint('variants:\n  blue: { comparison_window: P1D }'),
      /monitors\.yaml:4: .*variants\.blue: .*'comparison_window'; allowed are tests, checks, alerting, min_samples, columns/,
    ],
  ])('refuses %s in monitors.yaml and says where', async (_, text, message) => {
    await expect(readMonitors(text)).rejects.toThrow(message);
  });

  it('reports all mistakes at once', async () => {
    await expect(
      readDrift('correction: no\nmonitoring: { min_samples: 1 }\n'),
    ).rejects.toThrow(/:1: correction: [^]*\n.*:2: monitoring\.min_samples: /);
  });

  it('ships a drift.yaml that says the defaults', async () => {
    const patch = await readYamlFile(shipped, driftFileSchema);
    expect(withPatch(DEFAULT_SETTINGS, patch)).toEqual(DEFAULT_SETTINGS);
  });

  it('ships examples that are right', async () => {
    const text = await readFile(shipped, 'utf8');
    const patch = await readDrift(
      text.replace(/^( *)# (?=(alerting|columns|frequency):| )/gm, '$1'),
    );
    expect(patch).toMatchObject({
      frequency: 'PT1H',
      ignoredColumns: ['request_id'],
      severityLevels: {
        psi: [
          { severity: 'critical', operator: '>', value: 0.25 },
          { severity: 'high', operator: '>', value: 0.15 },
          { severity: 'medium', operator: '>', value: 0.1 },
        ],
        ks: [
          { severity: 'high', operator: '>=', value: 0.2 },
          { severity: 'medium', operator: '>=', value: 0.1 },
        ],
      },
      columnOverrides: { zip_code: { minSamples: 5000 } },
    });
  });

  it('documents an entry that is right', async () => {
    const docs = await readFile(
      join(__dirname, '../../../../docs/drift.md'),
      'utf8',
    );
    const [, example] = /```yaml\n([^]*?)```/.exec(docs)!;
    const entries = await readMonitors(example);
    expect(entries.get('component:default/churn-prediction')).toMatchObject({
      frequency: 'PT6H',
      criticalColumns: ['tenure'],
      columnOverrides: { plan: { minSamples: 2000 } },
      variants: { canary: { minSamples: 100 } },
    });
  });

  describe('layers', () => {
    async function layered(options: {
      drift?: string;
      entry?: string;
      variant?: string;
    }): Promise<MonitorSettings> {
      const drift = await readDrift(options.drift ?? '{}');
      const entries = await readMonitors(endpoint(options.entry ?? '{}'));
      return settingsOfVariant(
        withPatch(
          withPatch(DEFAULT_SETTINGS, drift),
          entries.get('component:default/churn')!,
        ),
        options.variant ?? 'blue',
      );
    }

    const drift = 'tests: { psi: { threshold: 0.3, warn: 0.2 } }';
    const entry = 'tests: { psi: { threshold: 0.4 } }';
    const blue = `${entry}\nvariants: { blue: { tests: { psi: { threshold: 0.5 } } } }`;
    const column =
      'columns: { overrides: { age: { tests: { psi: { threshold: 0.6 } } } } }';

    it.each([
      ['the default', {}, { fail: 0.25, warn: 0.1 }],
      ['drift.yaml', { drift }, { fail: 0.3, warn: 0.2 }],
      ['the endpoint', { drift, entry }, { fail: 0.4, warn: 0.2 }],
      ['the variant', { drift, entry: blue }, { fail: 0.5, warn: 0.2 }],
      [
        'the endpoint for another variant',
        { drift, entry: blue, variant: 'green' },
        { fail: 0.4, warn: 0.2 },
      ],
      [
        'the column, from whichever file',
        { drift: `${drift}\n${column}`, entry: blue },
        { fail: 0.6, warn: 0.2 },
      ],
      [
        'the column of the endpoint before that of drift.yaml',
        {
          drift: column,
          entry: column.replace('0.6', '0.7'),
        },
        { fail: 0.7, warn: 0.1 },
      ],
    ])('are topped by %s', async (_, files, psi) => {
      const settings = await layered(files);
      expect(rulesOfColumn(settings, 'age').tests.psi).toMatchObject(psi);
    });

    it('leave other columns as they are', async () => {
      const settings = await layered({ drift: column });
      expect(rulesOfColumn(settings, 'plan').tests).toEqual(
        DEFAULT_SETTINGS.tests,
      );
    });

    it('replace lists, and levels by measure', async () => {
      const settings = await layered({
        drift:
          'columns: { ignore: [a], critical: [b] }\nalerting: { severity_levels: { high: [psi > 1, ks > 0.5] } }',
        entry:
          'columns: { ignore: [c] }\nalerting: { severity_levels: { low: psi > 0 } }',
      });
      expect(settings).toMatchObject({
        columns: 'auto',
        ignoredColumns: ['c'],
        criticalColumns: ['b'],
        severityLevels: {
          psi: [{ severity: 'low', operator: '>', value: 0 }],
          ks: [{ severity: 'high', operator: '>', value: 0.5 }],
        },
      });
    });

    it('make a test on the features that it names, and where a column asks for it', async () => {
      const settings = await layered({
        drift:
          'tests: { psi: { features: [age] }, hellinger: { enabled: false } }\ncolumns: { overrides: { plan: { tests: { hellinger: { enabled: true } } }, age: { tests: { ks: { enabled: false } } } } }',
      });
      const made = (name: string) =>
        Object.entries(rulesOfColumn(settings, name).tests)
          .filter(([, test]) => test.enabled)
          .map(([test]) => test);
      expect(made('age')).toEqual(['chiSquare', 'psi']);
      expect(made('plan')).toEqual(['ks', 'chiSquare', 'hellinger']);
      expect(made('other')).toEqual(['ks', 'chiSquare']);
    });

    it('say which columns a test on both kinds is made on', async () => {
      const { tests } = await layered({
        drift:
          'tests: { psi: { numeric_only: true }, hellinger: { categorical_only: true } }',
        entry: 'tests: { hellinger: { categorical_only: false } }',
      });
      expect([tests.psi.columnTypes, tests.hellinger.columnTypes]).toEqual([
        'numeric',
        'all',
      ]);
    });

    it('take a column called like a property of all objects', async () => {
      const settings = await layered({
        drift: 'columns: { overrides: { constructor: { min_samples: 7 } } }',
      });
      expect(rulesOfColumn(settings, 'constructor').minSamples).toBe(7);
      expect(rulesOfColumn(settings, 'toString').minSamples).toBe(1000);
    });
  });
});
