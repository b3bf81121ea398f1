import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { LogObject } from '@ai-governance/plugin-ai-governance-node';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  CONTAINER,
  CONTAINER_URL,
  endpoint,
  FOLDER,
  listAll,
  never,
  sourceOf,
} from '../__testUtils__/endpoint';
import { nameOf } from './readReference';

jest.setTimeout(60_000);

describe('BlobCollectorLogSource.download', () => {
  let simulator: CloudSimulator;
  const directory = createMockDirectory();

  beforeEach(async () => {
    simulator = await CloudSimulator.start({ port: 0 });
    directory.clear();
  });
  afterEach(async () => {
    await simulator.stop();
  });

  const name = `${FOLDER}/blue/model_inputs/2026/11/23/07/a b+ü.jsonl`;
  const put = (body: string | Buffer, type?: 'BlockBlob') =>
    simulator.putBlob(CONTAINER, name, body, type);
  const listed = async () =>
    (
      await listAll(sourceOf(simulator), {
        since: '2026-11-23T07:00:00Z',
        until: '2026-11-23T08:00:00Z',
      })
    )[0];
  const download = async (object: LogObject, signal = never()) => {
    const destination = directory.resolve('object.jsonl');
    await sourceOf(simulator).download({
      entity: endpoint(),
      object,
      destination,
      signal,
    });
    return readFile(destination, 'utf8');
  };

  it('reads what was listed, to the byte, of a blob that has grown', async () => {
    const before = `{"line":"${'x'.repeat(300_000)}"}\n{"torn":"`;
    put(before);
    const object = await listed();
    put(`${before}end"}\n{"more":1}\n`);
    expect(await download(object)).toBe(before);
    expect(await download(await listed())).toBe(`${before}end"}\n{"more":1}\n`);
  });

  it('writes an empty file of an empty blob', async () => {
    put('');
    expect(await download(await listed())).toBe('');
  });

  it('says that a blob was replaced or is gone', async () => {
    put('{"a":1}\n');
    const object = await listed();
    put('{}\n');
    await expect(download(object)).rejects.toMatchObject({
      name: 'ConflictError',
    });
    put('{"b":2}\n', 'BlockBlob');
    await expect(download(object)).rejects.toMatchObject({
      name: 'ConflictError',
      message: `The log object ${CONTAINER_URL}/${name} has changed since it was listed`,
    });
    await fetch(
      `${simulator.blobUrl}/${CONTAINER}/${encodeURIComponent(name)}`,
      { method: 'DELETE' },
    );
    await expect(download(object)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining(
        `The log object ${CONTAINER_URL}/${name} is gone`,
      ),
    });
    expect(readdirSync(directory.path)).toEqual([]);
  });

  it('leaves nothing behind when the connection breaks', async () => {
    put('x'.repeat(500_000));
    const object = await listed();
    simulator.addFault({
      service: 'blob',
      operation: 'GetBlob',
      effect: { kind: 'reset', afterBytes: 1000 },
    });
    await expect(download(object)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    expect(existsSync(directory.resolve('object.jsonl'))).toBe(false);
  });

  it('refuses objects of others', async () => {
    put('{}\n');
    const object = await listed();
    await expect(
      download({ ...object, key: 'https://other.blob.core.windows.net/x/y' }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });

  describe('references', () => {
    const pointing = (dataref: string, fields: object = {}) =>
      JSON.stringify({ id: 'e1', type: 'x', dataref, ...fields });
    const rows = '[\n  {"a": 1.0},\r\n  {"a": "ü\\n\u2028"}\n]\n';

    it.each([
      ['a path', 'big/rows.json'],
      ['a path from the root', '/big/rows.json'],
      ['its URL', `${CONTAINER_URL}/big/rows.json`],
      [
        'a path of the datastore',
        'azureml://subscriptions/s/resourcegroups/r/workspaces/w/datastores/workspaceblobstore/paths/big/rows.json',
      ],
    ])('are brought in line: %s', async (_, reference) => {
      simulator.putBlob(CONTAINER, 'big/rows.json', rows);
      const plain = '{"id":"e0","data":[{"a":0.10}]}';
      put(`${plain}\n\n${pointing(reference, { time: 't' })},\n${plain}`);
      const text = await download(await listed());
      const lines = text.split('\n');
      expect(lines).toHaveLength(4);
      expect([lines[0], lines[1], lines[3]]).toEqual([plain, '', plain]);
      expect(JSON.parse(lines[2])).toEqual({
        id: 'e1',
        type: 'x',
        time: 't',
        data: [{ a: 1 }, { a: 'ü\n\u2028' }],
      });
      expect(lines[2]).toContain('{"a": 1.0}');
    });

    it.each([
      ['leads nowhere', 'big/none.json'],
      ['leads to what is no JSON', 'big/text.txt'],
      ['leads to nothing', 'big/empty.json'],
      ['leads to another account', 'https://evil.example/logs/big/rows.json'],
      [
        'leads to another container',
        'https://testaccount.blob.core.windows.net/logs2/big/rows.json',
      ],
      [
        'leads to another datastore',
        'azureml://datastores/other/paths/big/rows.json',
      ],
      ['is a file', 'file:///etc/passwd'],
    ])('stay as they are when one %s', async (_, reference) => {
      simulator.putBlob(CONTAINER, 'big/rows.json', rows);
      simulator.putBlob(CONTAINER, 'big/text.txt', 'not JSON');
      simulator.putBlob(CONTAINER, 'big/empty.json', '');
      const line = pointing(reference);
      put(`${line}\n{"torn":"dataref`);
      expect(await download(await listed())).toBe(`${line}\n{"torn":"dataref`);
    });

    it('are left alone where there are data, or a word that looks like one', async () => {
      const lines = [
        pointing('big/rows.json', { data: [{ a: 1 }] }),
        '{"id":"e","data":[{"text":"\\"dataref\\""}]}',
        '"dataref"',
        '{"dataref":"big/rows.json"}',
        '{"id":"torn","dataref":"big/rows.js',
      ].join('\n');
      simulator.putBlob(CONTAINER, 'big/rows.json', rows);
      put(lines);
      expect(await download(await listed())).toBe(lines);
    });

    it('fail the download when Azure does', async () => {
      put(pointing('big/rows.json'));
      const object = await listed();
      simulator.addFault({
        service: 'blob',
        resource: 'big/rows.json$',
        effect: {
          kind: 'error',
          status: 403,
          code: 'AuthorizationPermissionMismatch',
        },
      });
      await expect(download(object)).rejects.toMatchObject({
        name: 'NotAllowedError',
      });
    });

    it('never lead out of the container', () => {
      const location = { containerUrl: CONTAINER_URL };
      expect(nameOf(`${CONTAINER_URL}/a%20b.json?sv=1`, location)).toBe(
        'a b.json',
      );
      expect(nameOf(`${CONTAINER_URL}evil/a`, location)).toBeUndefined();
      expect(nameOf('http://169.254.169.254/x', location)).toBeUndefined();
      expect(nameOf(`${CONTAINER_URL}/%zz`, location)).toBeUndefined();
    });
  });
});
