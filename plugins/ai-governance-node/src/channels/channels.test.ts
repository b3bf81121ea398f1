import {
  durationText,
  hmacSha256,
  isSameSecret,
  isWebLink,
  plainLine,
  readRetryAfter,
  utcText,
} from '.';

it('signs', () => {
  // RFC 4231, test case 2.
  const expected =
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  expect(hmacSha256('Jefe', 'what do ya want for nothing?')).toBe(expected);
  expect(
    hmacSha256('Jefe', 'what do ya ', Buffer.from('want for nothing?')),
  ).toBe(expected);
});

it.each([
  ['a', 'a', true],
  ['a', 'b', false],
  ['a', 'aa', false],
  ['', '', true],
])('compares %j and %j', (one, other, same) => {
  expect(isSameSecret(one, other)).toBe(same);
});

it.each([
  ['a\r\nBcc: b\u202Ec\u0000', 50, 'a Bcc: b c'],
  ['abcdef', 5, 'abcd…'],
  ['abcde', 5, 'abcde'],
  ['ab😀cd', 4, 'ab…'],
])('makes a line of %j', (text, length, line) => {
  expect(plainLine(text, length)).toBe(line);
});

it.each([
  ['7', 7_000],
  ['0', 0],
  ['Fri, 20 Nov 2026 06:00:30 GMT', 30_000],
  ['Fri, 20 Nov 2026 05:00:00 GMT', 0],
  ['99999', 3_600_000],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('reads Retry-After %j', (header, ms) => {
  expect(readRetryAfter(header, new Date('2026-11-20T06:00:00Z'))).toBe(ms);
});

it('writes times', () => {
  expect(utcText('2026-11-20T05:00:59.999Z')).toBe('2026-11-20 05:00 UTC');
  const until = (to: string) => durationText('2026-11-20T05:00:00Z', to);
  expect(until('2026-11-20T05:00:20Z')).toBe('less than a minute');
  expect(until('2026-11-20T06:01:00Z')).toBe('1 hour 1 minute');
  expect(until('2026-11-22T08:31:00Z')).toBe('2 days 3 hours');
});

it.each([
  ['https://portal.example/a', true],
  ['http://localhost:3000', true],
  ['data:text/html,evil', false],
  ['https://', false],
  ['/catalog', false],
  [`https://x/${'y'.repeat(2_000)}`, false],
])('knows whether %s is a link', (link, is) => {
  expect(isWebLink(link)).toBe(is);
});
