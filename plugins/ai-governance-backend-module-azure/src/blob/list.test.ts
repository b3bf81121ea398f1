import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { LogObject } from '@ai-governance/plugin-ai-governance-node';
import {
  CONTAINER,
  CONTAINER_URL,
  endpoint,
  FOLDER,
  listAll,
  never,
  sourceOf,
} from '../__testUtils__/endpoint';

jest.setTimeout(60_000);

describe('BlobCollectorLogSource.list', () => {
  let simulator: CloudSimulator;
  const put = (name: string, body = '{}\n') =>
    simulator.putBlob(CONTAINER, `${FOLDER}/${name}`, body);

  beforeEach(async () => {
    simulator = await CloudSimulator.start({ port: 0 });
    for (const name of [
      'blue/model_inputs/2026/11/22/23/a.jsonl',
      'blue/model_inputs/2026/11/23/07/a.jsonl',
      'blue/model_inputs/2026/11/23/07/b.jsonl',
      'blue/model_inputs/2026/11/23/08/a.jsonl',
      'blue/model_inputs/2026/11/23/09/a.jsonl',
      'blue/model_outputs/2026/11/23/07/a.jsonl',
      'blue/request/2026/11/23/07/a.jsonl',
      'green/model_inputs/2026/11/23/07/a.jsonl',
      'violet/model_inputs/2026/11/23/07/a.jsonl',
    ]) {
      put(name);
    }
  });
  afterEach(async () => {
    await simulator.stop();
  });

  const list = (since: string, until: string) =>
    listAll(sourceOf(simulator), {
      since: `2026-11-${since}:00Z`,
      until: `2026-11-${until}:00Z`,
    });
  const names = (objects: LogObject[]) =>
    objects.map(({ key }) => key.replace(`${CONTAINER_URL}/${FOLDER}/`, ''));
  const prefixes = () =>
    simulator.requests().filter(({ operation }) => operation === 'ListBlobs')
      .length;

  it('lists both collections of all deployments for the hours asked for', async () => {
    const objects = await list('23T07:00', '23T09:00');
    expect(names(objects)).toEqual([
      'blue/model_inputs/2026/11/23/07/a.jsonl',
      'blue/model_inputs/2026/11/23/07/b.jsonl',
      'blue/model_inputs/2026/11/23/08/a.jsonl',
      'blue/model_outputs/2026/11/23/07/a.jsonl',
      'green/model_inputs/2026/11/23/07/a.jsonl',
    ]);
    expect(objects[0]).toEqual({
      key: `${CONTAINER_URL}/${FOLDER}/blue/model_inputs/2026/11/23/07/a.jsonl`,
      etag: expect.stringMatching(/^0x8D\w+ 3$/),
      size: 3,
      variant: 'blue',
      hour: new Date('2026-11-23T07:00:00Z'),
    });
  });

  it('asks once per deployment, collection and day', async () => {
    expect(names(await list('22T23:00', '23T08:00'))).toEqual([
      'blue/model_inputs/2026/11/22/23/a.jsonl',
      'blue/model_inputs/2026/11/23/07/a.jsonl',
      'blue/model_inputs/2026/11/23/07/b.jsonl',
      'blue/model_outputs/2026/11/23/07/a.jsonl',
      'green/model_inputs/2026/11/23/07/a.jsonl',
    ]);
    expect(prefixes()).toBe(2 * 2 * 2);
  });

  it('takes hours by their start when asked for parts of hours', async () => {
    expect(names(await list('23T08:30', '23T09:01'))).toEqual([
      'blue/model_inputs/2026/11/23/09/a.jsonl',
    ]);
    expect(await list('23T09:01', '23T10:00')).toEqual([]);
  });

  it('reads blobs of minutes, and ignores what is none of the collector', async () => {
    put('green/model_outputs/2026/11/23/10/59/a.jsonl');
    put('green/model_outputs/2026/11/23/10/readme.txt');
    put('green/model_outputs/2026/11/23/99/a.jsonl');
    put('green/model_outputs/2026/11/23/10/a/b/c.jsonl');
    expect(names(await list('23T00:00', '24T00:00')).slice(-1)).toEqual([
      'green/model_outputs/2026/11/23/10/59/a.jsonl',
    ]);
  });

  it('says what to do about blobs of whole days', async () => {
    put('green/model_inputs/2026/11/23/a.jsonl');
    await expect(list('23T00:00', '24T00:00')).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^Deployment 'green' of component:default\/churn collects into one blob for more than an hour .* set rolling_rate of its data_collector to Hour$/,
      ),
    });
  });

  it('goes on behind empty pages, through all pages', async () => {
    simulator.addFault({
      service: 'blob',
      operation: 'ListBlobs',
      every: 2,
      effect: { kind: 'empty-page' },
    });
    for (let i = 0; i < 5_100; i++) {
      put(`blue/model_inputs/2026/11/21/05/${i}.jsonl`);
    }
    expect(await list('21T00:00', '22T00:00')).toHaveLength(5_100);
  });

  it('changes the tag of a blob that grows', async () => {
    const [before] = await list('23T07:00', '23T08:00');
    put('blue/model_inputs/2026/11/23/07/a.jsonl', '{}\n{}\n');
    const [after] = await list('23T07:00', '23T08:00');
    expect(after.key).toBe(before.key);
    expect(after.size).toBe(6);
    expect(after.etag).not.toBe(before.etag);
  });

  it('reads the collections that are configured', async () => {
    const source = sourceOf(simulator, { collections: ['request'] });
    expect(
      names(
        await listAll(source, {
          since: '2026-11-23T00:00:00Z',
          until: '2026-11-24T00:00:00Z',
        }),
      ),
    ).toEqual(['blue/request/2026/11/23/07/a.jsonl']);
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
    await expect(listing.next()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each([
    [{ 'ai-governance.io/capture-uri': '' }, /has no annotation/],
    [
      { 'ai-governance.io/capture-uri': 's3://bucket/x' },
      /has 's3:\/\/bucket\/x' in annotation .*, expected https:/,
    ],
    [
      { 'ai-governance.io/capture-uri': 'https://evil.example/logs/x' },
      /expected https:\/\/<account>\.blob/,
    ],
    [{ 'ai-governance.io/variants': '' }, /variants/],
  ])('says what is wrong with %j', async (annotations, message) => {
    const source = sourceOf(simulator);
    const entity = endpoint(annotations);
    await expect(
      source
        .list({
          entity,
          since: new Date(0),
          until: new Date(),
          signal: never(),
        })
        .next(),
    ).rejects.toThrow(message);
    expect(source.captureState(entity)).toMatchObject({ state: 'off' });
  });

  it('knows its endpoints, and whether they collect', () => {
    const source = sourceOf(simulator);
    expect(source.appliesTo(endpoint())).toBe(true);
    expect(
      source.appliesTo(endpoint({ 'ai-governance.io/provider': 'sagemaker' })),
    ).toBe(false);
    expect(source.captureState(endpoint())).toEqual({ state: 'on' });
    expect(
      source.captureState(endpoint({ 'ai-governance.io/capture': 'off' })),
    ).toEqual({
      state: 'off',
      reason: expect.stringContaining('data_collector'),
    });
  });
});
