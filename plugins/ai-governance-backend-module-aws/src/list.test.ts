import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { LogObject } from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import {
  BUCKET,
  endpoint,
  FOLDER,
  listAll,
  sourceOf,
} from './__testUtils__/capture';

jest.setTimeout(60_000);

describe('S3CaptureLogSource.list', () => {
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start({ port: 0 });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  const list = (since: string, until: string, entity?: Entity) =>
    listAll(sourceOf(simulator), { since, until, entity });
  const put = (key: string, body = '{}\n') =>
    simulator.putObject(BUCKET, key, body);
  const shortKeys = (objects: LogObject[]) =>
    objects.map(({ key }) => key.replace(`s3://${BUCKET}/${FOLDER}/`, ''));

  beforeEach(() => {
    for (const name of [
      'blue/2026/11/22/23/59-59-999-z.jsonl',
      'blue/2026/11/23/07/00-00-000-a.jsonl',
      'blue/2026/11/23/07/59-59-999-z.jsonl',
      'blue/2026/11/23/08/00-00-000-a.jsonl',
      'blue/2026/11/23/09/00-00-000-a.jsonl',
      'green/2026/11/23/07/30-00-000-a.jsonl',
      'violet/2026/11/23/07/30-00-000-a.jsonl',
    ]) {
      put(`${FOLDER}/${name}`);
    }
    put('some/prefix/churn-v2/blue/2026/11/23/07/30-00-000-a.jsonl');
  });

  it('lists every object of the hours asked for, and no other', async () => {
    const objects = await list('2026-11-23T07:00:00Z', '2026-11-23T09:00:00Z');
    expect(shortKeys(objects)).toEqual([
      'blue/2026/11/23/07/00-00-000-a.jsonl',
      'blue/2026/11/23/07/59-59-999-z.jsonl',
      'blue/2026/11/23/08/00-00-000-a.jsonl',
      'green/2026/11/23/07/30-00-000-a.jsonl',
    ]);
    expect(objects[0]).toEqual({
      key: `s3://${BUCKET}/${FOLDER}/blue/2026/11/23/07/00-00-000-a.jsonl`,
      etag: expect.stringMatching(/./),
      size: 3,
      variant: 'blue',
      hour: new Date('2026-11-23T07:00:00Z'),
    });
  });

  it('takes hours by their start when asked for parts of hours', async () => {
    expect(
      shortKeys(await list('2026-11-23T06:30:00Z', '2026-11-23T07:00:01Z')),
    ).toEqual([
      'blue/2026/11/23/07/00-00-000-a.jsonl',
      'blue/2026/11/23/07/59-59-999-z.jsonl',
      'green/2026/11/23/07/30-00-000-a.jsonl',
    ]);
    expect(
      shortKeys(await list('2026-11-23T07:00:01Z', '2026-11-23T08:00:00Z')),
    ).toEqual([]);
  });

  it('ignores what does not follow the layout', async () => {
    for (const name of [
      'blue/2026/11/23/07/',
      'blue/2026/11/23/07/manifest.json',
      'blue/2026/11/23/07/deeper/00-00-000-a.jsonl',
      'blue/2026/11/23/99/00-00-000-a.jsonl',
      'blue/2026/11/2307/00-00-000-a.jsonl',
      'blue/readme.txt',
    ]) {
      put(`${FOLDER}/${name}`);
    }
    expect(
      await list('2026-11-23T07:00:00Z', '2026-11-23T08:00:00Z'),
    ).toHaveLength(3);
  });

  it('reads all pages of the hours asked for and no page beyond', async () => {
    for (let i = 0; i < 2_500; i += 1) {
      put(`${FOLDER}/blue/2026/11/23/10/00-00-000-${i}.jsonl`);
    }
    for (let i = 0; i < 2_500; i += 1) {
      put(`${FOLDER}/blue/2026/11/23/11/00-00-000-${i}.jsonl`);
    }
    const entity = endpoint({ 'ai-governance.io/variants': 'blue' });
    expect(
      await list('2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z', entity),
    ).toHaveLength(2_500);
    const pages = simulator
      .requests()
      .filter(({ operation }) => operation === 'ListObjectsV2');
    expect(pages).toHaveLength(3);
  });

  it('lists nothing where nothing was logged', async () => {
    expect(await list('2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z')).toEqual(
      [],
    );
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const listing = sourceOf(simulator).list({
      entity: endpoint(),
      since: new Date('2026-11-23T07:00:00Z'),
      until: new Date('2026-11-23T09:00:00Z'),
      signal: controller.signal,
    });
    await listing.next();
    controller.abort();
    await expect(listing.next()).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('says which annotation is missing', async () => {
    const entity = endpoint({ 'ai-governance.io/capture-uri': '' });
    await expect(
      list('2026-11-23T07:00:00Z', '2026-11-23T08:00:00Z', entity),
    ).rejects.toMatchObject({
      name: 'InputError',
      message:
        'component:default/churn has no annotation ai-governance.io/capture-uri',
    });
  });
});
