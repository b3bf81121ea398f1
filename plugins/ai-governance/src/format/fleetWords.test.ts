import { describeChange, describePlace, shortDigest } from './fleetWords';

describe('describeChange', () => {
  it('names what changed with both sides', () => {
    expect(describeChange({ what: 'version', from: '7', to: '8' })).toBe(
      'version 7 → 8',
    );
    expect(describeChange({ what: 'compute', from: null, to: 'ml.m6' })).toBe(
      'compute – → ml.m6',
    );
  });

  it('shortens digests', () => {
    expect(shortDigest(`sha256:${'0123456789abcdef'.repeat(4)}`)).toBe(
      'sha256:0123456789ab…',
    );
    expect(shortDigest('version 8')).toBe('version 8');
  });
});

describe('describePlace', () => {
  it.each([
    [{ account: '1234', region: 'eu-west-1' }, '1234 · eu-west-1'],
    [{ account: 'subscription', workspace: 'mlw', region: 'weu' }, 'mlw · weu'],
    [{}, 'place not known'],
  ])('%p is %s', (deployment, words) => {
    expect(describePlace(deployment)).toBe(words);
  });
});
