import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderOutcomes } from '../../__testUtils__/renderOutcomes';

const verdict = () => screen.findByRole('region', { name: 'Fairness verdict' });
const region = (name: string) => screen.findByRole('region', { name });

async function choose(field: RegExp, option: RegExp) {
  await userEvent.click(screen.getByRole('button', { name: field }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

describe('FairnessTab', () => {
  it('says the verdict in words first, with interval and number of decisions', async () => {
    renderOutcomes('fairness', 'intersection');
    const summary = within(await verdict());
    expect(
      summary.getByRole('heading', { name: 'Groups are treated differently' }),
    ).toBeInTheDocument();
    expect(
      summary.getAllByText(
        /Women aged 18-25 are approved at 0\.74 of the rate of the reference group, 95 % interval 0\.70 to 0\.78, 1 205 decisions\./,
      ),
    ).not.toHaveLength(0);
    const byAttribute = within(
      summary.getByRole('list', { name: 'Verdict by attribute' }),
    ).getAllByRole('listitem');
    expect(byAttribute.map(item => item.textContent)).toEqual([
      expect.stringMatching(/^gender: ?Within limits/),
      expect.stringMatching(/^age: ?Warning/),
      expect.stringMatching(/^gender × age: ?Beyond limit/),
    ]);
  });

  it('shows each metric of each group with its verdict in words, and follows the choice', async () => {
    renderOutcomes('fairness', 'intersection');
    const table = await region('Fairness metrics by gender × age');
    const impact = within(table).getByRole('button', {
      name: /^Disparate impact, female × 18-25: ?0\.74.*Beyond limit: women aged 18-25 .*interval 0\.70 to 0\.78, 1 205 decisions; allowed is 0\.80 to 1\.25/,
    });
    expect(impact).toHaveAttribute('aria-pressed', 'true');
    expect(await region('Disparate impact over time')).toHaveTextContent(
      'female × 18-25',
    );

    const accuracy = within(table).getByRole('button', {
      name: /^Accuracy difference, male × 60\+/,
    });
    accuracy.focus();
    await userEvent.keyboard('{Enter}');

    expect(accuracy).toHaveAttribute('aria-pressed', 'true');
    expect(await region('Accuracy by group')).toBeInTheDocument();
    expect(await region('Accuracy difference over time')).toHaveTextContent(
      'male × 60+',
    );
  });

  it('says suppressed and empty, and nothing else of these groups', async () => {
    const { scenarios } = renderOutcomes('fairness', 'intersection');
    const { groups } =
      scenarios.intersection.fairness[0].intersectional.results[0].assessment;
    const small = groups.filter(({ state }) => state === 'suppressed');
    expect(small).toHaveLength(2);
    const matrix = await region('Selection rate by gender × age');
    expect(within(matrix).getAllByText('suppressed')).toHaveLength(2);
    expect(within(matrix).getAllByText('empty')).toHaveLength(3);
    const table = await region('Fairness metrics by gender × age');
    const row = within(table).getByRole('row', { name: /non-binary × 60\+/ });
    expect(row).toHaveTextContent(
      'suppressed: fewer than 30 decisions, so that nobody can be told apart',
    );
    expect(within(row).queryByRole('button')).not.toBeInTheDocument();
    expect(await region('By gender × age')).toHaveTextContent(
      'Counts are rounded to multiples of 5',
    );
  });

  it('draws history with its interval and what is allowed', async () => {
    renderOutcomes('fairness', 'versionChange');
    const chart = await screen.findByRole('img', {
      name: /^Disparate impact of female over time\. 31 runs from .* UTC\. First 0\.8\d, latest 0\.64, .*allowed is 0\.80 to 1\.25; beyond the limit \d+ times\.$/,
    });
    expect(chart).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '7 days' }));
    expect(
      await screen.findByRole('img', { name: /over time\. 8 runs/ }),
    ).toBeInTheDocument();
  });

  it('reads every page of a history', async () => {
    renderOutcomes('fairness', 'intersection', {
      prepare: ({ outcomesClient }) => {
        const whole = outcomesClient.getFairnessHistory.bind(outcomesClient);
        jest
          .spyOn(outcomesClient, 'getFairnessHistory')
          .mockImplementation(async (modelId, options) => {
            const { points } = await whole(modelId, options);
            const start = Number(options.cursor ?? 0);
            const end = start + 100;
            return {
              points: points.slice(start, end),
              nextCursor: end < points.length ? String(end) : null,
            };
          });
      },
    });
    expect(
      await screen.findByRole('img', { name: /over time\. 31 runs/ }),
    ).toBeInTheDocument();
  });

  it('explains metrics that contradict each other, with the base rates', async () => {
    renderOutcomes('fairness', 'versionChange');
    const panel = await region('Metrics that contradict each other');
    expect(
      within(panel).getByRole('heading', {
        name: 'female: Predictive parity holds, Equal opportunity and Equalized odds fail',
      }),
    ).toBeInTheDocument();
    expect(panel).toHaveTextContent(
      'With different base rates no model that makes mistakes can meet both',
    );
    expect(panel).toHaveTextContent(
      /Base rates: female 58\.0 % \(95 % interval .* to .*, n = 5 9\d\d\); male \(reference\) 72\.0 %/,
    );
  });

  it('shows another attribute and another variant on request', async () => {
    renderOutcomes('fairness', 'versionChange');
    await verdict();
    await choose(/^Attribute/, /^age: Within limits/);
    expect(await region('Fairness metrics by age')).toBeInTheDocument();
    await choose(/^Variant/, /^blue: Warning/);
    expect(
      within(await verdict()).getByRole('heading', {
        name: 'A difference that may be chance',
      }),
    ).toBeInTheDocument();
  });

  it('shows labels that came late, and does not take missing ones for a pass', async () => {
    renderOutcomes('fairness', 'lateLabels');
    expect(
      within(await verdict()).getByRole('heading', {
        name: 'Fairness cannot be judged',
      }),
    ).toBeInTheDocument();
    const labels = await region('Labels');
    expect(labels).toHaveTextContent(
      '917 labelled decisions of 20 385 decisions (4.5 %); half of the labels came within 14 days of the decision.',
    );
    expect(
      screen.getByRole('button', {
        name: /^Equal opportunity, non-binary: ?–.*Cannot be judged: .*fewer than 30 decisions have a label/,
      }),
    ).toBeInTheDocument();
    expect(await region('Equal opportunity over time')).toHaveTextContent(
      '31 runs of this period could not judge it.',
    );
  });

  it.each([
    ['noFavourable', 'The favourable outcome is not set', /favourable: \{/],
    ['noOutcomes', 'Nobody has said what this model decides', /outcomes:/],
    ['multiClass', 'Fairness is switched off', /says nothing about whether/],
    ['firstRun', 'Fairness not measured yet', /The next run is due .* UTC/],
    [
      'notAllowed',
      'You may not see these measurements',
      /ai-governance\.model\.read/,
    ],
  ] as const)('explains %s and what to do', async (story, title, text) => {
    renderOutcomes('fairness', story);
    expect(await region(title)).toHaveTextContent(text);
    expect(
      screen.queryByText('No unfair difference found'),
    ).not.toBeInTheDocument();
  });

  it('shows any other error and tries again on request', async () => {
    const { outcomesClient, client, scenarios } = renderOutcomes(
      'fairness',
      'broken',
    );
    expect(
      await screen.findByText(/The fairness could not be loaded/),
    ).toBeInTheDocument();
    const { run, intersectional } = scenarios.fair.fairness[0];
    jest.spyOn(client, 'getModel').mockResolvedValue(scenarios.fair.model);
    jest
      .spyOn(outcomesClient, 'getFairness')
      .mockResolvedValue({ runs: [run] });
    jest
      .spyOn(outcomesClient, 'getIntersectionalFairness')
      .mockResolvedValue({ runs: [intersectional] });
    jest
      .spyOn(outcomesClient, 'getFairnessHistory')
      .mockResolvedValue({ points: [], nextCursor: null });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      within(await verdict()).getByRole('heading', {
        name: 'No unfair difference found',
      }),
    ).toBeInTheDocument();
  });

  it('changes a threshold with a reason and sends nothing else', async () => {
    const { outcomesClient } = renderOutcomes('fairness', 'fair');
    const set = jest.spyOn(outcomesClient, 'setFairnessThresholds');
    await verdict();
    await userEvent.click(screen.getByRole('button', { name: 'Thresholds…' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText(/Version 3 of the settings holds/),
    ).toHaveTextContent(/UTC, by config: columns found in the payload/);
    const field = await dialog.findByRole('spinbutton', {
      name: 'Equal opportunity: greatest difference in percentage points',
    });
    await waitFor(() => expect(field).toBeEnabled());
    await userEvent.clear(field);
    await userEvent.type(field, '5');
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Reason/ }),
      'as agreed with the works council',
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'Save thresholds' }),
    );
    expect(await screen.findByRole('status')).toHaveTextContent(
      'Saved as version 4; it holds from the next run on.',
    );
    expect(set).toHaveBeenCalledWith('default.card-limits', {
      metrics: { 'equal-opportunity': { threshold: 0.05 } },
      reason: 'as agreed with the works council',
    });
  });

  it('lets those look at thresholds who may not change them', async () => {
    renderOutcomes('fairness', 'fair', { authorize: AuthorizeResult.DENY });
    await verdict();
    await userEvent.click(screen.getByRole('button', { name: 'Thresholds…' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      await dialog.findByText('ai-governance.model.configure'),
    ).toBeInTheDocument();
    expect(
      dialog.queryByRole('button', { name: 'Save thresholds' }),
    ).not.toBeInTheDocument();
  });
});
