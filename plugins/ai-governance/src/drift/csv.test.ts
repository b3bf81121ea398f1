import { scenarios } from '../../dev/fixtures';
import { csvCell, driftCsv, driftCsvName } from './csv';

const END = Date.parse('2026-11-10T10:00:00Z');
const { run } = scenarios(END).drift.results[0];

describe('csvCell', () => {
  it.each([
    ['=HYPERLINK("http://evil","x")', `"'=HYPERLINK(""http://evil"",""x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tcmd', "'\tcmd"],
    ['a,b', '"a,b"'],
    ['two\nlines', '"two\nlines"'],
    ['income', 'income'],
  ])('makes %p harmless', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it('leaves numbers exact and nothing empty', () => {
    expect(csvCell(-1.5e-300)).toBe('-1.5e-300');
    expect(csvCell(null)).toBe('');
  });
});

describe('driftCsv', () => {
  it('has a line per column and test, worst column first, each as wide as the header', () => {
    const lines = driftCsv(run).trimEnd().split('\r\n');
    const [header, ...rows] = lines;
    const tests = run.columns.reduce(
      (sum, column) => sum + Math.max(1, column.tests.length),
      0,
    );
    expect(rows).toHaveLength(tests);
    expect(header.split(',').slice(0, 4)).toEqual([
      'column',
      'type',
      'role',
      'verdict',
    ]);
    expect(rows[0]).toMatch(/^annual_income,numeric,feature,fail,/);
    for (const row of rows.filter(line => !line.includes('"'))) {
      expect(row.split(',')).toHaveLength(header.split(',').length);
    }
  });

  it('escapes names that come from outside', () => {
    const hostile = {
      ...run,
      columns: [{ ...run.columns[0], column: '=1+1' }],
    };
    expect(driftCsv(hostile)).toContain("\r\n'=1+1,numeric");
  });

  it('keeps a column that could not be tested', () => {
    expect(driftCsv(run)).toMatch(
      /\r\nco_applicant_income,numeric,feature,insufficient-data,/,
    );
  });
});

describe('driftCsvName', () => {
  it('holds nothing that a file system minds', () => {
    expect(driftCsvName({ ...run, variant: '../a b' })).toBe(
      'drift-default-credit-risk--a-b-2026-11-10T10-05.csv',
    );
  });
});
