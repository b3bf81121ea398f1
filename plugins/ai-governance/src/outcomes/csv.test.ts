import { outcomeScenarios } from '../../dev/fixtures/outcomes';
import { END } from '../__testUtils__/renderFleet';
import { fairnessCsv, fairnessCsvName, performanceCsv } from './csv';
import { resultsOf } from './fairness';

const { intersection, regression } = outcomeScenarios(END);
const [{ run, intersectional }] = intersection.fairness;

/** Lines of a CSV without quoted line ends, as objects by header. */
function parse(csv: string): Record<string, string>[] {
  const [header, ...lines] = csv.trimEnd().split('\r\n');
  const names = header.split(',');
  return lines.map(line => {
    const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!;
    return Object.fromEntries(
      names.map((name, i) => [name, cells[i].replace(/,$/, '')]),
    );
  });
}

describe('fairnessCsv', () => {
  const results = resultsOf(run, intersectional);
  const rows = parse(fairnessCsv(run, results));

  it('has a line for each group and metric, unrounded', () => {
    const [{ assessment }] = intersectional.results;
    const [impact] = assessment.metrics;
    const worst = impact.comparisons.find(
      ({ group }) => group.join() === 'female,18-25',
    )!;
    expect(
      rows.find(
        row =>
          row.group === 'female × 18-25' && row.metric === 'disparate-impact',
      ),
    ).toMatchObject({
      state: 'shown',
      value: String(worst.value),
      lower: String(worst.lower),
      n: '1205',
      verdict: 'fail',
      rounded_to: '5',
    });
  });

  it('has no figure of suppressed and empty groups', () => {
    const silent = rows.filter(({ state }) => state !== 'shown');
    expect(new Set(silent.map(({ state }) => state))).toEqual(
      new Set(['suppressed', 'empty']),
    );
    for (const row of silent) {
      expect([row.n, row.favourable, row.metric, row.selection_rate]).toEqual([
        '',
        '',
        '',
        '',
      ]);
    }
  });

  it('lets no name of a group run as a formula', () => {
    const [result] = run.results;
    const hostile = {
      ...result,
      assessment: {
        ...result.assessment,
        groups: result.assessment.groups.map(group => ({
          ...group,
          group: ['=HYPERLINK("http://x")'],
        })),
      },
    };
    expect(fairnessCsv(run, [hostile])).toContain(
      `"'=HYPERLINK(""http://x"")"`,
    );
  });

  it('names the file safely', () => {
    expect(fairnessCsvName({ ...run, variant: '../a b' })).toMatch(
      /^fairness-default-loan-approval--a-b-[0-9T-]+\.csv$/,
    );
  });
});

describe('performanceCsv', () => {
  it('has a line for each metric with interval, n, baseline and limits', () => {
    const [measured] = regression.performance.runs;
    const rows = parse(performanceCsv(measured));
    expect(rows.map(({ metric }) => metric)).toEqual([
      'mae',
      'rmse',
      'bias',
      'r2',
    ]);
    expect(rows[2]).toMatchObject({
      verdict: 'fail',
      n: '3200',
      baseline_n: '3000',
    });
    expect(rows[3]).toMatchObject({ lower: '', upper: '', verdict: '' });
  });
});
