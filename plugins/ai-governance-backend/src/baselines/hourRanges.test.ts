import { joinRanges, withoutRanges } from './hourRanges';

describe('joinRanges', () => {
  it('joins what touches or overlaps, in the order of time', () => {
    expect(
      joinRanges([
        [10, 12],
        [1, 3],
        [3, 5],
        [4, 4],
        [11, 20],
        [13, 14],
        [30, 30],
      ]),
    ).toEqual([
      [1, 5],
      [10, 20],
    ]);
  });
});

describe('withoutRanges', () => {
  it.each([
    [[], [[0, 10]]],
    [[[0, 10]], []],
    [[[-5, 20]], []],
    [
      [[3, 5]],
      [
        [0, 3],
        [5, 10],
      ],
    ],
    [
      [
        [-5, 2],
        [8, 20],
      ],
      [[2, 8]],
    ],
    [[[20, 30]], [[0, 10]]],
    [[[-9, -1]], [[0, 10]]],
  ] as [[number, number][], [number, number][]][])(
    'leaves of 0 to 10 without %j: %j',
    (others, left) => {
      expect(withoutRanges([0, 10], others)).toEqual(left);
    },
  );
});
