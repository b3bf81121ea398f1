import { gunzipSync } from 'node:zlib';
import { inference, inPieces, ndjson } from './__testUtils__/inferences';
import { MAX_CHUNKS, MAX_LINE_BYTES } from './limits';
import { readPush } from './readPush';

const NOW = Date.parse('2026-11-23T12:30:00Z');
const DAY = 86_400_000;
const times = { notBefore: NOW - 35 * DAY, notAfter: NOW + 300_000 };
const time = '2026-11-23T11:59:59.999Z';
const HOUR = Date.parse('2026-11-23T11:00:00Z') / 3_600_000;

const read = (body: Buffer, bytes?: number) =>
  readPush(inPieces(body, bytes), times);

describe('readPush', () => {
  it('sorts lines by variant and hour, and keeps them as they were sent', async () => {
    const precise = `{"id":"a","time":"${time}","input":{"n":12345678901234567890,"x":1.0}}`;
    const { chunks, outcome } = await read(
      ndjson(
        precise,
        inference('b', { time, variant: 'green' }),
        // The same hour, written with an offset.
        inference('c', { time: '2026-11-23T13:00:00+02:00' }),
        inference('d', { time: '2026-11-23T12:00:00Z' }),
      ),
    );
    expect(outcome).toEqual({
      accepted: 4,
      rejected: [],
      rejectedCount: 0,
      rejectedReasons: {},
    });
    expect(
      chunks.map(({ variant, hour, lines }) => [variant, hour - HOUR, lines]),
    ).toEqual([
      ['default', 0, 2],
      ['green', 0, 1],
      ['default', 1, 1],
    ]);
    const text = gunzipSync(chunks[0].body).toString();
    expect(text.split('\n')[0]).toBe(precise);
    expect(chunks[0].size).toBe(text.length);
    expect(chunks[0].etag).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, string]>([
    ['not-json', '{"id":'],
    ['not-json', '[1,2]'],
    ['not-json', 'null'],
    ['no-event-id', `{"time":"${time}","input":[1]}`],
    ['no-event-id', `{"id":"  ","time":"${time}","input":[1]}`],
    ['no-event-id', `{"id":1.5,"time":"${time}","input":[1]}`],
    ['no-event-id', `{"id":"${'x'.repeat(257)}","time":"${time}","input":[1]}`],
    ['bad-row', `{"id":"a","row":-1,"time":"${time}","input":[1]}`],
    ['bad-row', `{"id":"a","row":"0","time":"${time}","input":[1]}`],
    ['no-time', '{"id":"a","input":[1]}'],
    ['no-time', '{"id":"a","time":1763900000,"input":[1]}'],
    ['no-time', '{"id":"a","time":"2026-11-23T11:00:00","input":[1]}'],
    ['no-time', '{"id":"a","time":"2026-02-30T11:00:00Z","input":[1]}'],
    ['no-time', '{"id":"a","time":"2026-11-23T25:00:00Z","input":[1]}'],
    ['too-old', '{"id":"a","time":"2026-10-19T12:29:59Z","input":[1]}'],
    ['in-future', '{"id":"a","time":"2026-11-23T12:35:01Z","input":[1]}'],
    ['bad-variant', `{"id":"a","variant":"a/b","time":"${time}","input":[1]}`],
    ['bad-variant', `{"id":"a","variant":null,"time":"${time}","input":[1]}`],
    ['no-input', `{"id":"a","time":"${time}"}`],
    ['no-input', `{"id":"a","time":"${time}","input":{}}`],
    ['bad-payload', `{"id":"a","time":"${time}","input":"1,2,3"}`],
  ])('rejects %s: %s', async (reason, line) => {
    const { chunks, outcome } = await read(
      ndjson(inference('ok', { time }), line),
    );
    expect(outcome).toEqual({
      accepted: 1,
      rejected: [{ line: 2, reason }],
      rejectedCount: 1,
      rejectedReasons: { [reason]: 1 },
    });
    expect(chunks).toHaveLength(1);
  });

  it('takes times up to the limits', async () => {
    const { outcome } = await read(
      ndjson(
        inference('a', { time: '2026-10-19T12:30:00Z' }),
        inference('b', { time: '2026-11-23T12:35:00Z' }),
      ),
    );
    expect(outcome.accepted).toBe(2);
  });

  it('skips lines that are too long or no text, and numbers lines with the blank ones', async () => {
    const body = Buffer.concat([
      ndjson(inference('a', { time })),
      Buffer.from('\r\n \n'),
      Buffer.alloc(MAX_LINE_BYTES + 1, 'x'),
      Buffer.from('\n'),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      // The last line has no line break.
      Buffer.from(JSON.stringify(inference('b', { time }))),
    ]);
    const { outcome } = await read(body, 1000);
    expect(outcome).toMatchObject({
      accepted: 2,
      rejected: [
        { line: 4, reason: 'line-too-long' },
        { line: 5, reason: 'not-json' },
      ],
    });
  });

  it('gives the same whatever pieces the body comes in', async () => {
    const body = ndjson(
      inference('ä', { time }),
      '{"broken',
      inference('b', { time, input: { text: '€'.repeat(50) } }),
    );
    const whole = await read(body, body.length);
    for (const bytes of [1, 2, 7]) {
      expect(await read(body, bytes)).toEqual(whole);
    }
  });

  it('lists the first rejected lines and counts all', async () => {
    const { outcome } = await read(
      ndjson(...Array.from({ length: 70 }, () => 'x')),
    );
    expect(outcome.rejected).toHaveLength(50);
    expect(outcome.rejected[49]).toEqual({ line: 50, reason: 'not-json' });
    expect(outcome).toMatchObject({
      accepted: 0,
      rejectedCount: 70,
      rejectedReasons: { 'not-json': 70 },
    });
  });

  it('packs as it goes, and what it packs is one stream', async () => {
    const text = 'y'.repeat(500_000);
    const { chunks } = await read(
      ndjson(
        ...Array.from({ length: 40 }, (_, i) =>
          inference(`r${i}`, { time, input: { text } }),
        ),
      ),
      65_536,
    );
    const lines = gunzipSync(chunks[0].body).toString().trim().split('\n');
    expect(lines.map(line => JSON.parse(line).id)).toEqual(
      Array.from({ length: 40 }, (_, i) => `r${i}`),
    );
    expect(chunks[0].body.length).toBeLessThan(200_000);
  });

  it('refuses lines of too many variants and hours', async () => {
    const lines = Array.from({ length: MAX_CHUNKS + 1 }, (_, i) =>
      inference('a', { time, variant: `v${i}` }),
    );
    await expect(read(ndjson(...lines), 65_536)).rejects.toThrow(
      /more than 2000 hours and variants/,
    );
  });
});
