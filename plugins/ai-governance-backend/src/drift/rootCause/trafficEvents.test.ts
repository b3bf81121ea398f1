import type { DriftOnset } from '@ai-governance/plugin-ai-governance-common';
import { fromHour, toHour } from '../../database/time';
import type { TrafficHour } from './readSeries';
import { trafficEvents } from './trafficEvents';

const END = toHour(new Date('2026-11-20T00:00:00Z'));
const JUMP = END - 30;

const onset: DriftOnset = {
  kind: 'sudden',
  at: fromHour(JUMP).toISOString(),
  earliest: fromHour(JUMP - 1).toISOString(),
  latest: fromHour(JUMP + 1).toISOString(),
};

/** Ten days with twice as many requests by day as by night. */
function traffic(change: (hour: TrafficHour) => Partial<TrafficHour>) {
  return {
    counts: new Map(),
    columns: ['age', 'channel'],
    traffic: Array.from({ length: 240 }, (_, i) => {
      const hour = END - 240 + i;
      const rows = hour % 24 < 12 ? 100 : 200;
      const usual = {
        hour,
        rows,
        missing: [rows / 50, 0],
        invalid: [0, 0],
        unseen: [0, rows / 100],
      };
      return { ...usual, ...change(usual) };
    }),
  };
}

const since = (
  from: number,
  values: (hour: TrafficHour) => Partial<TrafficHour>,
) => traffic(hour => (hour.hour >= from ? values(hour) : {}));

describe('trafficEvents', () => {
  it('takes neither day and night nor a change elsewhere for a jump', () => {
    expect(
      trafficEvents(
        traffic(() => ({})),
        [onset],
        END,
      ),
    ).toEqual([]);
    const elsewhere = since(JUMP - 60, ({ rows }) => ({ rows: 3 * rows }));
    expect(trafficEvents(elsewhere, [onset], END)).toEqual([]);
    const jump = since(JUMP, ({ rows }) => ({ rows: 3 * rows }));
    expect(trafficEvents(jump, [], END)).toEqual([]);
  });

  it.each([
    [3, 'Traffic rose to 3 times what it was'],
    [0.25, 'Traffic fell to 25 % of what it was'],
  ])(
    'finds the hour at which traffic became %p times as much',
    (times, title) => {
      const [event, ...more] = trafficEvents(
        since(JUMP + 1, ({ rows, missing, unseen }) => ({
          rows: times * rows,
          missing: missing.map(n => times * n),
          unseen: unseen.map(n => times * n),
        })),
        [onset],
        END,
      );
      expect(more).toEqual([]);
      expect(event).toEqual({
        at: fromHour(JUMP + 1).toISOString(),
        kind: 'volume-change',
        title,
        detail: `${String(3600 * times).replace(
          /(\d)(\d{3})$/,
          '$1 $2',
        )} rows in the 24 hours from 18 Nov 2026 19:00 UTC, 3 600 in the same hours of the day before.`,
      });
    },
  );

  it('needs a day before and a few hours after', () => {
    const late = since(END - 2, ({ rows }) => ({ rows: 9 * rows }));
    const atEnd = fromHour(END).toISOString();
    const lastHour = { ...onset, at: atEnd, earliest: atEnd, latest: atEnd };
    expect(trafficEvents(late, [lastHour], END)).toEqual([]);
    expect(trafficEvents(late, [lastHour], END + 1)).toMatchObject([
      { at: fromHour(END - 2).toISOString(), kind: 'volume-change' },
    ]);
    const short = since(JUMP, ({ rows }) => ({ rows: 9 * rows }));
    short.traffic = short.traffic.filter(({ hour }) => hour >= JUMP - 20);
    expect(trafficEvents(short, [onset], END)).toEqual([]);
  });

  it('tells of values that go missing, are no numbers or were not known', () => {
    const events = trafficEvents(
      since(JUMP, ({ rows }) => ({
        missing: [0.42 * rows, 0],
        invalid: [0.2 * rows, 0],
        unseen: [0, 0.3 * rows],
      })),
      [onset, onset],
      END,
    );
    expect(events).toEqual([
      {
        at: fromHour(JUMP).toISOString(),
        kind: 'schema-change',
        title: 'age is missing in 42 % of rows',
        detail:
          'In the 24 hours from 18 Nov 2026 18:00 UTC; in the same hours of the day before it was 2 %.',
      },
      expect.objectContaining({
        title:
          'channel has a value that the baseline does not know in 30 % of rows',
      }),
      expect.objectContaining({ title: 'age is no number in 20 % of rows' }),
    ]);
  });
});
