import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from './defaults';
import { withPatch } from './layers';
import { biasFileSchema, monitorsFileSchema } from './settingsSchema';
import { readYamlFile } from './yamlFile';

const shipped = join(__dirname, '../../../../config/bias.yaml');

const GENDER = `protected_attributes:
  - name: gender
    groups:
      - { name: female, values: [female, F], label: women }
      - { name: male, values: [male, M] }
    reference_group: male
`;

describe('files that say what fairness is', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bias-'));
  });
  afterAll(async () => {
    await rm(directory, { recursive: true });
  });

  async function readBias(text: string) {
    const file = join(directory, 'bias.yaml');
    await writeFile(file, text);
    return readYamlFile(file, biasFileSchema);
  }

  async function readEndpoint(yaml: string) {
    const file = join(directory, 'monitors.yaml');
    await writeFile(
      file,
      `monitors:\n  component:default/credit:\n${yaml.replace(/^/gm, '    ')}`,
    );
    const monitors = await readYamlFile(file, monitorsFileSchema);
    return withPatch(
      DEFAULT_SETTINGS,
      monitors.get('component:default/credit')!,
    );
  }

  it('the shipped file says the defaults', async () => {
    const patch = await readYamlFile(shipped, biasFileSchema);
    expect(withPatch(DEFAULT_SETTINGS, patch)).toEqual(DEFAULT_SETTINGS);
    // What is commented out can be used as it stands.
    const shown = (await readFile(shipped, 'utf8'))
      .replace('protected_attributes: []', 'protected_attributes:')
      .replace('combinations: []', 'combinations:')
      .replace(/^#( {2,}-| {4,})/gm, '$1');
    const { fairness } = await readBias(shown);
    expect(fairness).toMatchObject({
      protectedAttributes: [
        {
          name: 'gender',
          referenceGroup: 'male',
          source: { from: 'log', at: 'gender' },
        },
        {
          name: 'age',
          groups: [
            { name: '<18', range: { from: null, to: 18 } },
            { name: '18-25', range: { from: 18, to: 26 } },
            { name: '26-59', range: { from: 26, to: 60 } },
            { name: '60+', range: { from: 60, to: null } },
          ],
        },
        {
          name: 'ethnicity',
          source: {
            from: 'file',
            uri: 's3://acme-people/ethnicity.parquet',
            idColumn: 'loan_id',
            valueColumn: 'ethnicity',
          },
        },
      ],
      intersections: [['gender', 'age']],
    });
  });

  it('metrics are laid over each other one by one', async () => {
    const base = withPatch(
      DEFAULT_SETTINGS,
      await readBias('fairness_metrics:\n  fpr_parity: { enabled: false }\n'),
    );
    const { fairness } = withPatch(
      base,
      await readBias('fairness_metrics:\n  fpr_parity: { threshold: 0.2 }\n'),
    );
    expect(fairness.metrics['fpr-parity']).toEqual({
      enabled: false,
      threshold: 0.2,
    });
    expect(fairness.metrics['disparate-impact']).toEqual({
      enabled: true,
      threshold: 0.8,
    });
  });

  it('reads what an endpoint decides, and what is required of it', async () => {
    const settings = await readEndpoint(`outcomes:
  prediction: decision
  score: risk
  label: repaid
  labels: [s3://truth/credit/, push]
  favourable: { prediction: approve, label: true }
  positive: { prediction: decline, label: false }
performance:
  limits:
    - { metric: auc, min: 0.8 }
    - { metric: f1, worsening: { by: 0.05 } }
bias:
${GENDER.replace(/^/gm, '  ')}
`);
    expect(settings.outcomes).toEqual({
      task: 'binary',
      prediction: 'decision',
      score: 'risk',
      label: 'repaid',
      labelSources: [
        { kind: 's3', uri: 's3://truth/credit' },
        { kind: 'push' },
      ],
      favourable: { prediction: 'approve', label: true },
      positive: { prediction: 'decline', label: false },
      classes: null,
      window: 'P14D',
    });
    expect(settings.performance.limits).toEqual([
      { metric: 'auc', min: 0.8 },
      { metric: 'f1', worsening: { by: 0.05, relative: false } },
    ]);
    expect(settings.fairness.protectedAttributes).toHaveLength(1);
  });

  it.each([
    [
      'groups that overlap',
      'protected_attributes:\n  - name: age\n    groups: [18-25, 25-60]\n',
      /bias\.yaml:3: protected_attributes\.0\.groups\.1: groups "18-25" and "25-60" of age overlap: both hold 25/,
    ],
    [
      'a reference that is no group',
      GENDER.replace('reference_group: male', 'reference_group: m'),
      /bias\.yaml:6: protected_attributes\.0\.reference_group: reference_group "m" of gender is not one of its groups; allowed are "female", "male"/,
    ],
    [
      'an unknown metric',
      'fairness_metrics:\n  disparity: { enabled: true }\n',
      /bias\.yaml:2: fairness_metrics: .*'disparity'; allowed are disparate_impact, demographic_parity/,
    ],
    [
      'groups that would tell of single people',
      'min_group_size: 4\n',
      /bias\.yaml:1: min_group_size: must be a whole number from 5: smaller groups would tell of single people/,
    ],
    [
      'a combination of what is no attribute',
      `${GENDER}intersectional_analysis:\n  combinations: [[gender, age]]\n`,
      /bias\.yaml:8: intersectional_analysis\.combinations\.0\.1: 'age' is no protected attribute; allowed are gender/,
    ],
    [
      'two places of one attribute',
      `${GENDER}    at: 3\n    file: { uri: s3://b/f.csv, id_column: id }\n`,
      /bias\.yaml:2: protected_attributes\.0: `at` and `file` exclude each other/,
    ],
  ])('refuses %s', async (_, text, message) => {
    await expect(readBias(text)).rejects.toThrow(message);
  });

  it.each([
    [
      'a prediction that is no column',
      'columns:\n  - { name: decision, type: categorical, role: prediction }\noutcomes:\n  prediction: verdict\n',
      /monitors\.yaml:6: .*outcomes\.prediction: 'verdict' is not among the columns; allowed are decision/,
    ],
    [
      'a model with several classes and none named',
      'outcomes: { task: multi-class, prediction: kind }\n',
      /outcomes\.classes: is needed: the classes of a model with several/,
    ],
    [
      'a score without positive class',
      'outcomes: { prediction: decision, score: risk }\n',
      /outcomes\.score: is the probability of the positive class, so `positive` is needed/,
    ],
    [
      'labels from anywhere',
      'outcomes: { prediction: decision, labels: ["ftp://x/y"] }\n',
      /outcomes\.labels\.0: .*must be `push`, s3:\/\/bucket\/prefix/,
    ],
    [
      'an outcome that cannot be read',
      'outcomes: { prediction: d, favourable: { prediction: "< many", label: 1 } }\n',
      /outcomes\.favourable\.prediction: outcome "< many" cannot be read/,
    ],
    [
      'a limit that says nothing',
      'performance: { limits: [{ metric: auc }] }\n',
      /performance\.limits\.0: says nothing; allowed are min, max and worsening/,
    ],
  ])('refuses %s of an endpoint', async (_, yaml, message) => {
    await expect(readEndpoint(yaml)).rejects.toThrow(message);
  });
});
