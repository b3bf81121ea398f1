import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import { toEntityName } from './names';

const plain = { suffix: '', caseSensitive: false };

describe('toEntityName', () => {
  it('leaves a name as it is', () => {
    expect(toEntityName('churn-prediction', plain)).toBe('churn-prediction');
    expect(toEntityName('Churn', plain)).toBe('Churn');
    expect(toEntityName('a'.repeat(63), plain)).toBe('a'.repeat(63));
  });

  it('appends the suffix', () => {
    expect(toEntityName('churn', { ...plain, suffix: '.eu-west-1' })).toBe(
      'churn.eu-west-1',
    );
  });

  it('tells names apart by a hash where the suffix leaves too little room', () => {
    const suffix = '.production.eu-west-1';
    const first = toEntityName(`${'a'.repeat(62)}b`, { ...plain, suffix });
    const second = toEntityName(`${'a'.repeat(62)}c`, { ...plain, suffix });
    expect(first).toHaveLength(63);
    expect(first).toMatch(/^a{33}-[0-9a-f]{8}\.production\.eu-west-1$/);
    expect(second).not.toBe(first);
  });

  it('tells names apart that differ in case only, where AWS does', () => {
    const caseSensitive = { suffix: '', caseSensitive: true };
    const names = ['Model-A', 'model-A', 'model-a'].map(name =>
      toEntityName(name, caseSensitive).toLocaleLowerCase('en-US'),
    );
    expect(new Set(names).size).toBe(3);
    expect(names[2]).toBe('model-a');
  });

  it.each([
    'x.eu-west-1',
    'ünïcode',
    '--',
    '',
    'a b\nc',
    '../../etc',
    '__proto__',
  ])('makes a valid name of %j that no other name makes', name => {
    const made = toEntityName(name, plain);
    expect(KubernetesValidatorFunctions.isValidObjectName(made)).toBe(true);
    expect(made).toMatch(/[0-9a-f]{8}$/);
    expect(made).not.toContain('.');
  });
});
