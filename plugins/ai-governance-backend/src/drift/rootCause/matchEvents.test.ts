import type {
  ModelEvent,
  RootCauseColumn,
} from '@ai-governance/plugin-ai-governance-common';
import { eventRange, matchEvents } from './matchEvents';
import { summariseCause } from './summariseCause';

const day = (time: string) => `2026-11-18T${time}:00.000Z`;

function column(
  name: string,
  onset: [earliest: string, at: string, latest: string] | null,
  kind: 'sudden' | 'gradual' = 'sudden',
): RootCauseColumn {
  return {
    column: name,
    role: 'feature',
    method: 'ks',
    effectSize: 0.4,
    goesWith: null,
    onset: onset && {
      kind,
      earliest: day(onset[0]),
      at: day(onset[1]),
      latest: day(onset[2]),
    },
  };
}

function event(time: string, kind: ModelEvent['kind'] = 'deployment') {
  return { at: day(time), kind, title: `${kind} at ${time}`, detail: '' };
}

const amount = column('amount', ['09:00', '10:00', '11:00']);
const channel = column('channel', ['10:00', '10:00', '10:00']);
const late = column('score', ['18:00', '18:00', '19:00']);
const unknown = column('age', null);

describe('matchEvents', () => {
  it('lists the columns whose widened range holds the event, the nearest event first', () => {
    const found = matchEvents(
      [event('07:00'), event('06:59'), event('12:30'), event('10:20')],
      [amount, channel, late, unknown],
    );
    expect(found.map(({ title, columns }) => [title, columns])).toEqual([
      ['deployment at 10:20', ['amount', 'channel']],
      ['deployment at 12:30', ['amount']],
      ['deployment at 07:00', ['amount']],
    ]);
  });

  it('puts a deployment before what shows in the traffic at the same time', () => {
    expect(
      matchEvents([event('10:00', 'volume-change'), event('10:00')], [amount]),
    ).toMatchObject([{ kind: 'deployment' }, { kind: 'volume-change' }]);
  });

  it('gives the range in which events can lie', () => {
    expect(eventRange([amount, late, unknown])).toEqual([
      day('07:00'),
      day('21:00'),
    ]);
    expect(eventRange([unknown])).toBeUndefined();
  });
});

describe('summariseCause', () => {
  const nothing = { events: [], segments: [] };

  it('says what shifted together, what happened then, and where', () => {
    const columns = [amount, channel, late];
    expect(
      summariseCause({
        columns,
        events: matchEvents(
          [{ ...event('10:20'), title: 'Model fraud-v8 deployed' }],
          columns,
        ),
        segments: [
          {
            column: 'amount',
            segmentBy: 'region',
            value: 'us',
            shareOfRows: 0.214,
            shareOfShift: 0.87,
            effectSize: 0.5,
            baselineN: 900,
            currentN: 800,
          },
        ],
      }),
    ).toBe(
      'amount and channel have shifted suddenly since 18 Nov 2026 10:00 UTC (between 09:00 UTC and 11:00 UTC). At about the same time, 10:20 UTC: Model fraud-v8 deployed. 87 % of the shift of amount is where region is us, which has 21 % of the rows.',
    );
  });

  it('tells a gradual shift from a sudden one, and an exact hour from a range', () => {
    expect(
      summariseCause({
        columns: [column('age', ['10:00', '10:00', '10:00'], 'gradual')],
        ...nothing,
      }),
    ).toBe('age has shifted gradually since 18 Nov 2026 10:00 UTC.');
  });

  it('gives the days of a range over midnight', () => {
    const gradual = column('age', ['01:00', '01:00', '09:00'], 'gradual');
    gradual.onset!.earliest = '2026-11-17T22:00:00.000Z';
    expect(summariseCause({ columns: [gradual], ...nothing })).toBe(
      'age has shifted gradually since 18 Nov 2026 01:00 UTC (between 17 Nov 2026 22:00 UTC and 18 Nov 2026 09:00 UTC).',
    );
  });

  it('says so when no hour stands out', () => {
    expect(summariseCause({ columns: [unknown], ...nothing })).toBe(
      'age has shifted, but no hour stands out.',
    );
  });
});
