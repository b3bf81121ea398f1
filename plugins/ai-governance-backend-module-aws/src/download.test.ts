import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { LogObject } from '@ai-governance/plugin-ai-governance-node';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  BUCKET,
  endpoint,
  FOLDER,
  listAll,
  never,
  sourceOf,
} from './__testUtils__/capture';

const HOUR = 3_600_000;

jest.setTimeout(60_000);

describe('S3CaptureLogSource.download', () => {
  let simulator: CloudSimulator;
  const directory = createMockDirectory();

  beforeEach(async () => {
    simulator = await CloudSimulator.start({ port: 0 });
    directory.clear();
  });
  afterEach(async () => {
    await simulator.stop();
  });

  const key = `${FOLDER}/blue/2026/11/23/07/00-00-000-a b+ü.jsonl`;
  const content = `{"line":"${'x'.repeat(200_000)}"}\n`;
  let object: LogObject;

  beforeEach(async () => {
    simulator.putObject(BUCKET, key, content);
    [object] = await listAll(sourceOf(simulator), {
      since: '2026-11-23T07:00:00Z',
      until: '2026-11-23T08:00:00Z',
    });
  });

  const download = (stop = never()) =>
    sourceOf(simulator).download({
      entity: endpoint(),
      object,
      destination: directory.resolve('object.jsonl'),
      signal: stop,
    });

  it('writes the object to a file', async () => {
    await download();
    expect(await readFile(directory.resolve('object.jsonl'), 'utf8')).toBe(
      content,
    );
  });

  it('says that the object has changed', async () => {
    simulator.putObject(BUCKET, key, `${content}{}\n`);
    await expect(download()).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(
        `The log object s3://${BUCKET}/${key} has changed since it was listed`,
      ),
    });
    expect(existsSync(directory.resolve('object.jsonl'))).toBe(false);
  });

  it('says that the object is gone', async () => {
    object = { ...object, key: `s3://${BUCKET}/${key}.old` };
    await expect(download()).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining(
        `The log object s3://${BUCKET}/${key}.old is gone`,
      ),
    });
  });

  it('leaves no part of an object behind when the connection breaks', async () => {
    simulator.addFault({
      service: 's3',
      operation: 'GetObject',
      effect: { kind: 'reset', afterBytes: 100_000 },
    });
    await expect(download()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(new URL(simulator.url).host),
    });
    expect(existsSync(directory.resolve('object.jsonl'))).toBe(false);
  });

  it('stops when it is told to', async () => {
    simulator.addFault({
      service: 's3',
      operation: 'GetObject',
      effect: { kind: 'delay', milliseconds: 5_000 },
    });
    const controller = new AbortController();
    const downloaded = download(controller.signal);
    setTimeout(() => controller.abort(), 50);
    await expect(downloaded).rejects.toMatchObject({ name: 'AbortError' });
    expect(existsSync(directory.resolve('object.jsonl'))).toBe(false);
  });

  it('keeps the failures of this machine as they are', async () => {
    await expect(
      sourceOf(simulator).download({
        entity: endpoint(),
        object,
        destination: directory.resolve('no/such/folder/object.jsonl'),
        signal: never(),
      }),
    ).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('refuses an object of another source', async () => {
    object = { ...object, key: 'https://x/y' };
    await expect(download()).rejects.toMatchObject({ name: 'InputError' });
  });

  it("downloads the demo's traffic", async () => {
    const until = simulator.anchor;
    const objects = await listAll(sourceOf(simulator), {
      since: new Date(until.getTime() - 3 * HOUR).toISOString(),
      until: until.toISOString(),
      entity: endpoint({
        'ai-governance.io/capture-uri':
          's3://acme-ml-inference-logs/data-capture/growth',
        'ai-governance.io/sagemaker-endpoint-name': 'churn-prediction',
        'ai-governance.io/variants': 'AllTraffic',
      }),
    });
    expect(new Set(objects.map(({ hour }) => hour.getTime())).size).toBe(3);
    const destination = directory.resolve('object.jsonl');
    await sourceOf(simulator).download({
      entity: endpoint(),
      object: objects[0],
      destination,
      signal: never(),
    });
    const bytes = await readFile(destination);
    expect(bytes).toHaveLength(objects[0].size);
    const [line] = bytes.toString('utf8').split('\n');
    expect(JSON.parse(line)).toHaveProperty('captureData.endpointInput.data');
  });
});
