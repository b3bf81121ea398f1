import { NotAllowedError } from '@backstage/errors';
import { screen } from '@testing-library/react';
import { fleet } from '../../../dev/fixtures';
import { END, renderEndpoint } from '../../__testUtils__/renderFleet';

const endpoints = fleet(200, END);
const drifting = endpoints.find(({ model }) => model.verdict === 'fail')!;
const unmeasured = endpoints.find(({ model }) => model.verdict === null)!;

describe('OverviewCard', () => {
  it('says verdict and health in a sentence each, with the way to the rest', async () => {
    renderEndpoint('overview', drifting);
    expect(await screen.findByText(drifting.model.summary)).toBeInTheDocument();
    expect(screen.getByText(drifting.model.healthReason)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Drift' })).toHaveAttribute(
      'href',
      expect.stringMatching(/\/drift$/),
    );
    expect(screen.getByText(/Last checked .* UTC/)).toHaveTextContent(
      /open finding/,
    );
  });

  it('does not take an endpoint that was never measured for a good one', async () => {
    renderEndpoint('overview', unmeasured);
    expect(await screen.findByText('Never measured')).toBeInTheDocument();
    expect(screen.getByText(/Never checked\./)).toBeInTheDocument();
    expect(screen.queryByText('No drift')).not.toBeInTheDocument();
  });

  it('says that the user may not see it', async () => {
    renderEndpoint('overview', drifting, {
      prepare: client =>
        jest
          .spyOn(client, 'getModel')
          .mockRejectedValue(new NotAllowedError('not for you')),
    });
    expect(
      await screen.findByText(/You may not see what is measured/),
    ).toBeInTheDocument();
  });
});
