import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { LabelObject } from '@ai-governance/plugin-ai-governance-node';
import { ConfigReader } from '@backstage/config';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT, endpoint, never } from '../__testUtils__/capture';
import { S3GroundTruthSource } from './S3GroundTruthSource';

const BUCKET = 'test-truth';

describe('S3GroundTruthSource', () => {
  let simulator: CloudSimulator;
  let directory: string;
  let source: S3GroundTruthSource;

  beforeAll(async () => {
    simulator = await CloudSimulator.start();
    directory = await mkdtemp(join(tmpdir(), 'truth-'));
    for (const key of [
      'credit/2024/05/01/09/early.jsonl',
      'credit/2024/05/01/10/a.jsonl',
      'credit/2024/05/01/10/manifest.json',
      'credit/2024/05/01/11/b.jsonl',
      'credit/2024/05/01/12/late.jsonl',
      'creditor/2024/05/01/10/other.jsonl',
      '2024/05/01/10/root.jsonl',
      'people/ethnicity.csv',
    ]) {
      simulator.putObject(BUCKET, key, `content of ${key}`);
    }
    source = S3GroundTruthSource.fromConfig(
      new ConfigReader({
        aws: {
          accounts: [
            {
              accountId: ACCOUNT,
              accessKeyId: 'AKIADEMO',
              secretAccessKey: 'x',
            },
          ],
        },
        aiGovernance: {
          aws: {
            s3: {
              endpoint: simulator.s3Url,
              forcePathStyle: true,
              maxAttempts: 1,
            },
          },
        },
      }),
    );
  });
  afterAll(async () => {
    await simulator.stop();
    await rm(directory, { recursive: true });
  });
  afterEach(() => simulator.clearFaults());

  async function list(uri: string): Promise<LabelObject[]> {
    const objects: LabelObject[] = [];
    const pages = source.list({
      entity: endpoint(),
      uri,
      since: new Date('2024-05-01T10:00:00Z'),
      until: new Date('2024-05-01T12:00:00Z'),
      signal: never(),
    });
    for await (const page of pages) {
      objects.push(...page);
    }
    return objects;
  }

  it.each(['s3://test-truth/credit', 's3://test-truth/credit/'])(
    'lists the objects of the hours below %s, and nothing else',
    async uri => {
      expect(await list(uri)).toEqual([
        {
          key: 's3://test-truth/credit/2024/05/01/10/a.jsonl',
          etag: expect.any(String),
          size: 39,
          hour: new Date('2024-05-01T10:00:00Z'),
        },
        expect.objectContaining({
          key: 's3://test-truth/credit/2024/05/01/11/b.jsonl',
        }),
      ]);
    },
  );

  it('lists a whole bucket', async () => {
    expect((await list('s3://test-truth')).map(({ key }) => key)).toEqual([
      's3://test-truth/2024/05/01/10/root.jsonl',
    ]);
  });

  it('finds and downloads a file', async () => {
    const file = await source.find({
      entity: endpoint(),
      uri: 's3://test-truth/people/ethnicity.csv',
      signal: never(),
    });
    const destination = join(directory, 'ethnicity.csv');
    await source.download({
      entity: endpoint(),
      file,
      destination,
      signal: never(),
    });
    expect(await readFile(destination, 'utf8')).toBe(
      'content of people/ethnicity.csv',
    );
    expect(file).toMatchObject({ key: 's3://test-truth/people/ethnicity.csv' });
  });

  it('says what is gone, has changed or may not be read', async () => {
    const entity = endpoint();
    await expect(
      source.find({
        entity,
        uri: 's3://test-truth/people/none.csv',
        signal: never(),
      }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    const [file] = await list('s3://test-truth/credit');
    const destination = join(directory, 'changed.jsonl');
    await expect(
      source.download({
        entity,
        file: { ...file, etag: '"other"' },
        destination,
        signal: never(),
      }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await readdir(directory)).not.toContain('changed.jsonl');
    await expect(list('s3://no-such-bucket/credit')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });
});
