import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { channelOf, first, member, to } from './__testUtils__/alerts';

describe('failures of Slack', () => {
  let simulator: CloudSimulator;
  const channel = (settings?: object) => channelOf(simulator, settings);

  beforeEach(async () => {
    simulator = await CloudSimulator.start({ port: 0 });
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it('are to be tried again when Slack limits the rate', async () => {
    simulator.addFault({
      service: 'slack',
      effect: {
        kind: 'error',
        code: 'ratelimited',
        status: 429,
        retryAfterSeconds: 7,
      },
    });
    await expect(
      channel().deliver(first, to('#growth-ml')),
    ).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable: true,
      retryAfterMs: 7_000,
      message: expect.stringContaining("channel '#growth-ml'"),
    });
    // The outbox tries again, not the client.
    expect(simulator.requests()).toHaveLength(1);
  });

  it.each([
    [503, true],
    [500, true],
  ])('with HTTP %d are to be tried again: %s', async (status, retryable) => {
    simulator.addFault({
      service: 'slack',
      effect: { kind: 'error', code: 'internal_error', status },
    });
    await expect(
      channel().deliver(first, to('#growth-ml')),
    ).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable,
      message: `Slack answered HTTP ${status} to a message to Slack channel '#growth-ml'`,
    });
    expect(simulator.requests()).toHaveLength(1);
  });

  it.each([
    ['channel_not_found', false, /annotation slack\.com\/channel/],
    ['invalid_auth', false, /aiGovernance\.slack\.token/],
    ['missing_scope', false, /chat:write/],
    ['is_archived', false, /archived/],
    ['some_new_error', false, /with 'some_new_error'$/],
    ['internal_error', true, /with 'internal_error'$/],
    ['service_unavailable', true, /./],
    ['<html>Proxy error</html>', true, /^Something other than Slack/],
  ])('with ok: false and %s', async (code, retryable, message) => {
    simulator.addFault({
      service: 'slack',
      effect: { kind: 'error', code, status: 200 },
    });
    await expect(
      channel().deliver(first, to('#growth-ml')),
    ).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable,
      message: expect.stringMatching(message),
      cause: expect.anything(),
    });
  });

  it('name the channel that does not exist', async () => {
    await expect(
      channel().deliver(first, to('#nowhere')),
    ).rejects.toMatchObject({
      retryable: false,
      message: expect.stringMatching(
        /^Slack refused a message to Slack channel '#nowhere' with 'channel_not_found'/,
      ),
    });
  });

  it('name the token that is wrong', async () => {
    await expect(
      channel({ token: 'nonsense' }).deliver(first, to('#growth-ml')),
    ).rejects.toMatchObject({
      retryable: false,
      message: expect.stringMatching(/'invalid_auth'.*aiGovernance/),
    });
  });

  it('of the network are to be tried again', async () => {
    simulator.addFault({
      service: 'slack',
      count: 1,
      effect: { kind: 'reset' },
    });
    const slack = channel();
    await expect(slack.deliver(first, to('#growth-ml'))).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable: true,
      message: expect.stringMatching(/^Slack cannot be reached/),
    });
    await slack.deliver(first, to('#growth-ml'));
    expect(simulator.slackMessages()).toHaveLength(1);
  });

  it('leave the thread reply to the next try', async () => {
    const slack = channel();
    const previous = await slack.deliver(first, to('#growth-ml'));
    simulator.addFault({
      service: 'slack',
      operation: 'chat.postMessage',
      count: 1,
      effect: { kind: 'error', code: 'internal_error', status: 500 },
    });
    const grown = { ...first, newMembers: [member('age')] };
    await expect(
      slack.deliver(grown, { ...to('#growth-ml'), previous }),
    ).rejects.toMatchObject({ retryable: true });
    await slack.deliver(grown, { ...to('#growth-ml'), previous });
    expect(simulator.slackMessages().map(({ text }) => text)).toEqual([
      expect.stringContaining('Drift: churn-prediction'),
      'New: age',
    ]);
  });

  it('come at once when it is told to stop', async () => {
    simulator.addFault({
      service: 'slack',
      effect: { kind: 'delay', milliseconds: 5_000 },
    });
    const controller = new AbortController();
    const delivery = channel().deliver(first, {
      ...to('#growth-ml'),
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 50);
    await expect(delivery).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable: true,
    });
  });
});
