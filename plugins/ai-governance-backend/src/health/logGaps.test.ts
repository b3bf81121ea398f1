import { fromHour } from '../database/time';
import { hourOf, hoursOf } from './__testUtils__/hours';
import { findLogGaps } from './logGaps';

const iso = (hour: number) => fromHour(hour).toISOString();

const find = (options: Partial<Parameters<typeof findLogGaps>[0]>) =>
  findLogGaps({
    hours: hoursOf(100, 110),
    logged: () => false,
    wasRead: () => true,
    samplingPercent: 100,
    ...options,
  });

describe('findLogGaps', () => {
  it('joins hours without logs to stretches, by variant', () => {
    const hours = [
      ...hoursOf(100, 110, { variant: 'green' }),
      ...hoursOf(100, 110),
    ];
    const gaps = find({
      hours,
      logged: (variant, hour) =>
        variant === 'green' ? hour !== 105 : hour < 102 || hour === 104,
    });
    expect(gaps).toEqual([
      { variant: 'blue', from: iso(102), to: iso(104), invocations: 200 },
      { variant: 'blue', from: iso(105), to: iso(110), invocations: 500 },
      { variant: 'green', from: iso(105), to: iso(106), invocations: 100 },
    ]);
  });

  it('does not blame hours whose logs were not looked for', () => {
    expect(find({ wasRead: hour => hour < 105 })).toMatchObject([
      { from: iso(100), to: iso(105) },
    ]);
  });

  it('does not expect logs of what was not called', () => {
    expect(find({ hours: hoursOf(100, 110, { invocations: 0 }) })).toEqual([]);
    expect(find({ hours: hoursOf(100, 110, { invocations: null }) })).toEqual(
      [],
    );
  });

  it('allows for sampling', () => {
    // Of 100 requests, 5 are logged on average: in one hour of 150 there are none.
    expect(find({ samplingPercent: 5 })).toEqual([]);
    expect(
      find({
        samplingPercent: 5,
        hours: [hourOf(100, { invocations: 140 })],
      }),
    ).toHaveLength(1);
    expect(find({ samplingPercent: 0 })).toEqual([]);
    expect(find({ samplingPercent: null })).toEqual([]);
  });
});
