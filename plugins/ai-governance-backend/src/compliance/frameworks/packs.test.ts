import { join } from 'node:path';
import { FrameworkLibrary } from './FrameworkLibrary';

const FOLDER = join(__dirname, '../../../../../config/frameworks');

describe('shipped packs', () => {
  let library: FrameworkLibrary;
  beforeAll(async () => {
    library = await FrameworkLibrary.load(FOLDER);
  });

  function leavesOf(id: string) {
    return library
      .get(id, '1.0.0')
      .requirements.filter(({ assessable }) => assessable)
      .map(requirement => requirement.id);
  }

  it('are complete', () => {
    expect(library.current().map(({ id }) => id)).toEqual([
      'acme-model-policy',
      'eu-ai-act',
      'gdpr',
      'iso-42001',
      'nist-ai-rmf',
      'soc2',
    ]);
    expect(leavesOf('soc2')).toHaveLength(61);
    expect(leavesOf('nist-ai-rmf')).toHaveLength(72);
    expect(leavesOf('iso-42001')).toHaveLength(38);
    const act = leavesOf('eu-ai-act');
    expect(act.filter(id => id.startsWith('AIA-5.1.'))).toHaveLength(10);
    expect(act.filter(id => id.startsWith('AIA-17.1.'))).toHaveLength(13);
    expect(act).toEqual(
      expect.arrayContaining(
        '4 4a 6 9.1-2 9.5 9.6-8 9.9 10.2 10.3-4 11 12.1-2 12.3 13 14 14.5 15.1 15.3 15.4 15.5 18 19 20 21 25 26.1 26.2 26.4 26.5 26.6 26.7 26.8 26.9 26.11 43 47 48 49.1 49.2 49.3 50.1 50.2 50.3 50.4 50.5 51-52 53.1.a 53.1.b 53.1.c 53.1.d 54 55.1.a 55.1.b 55.1.c 55.1.d 72 73 86'
          .split(' ')
          .map(id => `AIA-${id}`),
      ),
    );
  });

  it('count the categories of the NIST AI RMF', () => {
    const perFunction = ['GOVERN', 'MAP', 'MEASURE', 'MANAGE'].map(
      name =>
        leavesOf('nist-ai-rmf').filter(id => id.startsWith(`${name}-`)).length,
    );
    expect(perFunction).toEqual([19, 18, 22, 13]);
  });

  it('ship ids only where the text is not free', () => {
    expect(library.get('soc2', '1.0.0').source.textPolicy).toBe('ids-only');
    expect(library.get('iso-42001', '1.0.0').source.textPolicy).toBe(
      'ids-only',
    );
  });
});
