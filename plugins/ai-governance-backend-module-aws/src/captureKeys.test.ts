import { folderFrom, hourOfKey } from './captureKeys';

describe('hourOfKey', () => {
  it("reads the hour of AWS's own example", () => {
    expect(
      hourOfKey(
        '2024/01/19/19/27-57-062-fb33b08e-de02-414b-ba16-969c14d7e0f1.jsonl',
      ),
    ).toEqual(new Date('2024-01-19T19:00:00Z'));
  });

  it.each([
    '2024/01/19/19/',
    '2024/01/19/19/x.json',
    '2024/01/19/19/deeper/x.jsonl',
    '2024/01/19/x.jsonl',
    '2024/13/19/19/x.jsonl',
    '2023/02/29/19/x.jsonl',
    '2024/01/19/24/x.jsonl',
    'copy/2024/01/19/19/x.jsonl',
    '',
  ])('reads none from %j', key => {
    expect(hourOfKey(key)).toBeUndefined();
  });
});

it.each([
  ['2026-11-23T07:00:00.000Z', '2026/11/23/07'],
  ['2026-11-23T06:00:00.001Z', '2026/11/23/07'],
  ['2026-12-31T23:30:00.000Z', '2027/01/01/00'],
])('the first whole hour from %s is %s', (instant, folder) => {
  expect(folderFrom(new Date(instant))).toBe(folder);
});
