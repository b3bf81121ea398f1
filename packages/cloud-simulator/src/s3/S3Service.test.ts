import { Readable } from 'node:stream';
import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  type _Object,
} from '@aws-sdk/client-s3';
import { CloudSimulator } from '../CloudSimulator';

const NOW = new Date('2026-03-31T12:34:56Z');
const BUCKET = 'acme-ml-inference-logs';
const CHURN = 'data-capture/growth/churn-prediction/AllTraffic/';

describe('S3Service', () => {
  let simulator: CloudSimulator;
  let client: S3Client;

  beforeAll(async () => {
    simulator = await CloudSimulator.start({ now: () => NOW });
    client = new S3Client({
      endpoint: simulator.s3Url,
      region: 'eu-central-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
    });
  });

  afterAll(async () => {
    client.destroy();
    await simulator.stop();
  });

  const list = async (
    input: Partial<ConstructorParameters<typeof ListObjectsV2Command>[0]>,
  ) => {
    const objects: _Object[] = [];
    let pages = 0;
    for await (const page of paginateListObjectsV2(
      { client },
      { Bucket: BUCKET, ...input },
    )) {
      pages++;
      objects.push(...(page.Contents ?? []));
    }
    return { objects, pages };
  };

  const bytes = async (input: {
    Bucket: string;
    Key: string;
    Range?: string;
    IfMatch?: string;
  }) => {
    const response = await client.send(new GetObjectCommand(input));
    return {
      response,
      body: Buffer.from(await response.Body!.transformToByteArray()),
    };
  };

  it('pages through thirty days of an endpoint with keys in order, true sizes and true MD5s', async () => {
    const { objects, pages } = await list({ Prefix: CHURN });

    const keys = objects.map(({ Key }) => Key!);
    expect(keys).toEqual([...keys].sort());
    // Three files in each of 720 hours, and the one of this hour that has arrived by 12:34.
    expect(objects).toHaveLength(720 * 3 + 1);
    expect(pages).toBe(3);
    for (const object of [objects[0], objects[1234], objects.at(-1)!]) {
      const { body } = await bytes({ Bucket: BUCKET, Key: object.Key! });
      expect(body).toHaveLength(object.Size!);
      const md5 = createHash('md5').update(body).digest('hex');
      expect(object.ETag).toBe(`"${md5}"`);
    }
  });

  it('lists from a key on, in pages of any size, as one list', async () => {
    const Prefix = `${CHURN}2026/03/30/`;
    const { objects } = await list({ Prefix });
    const StartAfter = objects[10].Key!;

    const rest = await list({ Prefix, StartAfter, MaxKeys: 7 });

    expect(objects).toHaveLength(72);
    expect(rest.objects).toEqual(objects.slice(11));
    expect(rest.pages).toBe(9);
  });

  it('rolls keys up at a delimiter, across pages too', async () => {
    const prefixes: string[] = [];
    for await (const page of paginateListObjectsV2(
      { client },
      {
        Bucket: BUCKET,
        Prefix: `${CHURN}2026/03/`,
        Delimiter: '/',
        MaxKeys: 10,
      },
    )) {
      prefixes.push(...page.CommonPrefixes!.map(({ Prefix }) => Prefix!));
    }
    expect(prefixes).toHaveLength(31);
    expect(prefixes[0]).toBe(`${CHURN}2026/03/01/`);
    expect(prefixes[30]).toBe(`${CHURN}2026/03/31/`);
  });

  it('keeps what the SDK puts with its default checksums, from memory and from a stream', async () => {
    const Bucket = BUCKET;
    const Key = 'uploads/ä +&<"key>/of %2F all sorts.jsonl';
    const text = 'first line\nzweite Zeile mit Umlaut: ü\n';
    const put = await client.send(
      new PutObjectCommand({ Bucket, Key, Body: text, Metadata: { a: 'b' } }),
    );
    await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'uploads/streamed',
        Body: Readable.from([Buffer.alloc(70_000, 'a'), Buffer.from('end')]),
        ContentLength: 70_003,
      }),
    );

    const { response, body } = await bytes({ Bucket, Key });
    expect(body.toString('utf8')).toBe(text);
    expect(response.ETag).toBe(put.ETag);
    expect(response.ChecksumCRC32).toBe(put.ChecksumCRC32);
    expect(response.Metadata).toEqual({ a: 'b' });
    const streamed = await bytes({ Bucket, Key: 'uploads/streamed' });
    expect(streamed.body.toString()).toBe(`${'a'.repeat(70_000)}end`);
    const { objects } = await list({ Prefix: 'uploads/' });
    expect(objects.map(object => object.Key)).toEqual([
      'uploads/streamed',
      Key,
    ]);
    const encoded = await client.send(
      new ListObjectsV2Command({
        Bucket,
        Prefix: 'uploads/ä',
        EncodingType: 'url',
      }),
    );
    expect(decodeURIComponent(encoded.Contents![0].Key!)).toBe(Key);
  });

  it('refuses an upload whose checksum is not that of its content', async () => {
    await expect(
      client.send(
        new PutObjectCommand({
          Bucket: BUCKET,
          Key: 'damaged',
          Body: 'content',
          ChecksumCRC32: 'AAAAAA==',
        }),
      ),
    ).rejects.toMatchObject({ name: 'BadDigest' });
  });

  it('serves ranges, and says when there is nothing in them', async () => {
    simulator.putObject(BUCKET, 'ranged', '0123456789');
    const read = async (Range: string) =>
      (await bytes({ Bucket: BUCKET, Key: 'ranged', Range })).body.toString();

    expect(await read('bytes=2-4')).toBe('234');
    expect(await read('bytes=7-')).toBe('789');
    expect(await read('bytes=-2')).toBe('89');
    expect(await read('bytes=8-100')).toBe('89');
    const { response } = await bytes({
      Bucket: BUCKET,
      Key: 'ranged',
      Range: 'bytes=2-4',
    });
    expect(response.ContentRange).toBe('bytes 2-4/10');
    await expect(read('bytes=10-')).rejects.toMatchObject({
      name: 'InvalidRange',
    });
  });

  it('serves an object only while it is the one that was listed', async () => {
    simulator.putObject(BUCKET, 'grown', 'one\n');
    const { objects } = await list({ Prefix: 'grown' });
    const IfMatch = objects[0].ETag;
    const before = await bytes({ Bucket: BUCKET, Key: 'grown', IfMatch });
    expect(before.body.toString()).toBe('one\n');

    simulator.putObject(BUCKET, 'grown', 'one\ntwo\n');

    await expect(
      bytes({ Bucket: BUCKET, Key: 'grown', IfMatch }),
    ).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  it('deletes put objects and captured ones', async () => {
    const { objects } = await list({ Prefix: `${CHURN}2026/03/20/05/` });
    const Key = objects[0].Key!;
    await client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key }));

    const after = await list({ Prefix: `${CHURN}2026/03/20/05/` });
    expect(after.objects).toEqual(objects.slice(1));
    await expect(bytes({ Bucket: BUCKET, Key })).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    await expect(
      client.send(new HeadObjectCommand({ Bucket: BUCKET, Key })),
    ).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('tells missing buckets, missing signatures and unknown operations', async () => {
    await expect(
      client.send(new ListObjectsV2Command({ Bucket: 'nowhere' })),
    ).rejects.toMatchObject({
      name: 'NoSuchBucket',
      $metadata: { httpStatusCode: 404 },
    });
    const unsigned = await fetch(`${simulator.s3Url}/${BUCKET}/key`);
    expect(unsigned.status).toBe(403);
    expect(await unsigned.text()).toContain('<Code>AccessDenied</Code>');
    const unknown = await fetch(`${simulator.s3Url}/${BUCKET}?acl`, {
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIA/20260331/eu-central-1/s3/aws4_request, Signature=0',
      },
    });
    expect(unknown.status).toBe(501);
  });
});
