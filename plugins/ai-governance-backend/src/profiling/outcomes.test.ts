import type {
  LocalLabelFile,
  LogFormat,
  OutcomeRequest,
} from '@ai-governance/plugin-ai-governance-node';
import {
  BINARY_CLASSES,
  countOutcomes,
  encodeOutcomes,
  type OutcomeGrid,
  type OutcomeRecord,
  type OutcomeRules,
  parseGroups,
  parseOutcomeRule,
} from '@ai-governance/plugin-ai-governance-statistics';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { column, HOUR, Logs } from './__testUtils__/captureLogs';

jest.setTimeout(120_000);

/** A row as somebody would know it without logs. */
interface Known {
  request: number;
  row: number;
  age: string;
  gender: string;
  ethnicity: string | undefined;
  decision: string;
  score: string;
  label: string | undefined;
  delayHours: number;
}

const AGES = ['17', '18', '25', '25.9', '60', '', 'NaN', 'old', '-3', '1_0'];
const GENDERS = ['F', 'female', ' male ', 'm', 'x', '', 'nan', "O'Neil"];
const DECISIONS = ['approve', 'decline', 'approve', ' approve', '', 'NaN'];
const SCORES = [
  '0',
  '0.4',
  '1',
  '0.123456789',
  '0.995',
  '-0.1',
  '1.2',
  '',
  'n',
];
const LABELS = [
  undefined,
  'repaid',
  'default',
  'repaid',
  '1',
  undefined,
  'nan',
];

/** Numbers that look drawn, the same in every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function makeRows(requests: number, most: number, seed: number): Known[] {
  const draw = sequence(seed);
  const pick = <T>(list: T[]) => list[draw(list.length)];
  return Array.from({ length: requests }, (_, request) =>
    Array.from(
      { length: 1 + draw(most) },
      (__, row): Known => ({
        request,
        row,
        age: pick(AGES),
        gender: pick(GENDERS),
        ethnicity: pick(['a', 'b', undefined, '']),
        decision: pick(DECISIONS),
        score: pick(SCORES),
        label: pick(LABELS),
        delayHours: pick([0, 1, 7, 30, 169, 3000]),
      }),
    ),
  ).flat();
}

const timeOf = (request: number) =>
  new Date(HOUR.getTime() + (request % 3600) * 1000);
/** Of every third request the caller sent an id; plain rows have one id only. */
const callerOf = (request: number, format?: LogFormat) =>
  request % 3 === 0 && format !== 'rows' ? `loan ${request}` : undefined;
/** Labels say one id or the other. */
const labelledAs = (request: number, format: LogFormat) =>
  (request % 2 === 0 && callerOf(request, format)) || `event-${request}`;
const byRequest = (rows: Known[]): Known[][] => {
  const requests = new Map<number, Known[]>();
  for (const row of rows) {
    requests.set(row.request, [...(requests.get(row.request) ?? []), row]);
  }
  return [...requests.values()];
};

const grid: OutcomeGrid = {
  attributes: [
    { name: 'age', groups: parseGroups('age', ['<18', '18-25', '60+']) },
    {
      name: 'gender',
      groups: parseGroups('gender', [
        { name: 'women', values: ['F', 'female'] },
        { name: 'men', values: ['male', "O'Neil"] },
      ]),
    },
    { name: 'ethnicity', groups: parseGroups('ethnicity', ['a', 'b']) },
  ],
  stratum: { name: 'risk', groups: parseGroups('risk', ['0-0.4', '0.4-1']) },
  classes: BINARY_CLASSES,
  scoreEdges: [0.01, 0.2, 0.4, 0.995],
  errorUnit: null,
};
const rules: OutcomeRules = {
  favourable: {
    prediction: parseOutcomeRule('approve'),
    label: parseOutcomeRule(['repaid', 1]),
  },
  positive: {
    prediction: parseOutcomeRule('decline'),
    label: parseOutcomeRule('default'),
  },
};

function toRecord(row: Known): OutcomeRecord {
  return {
    attributes: [row.age, row.gender, row.ethnicity],
    stratum: row.score,
    prediction: row.decision,
    score: row.score,
    label: row.label,
    labelDelayHours: row.delayHours,
  };
}

type Writer = (rows: Known[]) => string[];

/** A log of every format, with the values at these places. */
const WRITERS: Record<
  string,
  {
    format: LogFormat;
    places: (string | number)[];
    write: Writer;
  }
> = {
  'capture of CSV': {
    format: 'sagemaker-capture',
    places: [0, 1, 0, 1],
    write: rows =>
      byRequest(rows).map(all =>
        captured(all[0].request, 'CSV', [
          all.map(row => `${row.age},"${row.gender}"`).join('\n'),
          all.map(row => `"${row.decision}",${row.score}`).join('\n'),
        ]),
      ),
  },
  'capture of JSON': {
    format: 'sagemaker-capture',
    places: ['age', 'gender', 'decision', 'score'],
    write: rows =>
      byRequest(rows).map(all =>
        captured(all[0].request, 'JSON', [
          JSON.stringify({
            instances: all.map(({ age, gender }) => ({ age, gender })),
          }),
          JSON.stringify({
            predictions: all.map(({ decision, score }) => ({
              decision,
              score,
            })),
          }),
        ]),
      ),
  },
  'plain rows': {
    format: 'rows',
    places: ['age', 'gender', 'decision', 'score'],
    write: rows =>
      rows.map(({ request, row, age, gender, decision, score }) =>
        JSON.stringify({
          id: `event-${request}`,
          row,
          time: timeOf(request).toISOString(),
          input: { age, gender },
          output: { decision, score },
        }),
      ),
  },
  "Azure's collector": {
    format: 'azure-collector',
    places: ['age', 'gender', 'decision', 'score'],
    write: rows =>
      byRequest(rows).flatMap(all => {
        const { request } = all[0];
        const event = (side: string, data: object[]) =>
          JSON.stringify({
            id: side === 'input' ? `event-${request}` : `answer-${request}`,
            type: `azureml.inference.model_${side}s`,
            correlationid: callerOf(request) ?? `request-${request}`,
            time: timeOf(request).toISOString(),
            data,
          });
        return [
          event(
            'input',
            all.map(({ age, gender }) => ({ age, gender })),
          ),
          event(
            'output',
            all.map(({ decision, score }) => ({ decision, score })),
          ),
        ];
      }),
  },
};

function captured(request: number, encoding: string, data: string[]): string {
  return JSON.stringify({
    captureData: {
      endpointInput: { data: data[0], encoding },
      endpointOutput: { data: data[1], encoding },
    },
    eventMetadata: {
      eventId: `event-${request}`,
      inferenceId: callerOf(request),
      inferenceTime: timeOf(request).toISOString(),
    },
  });
}

describe('outcomes counted by DuckDB', () => {
  const folders: Logs[] = [];
  afterAll(() => Promise.all(folders.map(logs => logs.end())));

  function open(format: LogFormat): Logs {
    const logs = new Logs(format);
    folders.push(logs);
    return logs;
  }

  /** Writes labels as they are pushed; half by event id, and each once as a wrong one that was corrected later. */
  function labelFile(
    logs: Logs,
    format: LogFormat,
    rows: Known[],
    name: string,
  ): LocalLabelFile {
    const lines = rows.flatMap(row => {
      if (row.label === undefined) return [];
      const at = timeOf(row.request).getTime() + row.delayHours * 3_600_000;
      const line = (label: string, time: number) =>
        JSON.stringify({
          id: labelledAs(row.request, format),
          row: row.row,
          label,
          time: new Date(time).toISOString(),
        });
      const right = line(row.label, at);
      return row.request % 5 === 0
        ? [right, line('wrong', at - 60_000), right]
        : [right];
    });
    const { path, key } = logs.file(lines, { name });
    return { path, key, format: 'labels', time: HOUR };
  }

  function ethnicityFile(logs: Logs, rows: Known[], format: LogFormat): string {
    const path = join(logs.directory, 'ethnicity.csv');
    const ids = byRequest(rows).map(([first]) => {
      const { request, ethnicity } = first;
      const own =
        format === 'azure-collector'
          ? `request-${request}`
          : `event-${request}`;
      return `"${callerOf(request, format) ?? own}","${ethnicity ?? ''}"`;
    });
    writeFileSync(path, `loan,ethnic group\n${ids.join('\n')}\n`);
    return path;
  }

  it.each(Object.entries(WRITERS))(
    'agree with counting row by row, in %s',
    async (name, { format, places, write }) => {
      const logs = open(format);
      const engine = await logs.engine();
      const rows = makeRows(900, 3, name.length);
      // A file holds one value for a request.
      for (const [first, ...others] of byRequest(rows)) {
        others.forEach(row => {
          row.ethnicity = first.ethnicity;
        });
      }
      const [age, gender, decision, score] = places;
      const monitored = { ...column(age, 'categorical'), name: 'age' };
      const outcomes: OutcomeRequest = {
        grid,
        rules,
        prediction: { from: 'log', role: 'prediction', at: decision },
        score: { from: 'log', role: 'prediction', at: score },
        attributes: [
          { from: 'log', role: 'feature', at: age },
          { from: 'log', role: 'feature', at: gender },
          {
            from: 'file',
            path: ethnicityFile(logs, rows, format),
            key: 's3://people/ethnicity.csv',
            format: 'csv',
            idColumn: 'loan',
            valueColumn: 'ethnic group',
          },
        ],
        stratum: { from: 'log', role: 'prediction', at: score },
        labels: {
          name: null,
          files: [
            labelFile(
              logs,
              format,
              rows.filter(({ request }) => request < 250),
              'first.jsonl',
            ),
            labelFile(
              logs,
              format,
              rows.filter(({ request }) => request >= 250),
              'second.jsonl',
            ),
            labelFile(
              logs,
              format,
              makeRows(50, 1, 3).map(row => ({
                ...row,
                request: row.request + 1_000_000,
              })),
              'others.jsonl',
            ),
          ],
        },
      };
      const parts = [
        rows.filter(({ request }) => request < 350),
        rows.filter(({ request }) => request >= 350),
      ];
      const hours = parts.map((part, hour) => logs.file(write(part), { hour }));
      const request = {
        ...logs.request(hours),
        columns: [monitored],
        outcomes,
      };
      const counted = await engine.countOutcomes(request);
      counted.forEach(({ profile }, hour) => {
        const expected = countOutcomes(parts[hour].map(toRecord), grid, rules);
        expect(profile).toEqual(expected);
        expect(encodeOutcomes(profile, grid)).toEqual(
          encodeOutcomes(expected, grid),
        );
        expect(profile.labelled).toBeGreaterThan(50);
      });
      expect(counted.map(({ labelObjects }) => labelObjects)).toEqual([
        ['s3://bucket/first.jsonl', 's3://bucket/second.jsonl'],
        ['s3://bucket/second.jsonl'],
      ]);

      // Together with the columns, in one pass, the same.
      const together = await engine.profile({
        ...request,
        grid: { age: { kind: 'categorical', categories: ['17'] } },
      });
      expect(together.map(hour => hour.outcomes)).toEqual(
        counted.map(({ variant: _, hour: __, ...rest }) => rest),
      );
      const alone = await engine.profile({
        ...request,
        outcomes: undefined,
        grid: { age: { kind: 'categorical', categories: ['17'] } },
      });
      expect(together.map(({ outcomes: _, ...hour }) => hour)).toEqual(alone);

      // A label finds its hour by its id.
      const contents = await engine.inspectLabels({
        files: outcomes.labels.files,
        name: null,
        signal: request.signal,
      });
      const inHour = (ids: Uint32Array, hour: number) =>
        ids.some(id => counted[hour].ids.includes(id));
      expect(
        contents.map(({ ids }) => [inHour(ids, 0), inHour(ids, 1)]),
      ).toEqual([
        [true, false],
        [true, true],
        [false, false],
      ]);
      expect(new Set(contents.map(({ idScheme }) => idScheme))).toEqual(
        new Set([counted[0].idScheme]),
      );
    },
  );

  it('regressions agree with counting row by row', async () => {
    const logs = open('rows');
    const engine = await logs.engine();
    const draw = sequence(5);
    const values = [
      '1e300',
      '',
      'x',
      '-2.5',
      '0.5',
      '1.5',
      '-0.5',
      '123456.75',
    ];
    const rows = Array.from({ length: 2000 }, () => ({
      prediction:
        draw(20) === 0
          ? values[draw(values.length)]
          : String((draw(2000) - 1000) / 8),
      label:
        draw(20) === 0
          ? values[draw(values.length)]
          : String((draw(2000) - 1000) / 8),
    }));
    const own: OutcomeGrid = {
      attributes: [],
      stratum: null,
      classes: null,
      scoreEdges: null,
      errorUnit: 0.25,
    };
    const labels = logs.file(
      rows.map(({ label }, id) => JSON.stringify({ id, label })),
    );
    const [{ profile }] = await engine.countOutcomes({
      ...logs.request([
        logs.file(
          rows.map(({ prediction }, id) =>
            JSON.stringify({
              id,
              time: 'x',
              input: { a: 1 },
              output: prediction,
            }),
          ),
        ),
      ]),
      columns: [column('a')],
      outcomes: {
        grid: own,
        rules: { favourable: null, positive: null },
        prediction: { from: 'log', role: 'prediction', at: 0 },
        score: null,
        attributes: [],
        stratum: null,
        labels: {
          name: null,
          files: [{ ...labels, format: 'labels', time: HOUR }],
        },
      },
    });
    const expected = countOutcomes(
      rows.map(({ prediction, label }) => ({
        attributes: [],
        prediction,
        label,
      })),
      own,
      { favourable: null, positive: null },
    );
    expect(profile).toEqual(expected);
    expect(profile.errors!.n).toBeGreaterThan(1500);
    expect(profile.errors!.outOfRange).toBeGreaterThan(5);
  });

  it('classes agree with counting row by row', async () => {
    const logs = open('rows');
    const engine = await logs.engine();
    const own: OutcomeGrid = {
      attributes: [],
      stratum: null,
      classes: ['invoice', '2', 'letter'],
      scoreEdges: null,
      errorUnit: null,
    };
    const words = ['invoice', '2', '2.00', 'letter', 'memo', '2e0', ''];
    const rows = words.flatMap(prediction =>
      words.map(label => ({ prediction, label })),
    );
    const labels = logs.file(
      rows.map(({ label }, id) => JSON.stringify({ id, label })),
    );
    const [{ profile }] = await engine.countOutcomes({
      ...logs.request([
        logs.file(
          rows.map(({ prediction }, id) =>
            JSON.stringify({
              id,
              time: 'x',
              input: { a: 1 },
              output: prediction,
            }),
          ),
        ),
      ]),
      columns: [column('a')],
      outcomes: {
        grid: own,
        rules: { favourable: null, positive: null },
        prediction: { from: 'log', role: 'prediction', at: 0 },
        score: null,
        attributes: [],
        stratum: null,
        labels: {
          name: null,
          files: [{ ...labels, format: 'labels', time: HOUR }],
        },
      },
    });
    expect(profile).toEqual(
      countOutcomes(
        rows.map(({ prediction, label }) => ({
          attributes: [],
          prediction,
          label,
        })),
        own,
        { favourable: null, positive: null },
      ),
    );
  });

  it.each([
    ['CSV', '1\n0\n', null, ['1', '0', undefined]],
    ['CSV', 'x,1\ny,0\n', '1', ['1', '0', undefined]],
    ['JSON', '{"label":1}', null, ['1', undefined, undefined]],
    ['JSON', '{"a/b":true,"id":4}', 'a/b', ['true', undefined, undefined]],
    [
      'JSON',
      '{"instances":[{"label":1},{"label":null},{"label":"0"}]}',
      'label',
      ['1', undefined, '0'],
    ],
    ['JSON', '[[1],[0],[1]]', null, ['1', '0', '1']],
  ])(
    "reads SageMaker's ground truth of %s %j",
    async (encoding, data, name, expected) => {
      const logs = open('sagemaker-capture');
      const engine = await logs.engine();
      const truth = logs.file(
        [
          JSON.stringify({
            groundTruthData: { data, encoding },
            eventMetadata: { eventId: 'loan 0' },
            eventVersion: '0',
          }),
          '{ torn',
        ],
        { name: `truth-${encoding}.jsonl` },
      );
      const file: LocalLabelFile = {
        ...truth,
        format: 'sagemaker-ground-truth',
        time: new Date(HOUR.getTime() + 7 * 24 * 3_600_000),
      };
      const own: OutcomeGrid = {
        attributes: [],
        stratum: null,
        classes: ['0', '1', 'true'],
        scoreEdges: null,
        errorUnit: null,
      };
      const rows = ['1', '0', '1'];
      const [{ profile }] = await engine.countOutcomes({
        ...logs.request([
          logs.file([captured(0, 'CSV', ['5\n6\n7', rows.join('\n')])]),
        ]),
        columns: [column(0)],
        outcomes: {
          grid: own,
          rules: { favourable: null, positive: null },
          prediction: { from: 'log', role: 'prediction', at: 0 },
          score: null,
          attributes: [],
          stratum: null,
          labels: { name, files: [file] },
        },
      });
      expect(profile).toEqual(
        countOutcomes(
          rows.map((prediction, i) => ({
            attributes: [],
            prediction,
            label: expected[i],
            labelDelayHours: 168,
          })),
          own,
          { favourable: null, positive: null },
        ),
      );
      const [contents] = await engine.inspectLabels({
        files: [file],
        name,
        signal: new AbortController().signal,
      });
      expect(contents).toMatchObject({
        labels: expected.filter(label => label !== undefined).length,
      });
      expect(contents.rejected).toBeGreaterThan(0);
    },
  );
});
