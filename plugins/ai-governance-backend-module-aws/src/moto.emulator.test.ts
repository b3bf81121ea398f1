import { readFile } from 'node:fs/promises';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { S3Client } from '@aws-sdk/client-s3';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  BUCKET,
  endpoint,
  FOLDER,
  listAll,
  never,
  sourceOf,
} from './__testUtils__/capture';
import * as dynamodb from './dynamodb/__testUtils__/tables';

const url = process.env.AI_GOVERNANCE_MOTO_URL;

(url ? describe : describe.skip)('moto (npm run test:emulators)', () => {
  const directory = createMockDirectory();
  const destination = () => directory.resolve('object.jsonl');

  it('lists and fetches the capture of an endpoint over several pages of S3', async () => {
    const s3 = new S3Client({
      endpoint: url,
      region: 'eu-central-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'AKIADEMO', secretAccessKey: 'x' },
    });
    await s3.send(
      new CreateBucketCommand({
        Bucket: BUCKET,
        CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
      }),
    );
    const files = Array.from(
      { length: 1200 },
      (_, i) =>
        `blue/2026/11/23/0${i % 3}/00-00-000-${String(i).padStart(
          4,
          '0',
        )}.jsonl`,
    );
    for (let i = 0; i < files.length; i += 100) {
      await Promise.all(
        files.slice(i, i + 100).map(file =>
          s3.send(
            new PutObjectCommand({
              Bucket: BUCKET,
              Key: `${FOLDER}/${file}`,
              Body: `{"file":"${file}"}\n`,
            }),
          ),
        ),
      );
    }
    s3.destroy();
    const source = sourceOf({ s3Url: url! });

    const objects = await listAll(source, {
      since: '2026-11-23T01:00:00Z',
      until: '2026-11-23T03:00:00Z',
    });
    expect(objects).toHaveLength(800);
    expect(new Set(objects.map(({ key }) => key)).size).toBe(800);
    expect(objects[0]).toMatchObject({
      variant: 'blue',
      hour: new Date('2026-11-23T01:00:00Z'),
      etag: expect.stringMatching(/[0-9a-f]{32}/),
    });

    await source.download({
      entity: endpoint(),
      object: objects[0],
      destination: destination(),
      signal: never(),
    });
    const text = await readFile(destination(), 'utf8');
    expect(text).toHaveLength(objects[0].size);
    expect(objects[0].key).toContain(JSON.parse(text).file);

    await expect(
      source.download({
        entity: endpoint(),
        object: { ...objects[0], key: `${objects[0].key}.gone` },
        destination: destination(),
        signal: never(),
      }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('reads a table of DynamoDB over several pages, without expired items', async () => {
    const tables = new dynamodb.Tables({ dynamodbUrl: url! });
    await tables.create('inference-log', [
      ['pk', 'S'],
      ['at', 'S'],
    ]);
    // More than the megabyte that a page of a query may have.
    const filler = 'x'.repeat(5_000);
    await tables.put(
      'inference-log',
      Array.from({ length: 400 }, (_, i) => ({
        pk: { S: 'churn#2026-11-23' },
        at: {
          S: `2026-11-23T0${i % 4}:00:00Z#${String(i).padStart(3, '0')}`,
        },
        id: { S: `r${i}` },
        input: { M: { age: { N: String(i) }, note: { S: filler } } },
        output: { N: '0.5' },
        ...(i < 4 && { ttl: { N: '1000000000' } }),
      })),
    );
    const entity = dynamodb.modelIn('log');
    const source = dynamodb.sourceOf(
      { dynamodbUrl: url! },
      {
        log: {
          tableName: 'inference-log',
          partitionKey: { attribute: 'pk', template: '{model}#{date}' },
          sortKey: { attribute: 'at' },
          attributes: {
            id: 'id',
            input: 'input',
            output: 'output',
            expiresAt: 'ttl',
          },
        },
      },
      { now: () => new Date('2026-11-24T00:00:00Z') },
    );
    const objects = await dynamodb.listAll(source, {
      entity,
      since: '2026-11-23T00:00:00Z',
      until: '2026-11-24T00:00:00Z',
    });
    expect(objects.map(({ hour }) => hour.toISOString())).toEqual(
      [0, 1, 2, 3].map(hour => `2026-11-23T0${hour}:00:00.000Z`),
    );
    const rows: { id: string }[] = [];
    for (const object of objects) {
      await source.download({
        entity,
        object,
        destination: destination(),
        signal: never(),
      });
      const text = await readFile(destination(), 'utf8');
      rows.push(
        ...text
          .split('\n')
          .filter(Boolean)
          .map(line => JSON.parse(line)),
      );
    }
    expect(rows).toHaveLength(396);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(396);
    expect(rows.map(({ id }) => id)).not.toContain('r0');
  });
});
