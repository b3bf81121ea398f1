import { codeText, escapeText, joinLines, plainText } from './text';

describe('escapeText', () => {
  it('escapes what Slack reads', () => {
    expect(escapeText('a < b & c > d', 100)).toBe('a &lt; b &amp; c &gt; d');
    expect(escapeText('<!channel> <@U1> <http://x|y> &lt;', 100)).toBe(
      '&lt;!channel&gt; &lt;@U1&gt; &lt;http://x|y&gt; &amp;lt;',
    );
  });

  it('parts @ from the words that call everybody', () => {
    expect(escapeText('@here @Channel @everyone @hereafter', 100)).toBe(
      '@\u2060here @\u2060Channel @\u2060everyone @hereafter',
    );
  });

  it('makes one line without control and direction characters', () => {
    expect(escapeText('a\r\n\u0000b\u202Ec\u2028d', 100)).toBe('a b c d');
  });

  it('never cuts within an escape or a character', () => {
    expect(escapeText('&&&&', 12)).toBe('&amp;&amp;…');
    expect(escapeText('🚨🚨🚨', 5)).toBe('🚨🚨…');
    expect(escapeText('🚨🚨🚨', 6)).toBe('🚨🚨🚨');
    for (let length = 1; length < 40; length += 1) {
      const cut = escapeText('<a> & <b> & <c> & <d>', length);
      expect(cut.length).toBeLessThanOrEqual(length);
      expect(cut.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[&<>]/);
    }
  });
});

it('leaves plain text unescaped, but cut and on one line', () => {
  expect(plainText('a & <b>\n', 100)).toBe('a & <b> ');
  expect(plainText('abcdef', 4)).toBe('abc…');
});

it('keeps code from ending early', () => {
  expect(codeText('a`*b*`<c>', 100)).toBe("`a'*b*'&lt;c&gt;`");
  expect(codeText('x'.repeat(100), 10)).toBe(`\`${'x'.repeat(7)}…\``);
});

describe('joinLines', () => {
  const lines = Array.from({ length: 30 }, (_, i) => `line ${i}`);

  it('keeps all that fit', () => {
    expect(joinLines(lines.slice(0, 3), { length: 100, count: 3 })).toBe(
      'line 0\nline 1\nline 2',
    );
  });

  it('counts what is over', () => {
    expect(joinLines(lines, { length: 1_000, count: 2 })).toBe(
      'line 0\nline 1\n…and 28 more',
    );
  });

  it('keeps to the length with its last line', () => {
    for (let length = 20; length < 200; length += 1) {
      const text = joinLines(lines, { length, count: 50 });
      expect(text.length).toBeLessThanOrEqual(length);
      const kept = text.split('\n').filter(line => line.startsWith('line'));
      expect(text).toContain(`…and ${30 - kept.length} more`);
    }
  });
});
