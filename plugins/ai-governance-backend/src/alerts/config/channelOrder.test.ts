import type { AlertChannel } from '@ai-governance/plugin-ai-governance-node';
import { ConfigReader } from '@backstage/config';
import { inOrder } from './channelOrder';

const channels = ['teams', 'pagerduty', 'email', 'slack', 'carrier-pigeon'].map(
  id => ({ id } as AlertChannel),
);

const order = (names?: string[]) =>
  inOrder(
    channels,
    new ConfigReader({
      aiGovernance: { alerting: names ? { channels: names } : {} },
    }),
  ).map(({ id }) => id);

describe('inOrder', () => {
  it('has rooms first and pagers after mail, whatever the order of loading', () => {
    expect(order()).toEqual([
      'slack',
      'email',
      'pagerduty',
      'carrier-pigeon',
      'teams',
    ]);
  });

  it('has those first that the configuration names', () => {
    expect(order(['teams', 'email'])).toEqual([
      'teams',
      'email',
      'carrier-pigeon',
      'pagerduty',
      'slack',
    ]);
  });

  it('refuses a channel that is not installed, and says which are', () => {
    expect(() => order(['slak'])).toThrow(
      "aiGovernance.alerting.channels names 'slak'; installed are carrier-pigeon, email, pagerduty, slack, teams",
    );
  });
});
