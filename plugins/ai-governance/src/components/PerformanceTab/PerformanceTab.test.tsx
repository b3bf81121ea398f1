import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { formatCount } from '../../format';
import { renderOutcomes } from '../../__testUtils__/renderOutcomes';

const verdict = () =>
  screen.findByRole('region', { name: 'Performance verdict' });
const region = (name: string) => screen.findByRole('region', { name });

/** Text with plain blanks for the thin ones of numbers. */
const plain = (text: string | null) => (text ?? '').replace(/\u202f/g, ' ');

describe('PerformanceTab', () => {
  it('says the verdict and why, then every limit with its interval and n', async () => {
    renderOutcomes('performance', 'versionChange');
    const summary = within(await verdict());
    expect(
      summary.getByRole('heading', { name: 'Performs worse than required' }),
    ).toBeInTheDocument();
    expect(
      summary.getByText(
        'Accuracy is 0.787 (interval 0.78 to 0.794), allowed is at least 0.8.',
      ),
    ).toBeInTheDocument();
    const limits = within(
      summary.getByRole('list', { name: 'Limits' }),
    ).getAllByRole('listitem');
    expect(limits.map(item => plain(item.textContent))).toEqual([
      expect.stringMatching(/^AUC: Within limits AUC is .* n = 12 639\.$/),
      expect.stringMatching(/^Accuracy: Beyond limit/),
      expect.stringMatching(
        /^Accuracy against the baseline: .*n = 12 639, baseline 12 641\.$/,
      ),
      expect.stringMatching(/^Calibration error: /),
    ]);
  });

  it('shows a metric by day above latency and errors of the same days', async () => {
    renderOutcomes('performance', 'versionChange');
    expect(
      await screen.findByRole('img', {
        name: /^Accuracy by day\. \d+ days from .* UTC\. First 8\d\.\d\u202f%, latest 7\d\.\d\u202f%, interval .*, n = 9\d\d\.$/,
      }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('img', { name: /^Latency of green\. / }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('img', { name: /^Requests per hour of green\. n = / }),
    ).toBeInTheDocument();
    const metrics = await region('Metrics of realised performance');
    await userEvent.click(within(metrics).getByRole('button', { name: 'AUC' }));
    expect(await region('AUC by day')).toBeInTheDocument();
  });

  it('keeps the rest when the cloud cannot be asked', async () => {
    renderOutcomes('performance', 'intersection', {
      prepare: ({ client }) =>
        jest
          .spyOn(client, 'getHealth')
          .mockRejectedValue(new Error('CloudWatch is throttled')),
    });
    expect(await region('Latency and errors')).toHaveTextContent(
      'Latency and errors could not be loaded: CloudWatch is throttled',
    );
    expect(await verdict()).toBeInTheDocument();
  });

  it('says in words what the AUC means and what its bins leave open', async () => {
    renderOutcomes('performance', 'intersection');
    expect(await region('All metrics')).toHaveTextContent(
      /the positive one has the higher score 87\.5 % of the time \(area under the ROC curve 0\.875, 95 % interval 0\.865 to 0\.885, n = 12 639 labelled rows\)\. Scores are counted in bins, which leaves ±0\.00\d\d open/,
    );
  });

  it('shows calibration with intervals and counts, and the confusion matrix', async () => {
    const { scenarios } = renderOutcomes('performance', 'intersection');
    const { calibration, confusion } =
      scenarios.intersection.performance.runs[0].measurement!;
    const points = await region('Points of the calibration curve');
    expect(within(points).getAllByRole('row')).toHaveLength(
      calibration!.length + 1,
    );
    expect(
      screen.getByRole('img', {
        name: 'Calibration curve. All 10 points of the curve agree with the diagonal within their intervals.',
      }),
    ).toBeInTheDocument();
    const matrix = await region('Confusion matrix, in labelled rows');
    const negative = within(matrix).getByRole('row', { name: /^negative/ });
    const [right, wrong] = confusion!.matrix[0];
    expect(
      within(negative)
        .getAllByRole('cell')
        .map(cell => plain(cell.textContent)),
    ).toEqual([
      expect.stringContaining(plain(formatCount(right))),
      expect.stringContaining(plain(formatCount(wrong))),
      plain(formatCount(right + wrong)),
    ]);
    expect(await region('Confusion')).toHaveTextContent(
      'Positive is: predicted decline, label false.',
    );
  });

  it('shows several classes and the mistakes between them', async () => {
    renderOutcomes('performance', 'multiClass');
    const panel = await region('Confusion');
    expect(panel).toHaveTextContent(
      'application taken for other: 80 rows (9.6 % of application)',
    );
    expect(
      within(panel).getByRole('columnheader', { name: 'predicted complaint' }),
    ).toBeInTheDocument();
    const classes = await region(
      'Performance by class, with 95\u202f% intervals',
    );
    expect(within(classes).getAllByRole('row')).toHaveLength(6);
    expect(
      screen.queryByRole('region', { name: 'Calibration' }),
    ).not.toBeInTheDocument();
  });

  it('shows errors of a regression and leaves days without labels out', async () => {
    renderOutcomes('performance', 'regression');
    expect(
      await screen.findByText(
        'Bias is 7.01 (interval 6.33 to 7.69), allowed is at least -5 and at most 5.',
      ),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('img', { name: /^Bias by day\. (29|30) days/ }),
    ).toBeInTheDocument();
    const r2 = within(
      await region('Metrics of realised performance'),
    ).getByRole('row', { name: /^R²/ });
    expect(r2).toHaveTextContent('–');
  });

  it.each([
    ['noFavourable', 'No limit is set', /What is measured is below/],
    ['noOutcomes', 'Nobody has said what this model decides', /outcomes:/],
    ['firstRun', 'Performance not measured yet', /The next run is due .* UTC/],
    [
      'notAllowed',
      'You may not see these measurements',
      /ai-governance\.model\.read/,
    ],
  ] as const)('explains %s and what to do', async (story, title, text) => {
    renderOutcomes('performance', story);
    expect(await region(title)).toHaveTextContent(text);
    expect(screen.queryByText('Performs as required')).not.toBeInTheDocument();
  });

  it('shows any other error', async () => {
    renderOutcomes('performance', 'broken');
    expect(
      await screen.findByText(/The performance could not be loaded/),
    ).toBeInTheDocument();
  });
});
