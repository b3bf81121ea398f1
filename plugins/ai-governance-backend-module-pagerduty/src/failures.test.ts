import {
  CloudSimulator,
  type FaultEffect,
} from '@ai-governance/cloud-simulator';
import { channelOf, first, to } from './__testUtils__/alerts';

describe('failures of PagerDuty', () => {
  let simulator: CloudSimulator;

  const fault = (effect: FaultEffect) =>
    simulator.addFault({ service: 'pagerduty', count: 1, effect });
  const deliver = (destination?: string) =>
    channelOf(simulator).deliver(first, to(destination));

  beforeEach(async () => {
    simulator = await CloudSimulator.start();
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it('are to be tried again when it limits the rate, and when it says', async () => {
    fault({
      kind: 'error',
      code: 'throttled',
      status: 429,
      retryAfterSeconds: 30,
    });
    await expect(deliver()).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable: true,
      retryAfterMs: 30_000,
      message: expect.stringMatching(/limits the rate/),
    });
    // The client's own repetitions do not get through.
    expect(simulator.requests()).toHaveLength(1);
    await deliver();
    expect(simulator.pagerDutyIncidents()).toHaveLength(1);
  });

  it.each([
    [500, true],
    [503, true],
    [408, true],
    [403, false],
    [404, false],
    [413, false],
  ])('with HTTP %d are to be tried again: %s', async (status, retryable) => {
    fault({ kind: 'error', code: 'no', status });
    await expect(deliver()).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable,
      message: `PagerDuty answered HTTP ${status}: no`,
    });
    expect(simulator.requests()).toHaveLength(1);
  });

  it('with HTTP 400 never are, and tell what to mend', async () => {
    await expect(deliver('short')).rejects.toMatchObject({
      retryable: false,
      message: expect.stringMatching(
        /HTTP 400: .*routing_key.*annotation pagerduty\.com\/integration-key/,
      ),
    });
  });

  it('of the network are to be tried again', async () => {
    fault({ kind: 'reset' });
    await expect(deliver()).rejects.toMatchObject({
      retryable: true,
      message: expect.stringMatching(/cannot be reached: ECONNRESET/),
    });
    expect(simulator.pagerDutyEvents()).toEqual([]);
  });

  it('after it took the event open no second incident', async () => {
    fault({ kind: 'reset', afterHandling: true });
    await expect(deliver()).rejects.toMatchObject({ retryable: true });
    await deliver();
    expect(simulator.pagerDutyEvents()).toHaveLength(2);
    expect(simulator.pagerDutyIncidents()).toHaveLength(1);
  });

  it('are none when only the rest of an answer is lost', async () => {
    fault({ kind: 'reset', afterBytes: 5 });
    await deliver();
    expect(simulator.pagerDutyIncidents()).toHaveLength(1);
  });

  it('come at once when it is told to stop', async () => {
    fault({ kind: 'delay', milliseconds: 5_000 });
    const controller = new AbortController();
    const delivery = channelOf(simulator).deliver(first, {
      ...to(),
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 50);
    await expect(delivery).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable: true,
    });
  });

  it('are told for an address where nobody listens', async () => {
    const channel = channelOf(simulator, { eventsUrl: 'http://127.0.0.1:1' });
    await expect(channel.deliver(first, to())).rejects.toMatchObject({
      retryable: true,
      message: 'PagerDuty at 127.0.0.1:1 cannot be reached: ECONNREFUSED',
    });
    const secure = channelOf(simulator, { eventsUrl: 'https://127.0.0.1:1' });
    await expect(secure.deliver(first, to())).rejects.toMatchObject({
      retryable: true,
      message: expect.stringMatching(/ECONNREFUSED/),
    });
  });
});
