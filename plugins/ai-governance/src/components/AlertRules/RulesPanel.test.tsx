import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderAlerts } from '../../__testUtils__/renderAlerts';

/** Names of the rules in their order, once they are there. */
async function names() {
  return within(await screen.findByRole('list', { name: 'Rules' }))
    .getAllByRole('heading')
    .map(({ textContent }) => textContent);
}

describe('RulesPanel', () => {
  it('lists rules in the order in which they are tried, those of the configuration last', async () => {
    renderAlerts('/rules');
    expect(await names()).toEqual([
      'Large shifts are critical',
      'No alerts of experiments (switched off)',
      'failed-checks',
    ]);
    expect(screen.getByText('psi > 0.4')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Change…: failed-checks' }),
    ).not.toBeInTheDocument();
  });

  it('tries a new rule on the last days before it is added', async () => {
    const { client } = renderAlerts('/rules');
    await userEvent.click(
      await screen.findByRole('button', { name: 'New rule…' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'New rule' }),
    );
    await userEvent.type(dialog.getByLabelText(/^Name/), 'Drift is high');
    await userEvent.selectOptions(dialog.getByLabelText('Outcome'), 'high');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Try on the last 7 days' }),
    );
    const run = within(await dialog.findByRole('region', { name: 'Dry run' }));
    const { alerts } = await client
      .listAlerts({ type: ['drift'], limit: 200 })
      .then(({ items }) => ({ alerts: items }));
    expect(
      run.getByText(
        new RegExp(
          `^It would have decided on ${alerts.length} of 40 findings: ${alerts.length} high\\.`,
        ),
      ),
    ).toBeInTheDocument();
    expect(
      within(run.getByRole('list', { name: 'Findings by day' })).getAllByRole(
        'listitem',
      ),
    ).toHaveLength(7);
    expect(run.getAllByText(/: high instead of critical$/)).not.toHaveLength(0);

    await userEvent.type(dialog.getByLabelText('Conditions on numbers'), 'big');
    expect(screen.queryByRole('region', { name: 'Dry run' })).toBeNull();
    expect(dialog.getByText(/^“big” is no condition/)).toBeInTheDocument();
    await userEvent.clear(dialog.getByLabelText('Conditions on numbers'));
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'to be woken');
    await userEvent.click(dialog.getByRole('button', { name: 'Add rule' }));
    await waitFor(async () => expect(await names()).toContain('Drift is high'));
    expect((await names())[2]).toBe('Drift is high');
  });

  it('shows versions and what they changed, and uses an old one again as a new version', async () => {
    const { client } = renderAlerts('/rules');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Versions…: Large shifts are critical',
      }),
    );
    const versions = within(await screen.findByRole('dialog'));
    expect(
      await versions.findByText(/changed conditions on numbers/),
    ).toHaveTextContent('Version 2 (in force)');
    await userEvent.click(
      versions.getByRole('button', { name: 'Use version 1 again…' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', {
        name: 'Change rule “Large shifts are critical”',
      }),
    );
    expect(dialog.getByLabelText('Conditions on numbers')).toHaveValue(
      'psi > 0.25',
    );
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'too late');
    await userEvent.click(dialog.getByRole('button', { name: 'Save version' }));
    expect(await screen.findByText('psi > 0.25')).toBeInTheDocument();
    const { versions: after } = await client.getRuleVersions('rule-1');
    expect(after.map(({ version }) => version)).toEqual([3, 2, 1]);
  });

  it('does not write over what somebody else has changed meanwhile', async () => {
    const { client } = renderAlerts('/rules');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Change…: Large shifts are critical',
      }),
    );
    const [rule] = (await client.listRules()).rules;
    await client.updateRule('rule-1', rule, { reason: 'first', version: 2 });
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'second');
    await userEvent.click(dialog.getByRole('button', { name: 'Save version' }));
    expect(
      await dialog.findByText(
        'The rule was not saved: Somebody else has changed the rule meanwhile',
      ),
    ).toBeInTheDocument();
  });

  it('deletes a rule with a reason', async () => {
    const { client } = renderAlerts('/rules');
    const deleteRule = jest.spyOn(client, 'deleteRule');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Delete…: No alerts of experiments',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'done');
    await userEvent.click(dialog.getByRole('button', { name: 'Delete' }));
    await waitFor(async () => expect(await names()).toHaveLength(2));
    expect(deleteRule).toHaveBeenCalledWith('rule-2', { reason: 'done' });
  });

  it('offers nothing to change to who may not', async () => {
    renderAlerts('/rules', { authorize: AuthorizeResult.DENY });
    expect(
      await screen.findByText('ai-governance.alert.administer'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^(New|Change|Delete)/ })).toBe(
      null,
    );
    expect(screen.getAllByRole('button', { name: /^Versions…/ })).toHaveLength(
      2,
    );
  });
});
