import {
  numericGridFromValues,
  profileValues,
} from '@ai-governance/plugin-ai-governance-statistics';
import { random } from './__testUtils__/random';
import { beyondRange } from './beyondRange';

function compare(before: number[], now: number[], bins?: number) {
  const grid = numericGridFromValues(before, bins);
  return beyondRange(
    profileValues(before, grid),
    profileValues(now, grid),
    grid,
  );
}

const steps = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('beyondRange', () => {
  it('is nothing within the range', () => {
    expect(compare(steps(1000), steps(1000))).toEqual({
      atLeast: 0,
      likely: 0,
      atMost: 0,
    });
    expect(compare(steps(1000), [])).toMatchObject({ atMost: 0 });
    expect(compare([], steps(10))).toMatchObject({ atMost: 0 });
  });

  it.each([-1e9, 1e9])('counts a far stand-in value such as %d', far => {
    const now = [...steps(950), ...new Array(50).fill(far)];
    const { atLeast, atMost } = compare(steps(1000), now);
    // The sum of the values tells; all that it leaves open is what else lies in the outer bin.
    expect(atLeast).toBe(50);
    expect(atMost).toBeLessThan(60);
  });

  it('is exact where a bin holds one value', () => {
    const dice = steps(6000).map(i => i % 6);
    const now = [...dice, ...new Array(90).fill(6), ...new Array(60).fill(-1)];
    expect(compare(dice, now)).toEqual({
      atLeast: 150,
      likely: 150,
      atMost: 150,
    });
  });

  it('says that values may lie just outside when the outer bin holds more', () => {
    const now = [...steps(900), ...steps(100).map(i => 1000 + i / 100)];
    const beyond = compare(steps(1000), now);
    expect(beyond.atLeast).toBeGreaterThanOrEqual(1);
    expect(beyond.likely).toBeGreaterThan(50);
    expect(beyond.atMost).toBeGreaterThanOrEqual(100);
  });

  it('holds the truth between its ends, whatever the values', () => {
    const next = random(7);
    const draw = [
      () => next(),
      () => Math.floor(next() * 5),
      () => -Math.log(next()) * 10 ** Math.floor(next() * 6),
      () => (next() < 0.9 ? 0 : next() - 0.5),
      () => 1e12 + next(),
    ];
    for (let round = 0; round < 500; round++) {
      const value = draw[round % draw.length];
      const shift = round % 3 === 0 ? 0 : (next() - 0.5) * 3;
      const before = steps(20 + Math.floor(next() * 400)).map(value);
      const now = steps(1 + Math.floor(next() * 400)).map(
        () => value() * (1 + shift) + shift,
      );
      const [min, max] = [Math.min(...before), Math.max(...before)];
      const truth = now.filter(x => x < min || x > max).length;
      const { atLeast, likely, atMost } = compare(
        before,
        now,
        round % 2 ? 256 : 8,
      );
      expect(atLeast).toBeLessThanOrEqual(truth);
      expect(atMost).toBeGreaterThanOrEqual(truth);
      expect(likely).toBeGreaterThanOrEqual(atLeast);
      expect(likely).toBeLessThanOrEqual(atMost);
    }
  });
});
