import { AzureTags } from './AzureTags';

describe('AzureTags', () => {
  it('tells keys apart without regard to case, and keeps how they were written', () => {
    const tags = AzureTags.of({ Owner: 'workspace', Stage: 'dev' }, undefined, {
      OWNER: 'endpoint',
      empty: null,
    });
    expect(tags.get('owner')).toBe('endpoint');
    expect(tags.has('oWNER')).toBe(true);
    expect(tags.get('other')).toBeUndefined();
    expect([...tags]).toEqual([
      ['Owner', 'endpoint'],
      ['Stage', 'dev'],
      ['empty', ''],
    ]);
  });

  it('takes any key', () => {
    const tags = AzureTags.of(
      JSON.parse('{"__proto__":"a","constructor":"b"}'),
    );
    expect(tags.get('__proto__')).toBe('a');
    expect(tags.get('toString')).toBeUndefined();
  });
});
