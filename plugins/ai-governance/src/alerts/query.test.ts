import { isNarrowed, readAlertQuery, writeAlertQuery } from './query';

describe('readAlertQuery', () => {
  it('shows what fires when the address says nothing', () => {
    const query = readAlertQuery(new URLSearchParams());
    expect(query).toMatchObject({
      filter: { state: ['firing'] },
      order: 'severity',
      grouping: 'none',
      open: null,
    });
    expect(isNarrowed(query.filter)).toBe(false);
    expect(writeAlertQuery(query).toString()).toBe('');
  });

  it.each([
    'state=all',
    'state=resolved&severity=critical&severity=low&type=drift&owner=none',
    'acknowledged=no&suppressed=yes&search=income&order=startsAt&group=owner&alert=abc',
    'system=system%3Adefault%2Flending&entityRef=component%3Adefault%2Fx&assignee=user%3Adefault%2Fmaria',
  ])('gives the address %s back as it was', address => {
    const query = readAlertQuery(new URLSearchParams(address));
    expect(writeAlertQuery(query).toString()).toBe(address);
  });

  it('leaves out what nobody knows', () => {
    const query = readAlertQuery(
      new URLSearchParams(
        'state=burning&severity=none&acknowledged=maybe&order=up&group=colour&owner=',
      ),
    );
    expect(writeAlertQuery(query).toString()).toBe('');
  });
});
