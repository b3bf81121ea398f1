import {
  AnonymousCredential,
  type BlobItem,
  ContainerClient,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { createHash } from 'node:crypto';
import { CloudSimulator } from '../../CloudSimulator';
import { demoFleet } from '../../fleet/demoFleet';

let now = new Date('2026-03-31T12:34:56Z');
const CONTAINER = 'acmemlproduction/azureml-blobstore-0c8d5f0e';
const CHURN = 'modelDataCollector/customer-churn/blue/model_inputs/';

function clientOf(
  simulator: CloudSimulator,
  container = CONTAINER,
  credential = new AnonymousCredential() as never,
): ContainerClient {
  return new ContainerClient(`${simulator.blobUrl}/${container}`, credential, {
    retryOptions: { maxTries: 1 },
  });
}

async function list(
  client: ContainerClient,
  prefix: string,
  pageSize?: number,
) {
  const items: BlobItem[] = [];
  let pages = 0;
  const iterator = client
    .listBlobsFlat({ prefix })
    .byPage({ maxPageSize: pageSize });
  for await (const page of iterator) {
    pages++;
    items.push(...page.segment.blobItems);
  }
  return { items, pages };
}

/** Cells as text; numbers as JavaScript writes them. */
function plain(cells: unknown[]): string {
  return cells
    .map(cell => String(cell ?? ''))
    .map(text =>
      text === '' || Number.isNaN(Number(text)) ? text : String(Number(text)),
    )
    .join(',');
}

describe('BlobService', () => {
  let simulator: CloudSimulator;

  beforeAll(async () => {
    simulator = await CloudSimulator.start({ now: () => now });
  });
  afterAll(async () => {
    await simulator.stop();
  });
  beforeEach(() => {
    now = new Date('2026-03-31T12:34:56Z');
    simulator.clearFaults();
  });

  it('lists append blobs by prefix, in pages of any size, with true sizes', async () => {
    const client = clientOf(simulator);
    const day = await list(client, `${CHURN}2026/03/30/`);
    expect(day.items).toHaveLength(24);
    expect(day.pages).toBe(1);
    expect(await list(client, `${CHURN}2026/03/30/`, 7)).toEqual({
      items: day.items,
      pages: 4,
    });
    const [{ name, properties }] = day.items;
    expect(name).toMatch(/blue\/model_inputs\/2026\/03\/30\/00\/[^/]+\.jsonl$/);
    expect(properties.blobType).toBe('AppendBlob');
    const body = await client.getBlobClient(name).downloadToBuffer();
    expect(body).toHaveLength(properties.contentLength!);
  });

  it('lists folders', async () => {
    const folders: string[] = [];
    const client = clientOf(simulator);
    for await (const item of client.listBlobsByHierarchy('/', {
      prefix: 'modelDataCollector/',
    })) {
      folders.push(`${item.kind} ${item.name}`);
    }
    expect(folders).toEqual([
      'prefix modelDataCollector/claims-triage/',
      'prefix modelDataCollector/customer-churn/',
    ]);
  });

  it('appends to the blobs of an hour while it lasts', async () => {
    const client = clientOf(simulator);
    const look = async () =>
      (await list(client, `${CHURN}2026/03/31/12/`)).items[0];
    const first = await look();
    const size = first.properties.contentLength!;
    const before = await client.getBlobClient(first.name).downloadToBuffer();
    expect(before).toHaveLength(size);
    expect(before.toString('utf8')).toMatch(/\n$/);

    now = new Date('2026-03-31T12:44:56Z');
    const second = await look();
    expect(second.name).toBe(first.name);
    expect(second.properties.etag).not.toBe(first.properties.etag);
    expect(second.properties.contentLength).toBeGreaterThan(size);
    expect(second.properties.lastModified.getTime()).toBeGreaterThan(
      first.properties.lastModified.getTime(),
    );
    expect(second.properties.lastModified <= now).toBe(true);
    // What was there is still there, byte by byte.
    const part = await client
      .getBlobClient(first.name)
      .downloadToBuffer(0, size);
    expect(part.equals(before)).toBe(true);

    now = new Date('2026-03-31T14:00:00Z');
    const whole = (await look()).properties;
    now = new Date('2026-03-31T20:00:00Z');
    expect((await look()).properties).toEqual(whole);
  });

  it('serves properties, ranges and conditions', async () => {
    simulator.putBlob('test/logs', 'a b/ü.jsonl', '0123456789', 'BlockBlob');
    const blob = clientOf(simulator, 'test/logs').getBlobClient('a b/ü.jsonl');
    const { etag, contentLength, blobType } = await blob.getProperties();
    expect({ contentLength, blobType }).toEqual({
      contentLength: 10,
      blobType: 'BlockBlob',
    });
    expect((await blob.downloadToBuffer(2, 3)).toString()).toBe('234');
    await expect(blob.download(10, 1)).rejects.toMatchObject({
      code: 'InvalidRange',
      statusCode: 416,
    });
    await blob.download(0, 4, { conditions: { ifMatch: etag } });
    simulator.putBlob('test/logs', 'a b/ü.jsonl', 'changed', 'BlockBlob');
    await expect(
      blob.download(0, 4, { conditions: { ifMatch: etag } }),
    ).rejects.toMatchObject({ code: 'ConditionNotMet', statusCode: 412 });
  });

  it('keeps what the SDK writes', async () => {
    const client = clientOf(
      simulator,
      'writer/new',
      new StorageSharedKeyCredential(
        'writer',
        Buffer.from('key').toString('base64'),
      ) as never,
    );
    await client.create();
    const blob = client.getAppendBlobClient('x.jsonl');
    await blob.create();
    await blob.appendBlock('one\n', 4);
    await blob.appendBlock('two\n', 4);
    expect((await blob.downloadToBuffer()).toString()).toBe('one\ntwo\n');
    await blob.delete();
    await expect(blob.getProperties()).rejects.toMatchObject({
      statusCode: 404,
    });
    const stranger = clientOf(
      simulator,
      CONTAINER,
      new StorageSharedKeyCredential('writer', 'a2V5') as never,
    );
    await expect(list(stranger, CHURN)).rejects.toMatchObject({
      statusCode: 403,
      code: 'AuthenticationFailed',
    });
  });

  it('tells faults in its own words', async () => {
    await expect(
      list(clientOf(simulator, 'test/nowhere'), ''),
    ).rejects.toMatchObject({ code: 'ContainerNotFound', statusCode: 404 });
    simulator.addFault({
      service: 'blob',
      operation: 'ListBlobs',
      resource: '^acmemlproduction/',
      effect: {
        kind: 'error',
        status: 503,
        code: 'ServerBusy',
        retryAfterSeconds: 1,
      },
    });
    await expect(list(clientOf(simulator), CHURN)).rejects.toMatchObject({
      code: 'ServerBusy',
      statusCode: 503,
      response: { headers: expect.objectContaining({}) },
    });
  });

  it('begins lists with an empty page when told to', async () => {
    const azure = demoFleet.azure!;
    const odd = await CloudSimulator.start({
      now: () => now,
      fleet: {
        ...demoFleet,
        azure: { ...azure, paging: { emptyFirstPage: true } },
      },
    });
    try {
      const found = await list(clientOf(odd), `${CHURN}2026/03/30/`);
      expect(found.pages).toBe(2);
      expect(found.items).toHaveLength(24);
    } finally {
      await odd.stop();
    }
  });
});

describe('collector files of the fleet', () => {
  it('hold the requests of the SageMaker endpoint with the same seed', async () => {
    now = new Date('2026-03-31T12:34:56Z');
    const simulator = await CloudSimulator.start({ now: () => now });
    try {
      const client = clientOf(simulator);
      const lines = async (collection: string) => {
        const { items } = await list(
          client,
          `modelDataCollector/customer-churn/blue/${collection}/2026/03/30/10/`,
        );
        expect(items).toHaveLength(1);
        const body = await client
          .getBlobClient(items[0].name)
          .downloadToBuffer();
        return body
          .toString('utf8')
          .split('\n')
          .flatMap(line => (line.endsWith('}') ? [JSON.parse(line)] : []));
      };
      const inputs = await lines('model_inputs');
      const outputs = await lines('model_outputs');
      expect(inputs.length).toBeGreaterThan(100);
      const byRequest = new Map(
        outputs.map(({ correlationid, data }) => [correlationid, data]),
      );
      const rows = inputs
        .filter(({ id, data }) => id && Array.isArray(data))
        .flatMap(({ correlationid, data }) =>
          data.map((row: Record<string, unknown>, i: number) =>
            plain([
              ...Object.values(row),
              byRequest.get(correlationid)[i].churn_probability,
            ]),
          ),
        );

      const captured: string[] = [];
      const headers = {
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIA/20260331/eu-central-1/s3/aws4_request, Signature=0',
      };
      const bucket = `${simulator.s3Url}/acme-ml-inference-logs`;
      const listing = await fetch(
        `${bucket}?list-type=2&prefix=data-capture/growth/churn-prediction/AllTraffic/2026/03/30/10/`,
        { headers },
      );
      for (const [, key] of (await listing.text()).matchAll(/<Key>([^<]*)</g)) {
        const body = await (
          await fetch(`${bucket}/${key}`, { headers })
        ).text();
        for (const line of body
          .split('\n')
          .filter(text => text.endsWith('}'))) {
          const { captureData, eventMetadata } = JSON.parse(line);
          const { endpointInput, endpointOutput } = captureData;
          if (eventMetadata.eventId && endpointInput?.data[0] !== '<') {
            const outs = endpointOutput.data.split('\n');
            endpointInput?.data
              .split('\n')
              .forEach((row: string, i: number) =>
                captured.push(plain([...row.split(','), outs[i]])),
              );
          }
        }
      }
      const distinct = (all: string[]) =>
        createHash('md5')
          .update([...new Set(all)].sort().join('\n'))
          .digest('hex');
      expect(new Set(rows).size).toBeGreaterThan(100);
      expect(distinct(rows)).toBe(distinct(captured));
    } finally {
      await simulator.stop();
    }
  });
});
