import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { captureRecord } from './captureRecord';
import { syntheticColumns, writeCaptureFile } from './writeCaptureFile';

const FIXTURE = resolve(
  process.env.GOVERNANCE_FIXTURES ??
    resolve(__dirname, '../../../../../shared/fixtures'),
  'aws/capture-records.jsonl',
);

const describeWithFixtures = existsSync(FIXTURE) ? describe : describe.skip;

describeWithFixtures('captureRecord beside published records', () => {
  it('writes the records that AWS publishes', () => {
    const lines = readFileSync(FIXTURE, 'utf8').trim().split('\n');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const record = JSON.parse(line);
      const { endpointInput, endpointOutput } = record.captureData;
      const written = captureRecord({
        input: {
          data: endpointInput.data,
          contentType: endpointInput.observedContentType,
        },
        output: {
          data: endpointOutput.data,
          contentType: endpointOutput.observedContentType,
        },
        encoding: endpointInput.encoding,
        eventId: record.eventMetadata.eventId,
        inferenceId: record.eventMetadata.inferenceId,
        time: new Date(record.eventMetadata.inferenceTime),
      });
      expect(JSON.parse(written)).toEqual(record);
    }
  });
});

describe('captureRecord', () => {
  it('writes one line whatever the payload holds, and base64 of it', () => {
    const data = 'a,"b\nc"\u2028,\\,ü';
    const options = {
      input: { data, contentType: 'text/csv' },
      eventId: 'e"1',
      time: new Date('2026-03-31T12:00:00.999Z'),
    };
    const text = captureRecord({ ...options, encoding: 'CSV' });
    const encoded = captureRecord({ ...options, encoding: 'BASE64' });

    expect(text).not.toContain('\n');
    expect(JSON.parse(text)).toEqual({
      captureData: {
        endpointInput: {
          observedContentType: 'text/csv',
          mode: 'INPUT',
          data,
          encoding: 'CSV',
        },
      },
      eventMetadata: { eventId: 'e"1', inferenceTime: '2026-03-31T12:00:00Z' },
      eventVersion: '0',
    });
    const { endpointInput } = JSON.parse(encoded).captureData;
    expect(Buffer.from(endpointInput.data, 'base64').toString()).toBe(data);
  });
});

describe('writeCaptureFile', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'capture-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it.each(['csv', 'json'] as const)(
    'writes records of the wanted shape as %s, the same every time',
    async payload => {
      const options = {
        records: 2500,
        columns: syntheticColumns(20, payload),
        payload,
        hour: new Date('2026-03-31T12:00:00Z'),
      };
      const path = join(folder, 'one.jsonl');
      const again = join(folder, 'two.jsonl');
      const { bytes } = await writeCaptureFile({ ...options, path });
      await writeCaptureFile({ ...options, path: again });

      expect((await stat(path)).size).toBe(bytes);
      const text = await readFile(path, 'utf8');
      expect(await readFile(again, 'utf8')).toBe(text);
      const records = text
        .trim()
        .split('\n')
        .map(line => JSON.parse(line));
      expect(records).toHaveLength(2500);
      expect(
        new Set(records.map(({ eventMetadata }) => eventMetadata.eventId)).size,
      ).toBe(2500);
      expect(records[2499].eventMetadata.inferenceTime).toBe(
        '2026-03-31T12:59:58Z',
      );
      const { endpointInput, endpointOutput } = records[7].captureData;
      const features =
        payload === 'csv'
          ? endpointInput.data.split(',')
          : Object.values(JSON.parse(endpointInput.data).instances[0]);
      const score =
        payload === 'csv'
          ? endpointOutput.data
          : JSON.parse(endpointOutput.data).predictions[0].score;
      expect(features).toHaveLength(20);
      expect(['red', 'green', 'blue', 'black']).toContain(features[4]);
      expect(Number(score)).toBeGreaterThan(0);
      expect(Number(score)).toBeLessThan(1);
    },
  );

  it('refuses to write nothing', async () => {
    await expect(
      writeCaptureFile({
        path: join(folder, 'none.jsonl'),
        records: 0,
        columns: syntheticColumns(1),
        hour: new Date(0),
      }),
    ).rejects.toThrow('at least one record');
  });
});
