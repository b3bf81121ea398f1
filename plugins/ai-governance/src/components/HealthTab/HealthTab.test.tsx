import { NotFoundError } from '@backstage/errors';
import type { HealthState } from '@ai-governance/plugin-ai-governance-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fleet } from '../../../dev/fixtures';
import { deploymentOf } from '../../../dev/fixtures/fleet';
import { END, renderEndpoint } from '../../__testUtils__/renderFleet';

const endpoints = fleet(2_000, END);
const of = (state: HealthState, variants: number) =>
  endpoints.find(
    endpoint =>
      endpoint.model.health === state &&
      deploymentOf(endpoint).variants.length === variants,
  )!;

const summary = () => screen.findByRole('region', { name: 'Health' });

describe('HealthTab', () => {
  it('says the state and why, then shows requests, errors and latency with units', async () => {
    const endpoint = of('unhealthy', 1);
    renderEndpoint('health', endpoint);
    const region = await summary();
    expect(
      within(region).getByRole('heading', { name: 'Unhealthy' }),
    ).toBeInTheDocument();
    expect(region).toHaveTextContent(endpoint.model.healthReason);
    expect(region).toHaveTextContent(/last asked .* UTC/);
    expect(
      await screen.findByRole('img', {
        name: /^Requests per hour of .*n = .* requests in .* measured hours: .* 4xx .* 5xx/,
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('img', {
        name: /^Latency of .* p95 .*\u202fms, p99 .*highest p95 .* UTC\.$/,
      }),
    ).toBeInTheDocument();
    expect(screen.getAllByText('start of the hour (UTC)')).toHaveLength(2);
  });

  it('shows the variant that needs attention first, and the others on request', async () => {
    const endpoint = of('degraded', 2);
    const [calm, slow] = deploymentOf(endpoint).variants;
    renderEndpoint('health', endpoint);
    await summary();
    expect(
      await screen.findByRole('img', {
        name: new RegExp(`^Latency of ${slow.name}\\.`),
      }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /^Variant/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: `${calm.name}: Healthy` }),
    );
    expect(
      await screen.findByRole('img', {
        name: new RegExp(`^Latency of ${calm.name}\\.`),
      }),
    ).toBeInTheDocument();
  });

  it('shows sampling and the hours without logs', async () => {
    renderEndpoint('health', of('healthy', 1));
    const logs = await screen.findByRole('region', { name: 'Inference logs' });
    expect(logs).toHaveTextContent('50 % of the requests are logged');
    expect(logs).toHaveTextContent('4 812 requests without logs');
    expect(logs).toHaveTextContent('UTC');
    expect(screen.getByText('requests without logs')).toBeInTheDocument();
  });

  it('asks for another period', async () => {
    const { client } = renderEndpoint('health', of('healthy', 1));
    await summary();
    const getHealth = jest.spyOn(client, 'getHealth');
    await userEvent.click(screen.getByRole('button', { name: '30 days' }));
    await waitFor(() => expect(getHealth).toHaveBeenCalled());
    const [, { since, until } = {}] = getHealth.mock.calls[0];
    expect(Date.parse(until ?? '') - Date.parse(since ?? '')).toBe(
      30 * 86_400_000,
    );
  });

  it('does not take an endpoint that was never asked for a healthy one', async () => {
    renderEndpoint('health', of('unknown', 1));
    const region = await summary();
    expect(
      within(region).getByRole('heading', { name: 'Health unknown' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('region', { name: 'No measurements' }),
    ).toHaveTextContent('does not mean that it is healthy');
    expect(
      screen.getByText(/not known which share of the requests is logged/),
    ).toBeInTheDocument();
    expect(screen.queryByText('Healthy')).not.toBeInTheDocument();
  });

  it('explains an endpoint that governance does not know', async () => {
    renderEndpoint('health', of('healthy', 1), {
      prepare: client =>
        jest
          .spyOn(client, 'getHealth')
          .mockRejectedValue(new NotFoundError('no model')),
    });
    expect(
      await screen.findByRole('region', {
        name: 'No measurements of this endpoint to show',
      }),
    ).toBeInTheDocument();
  });
});
