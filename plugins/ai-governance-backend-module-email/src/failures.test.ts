import {
  CloudSimulator,
  type FaultEffect,
} from '@ai-governance/cloud-simulator';
import { mockServices } from '@backstage/backend-test-utils';
import { channelOf, first, to } from './__testUtils__/alerts';

describe('failures of the mail server', () => {
  let simulator: CloudSimulator;

  const fault = (operation: string, effect: FaultEffect) =>
    simulator.addFault({ service: 'smtp', operation, count: 1, effect });
  const deliver = () => channelOf(simulator).deliver(first, to());

  beforeEach(async () => {
    simulator = await CloudSimulator.start();
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it.each([
    ['MAIL', 421, true],
    ['MAIL', 451, true],
    ['RCPT', 450, true],
    ['RCPT', 550, false],
    ['DATA', 452, true],
    ['DATA', 554, false],
  ])(
    '%s %d are to be tried again: %s',
    async (operation, status, retryable) => {
      fault(operation, { kind: 'error', code: 'not now', status });
      await expect(deliver()).rejects.toMatchObject({
        name: 'AlertDeliveryError',
        retryable,
        message: `The mail server 127.0.0.1:${simulator.smtpPort} answered ${status} not now`,
      });
      expect(simulator.mails()).toEqual([]);
    },
  );

  it('are told in the log when only some addresses are refused', async () => {
    simulator.addFault({
      service: 'smtp',
      operation: 'RCPT',
      resource: '^gone@',
      effect: { kind: 'error', code: 'no such user', status: 550 },
    });
    const logger = mockServices.logger.mock();
    await channelOf(simulator, {}, logger).deliver(
      first,
      to('gone@acme.example, there@acme.example'),
    );
    expect(simulator.mails()[0].envelope.to).toEqual(['there@acme.example']);
    expect(logger.warn).toHaveBeenCalledWith(
      'The mail server does not take alerts for gone@acme.example',
    );
  });

  it('of the network are to be tried again', async () => {
    fault('MAIL', { kind: 'reset' });
    await expect(deliver()).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable: true,
      message: expect.stringMatching(/^No mail could be sent by 127/),
    });
    await deliver();
    expect(simulator.mails()).toHaveLength(1);
  });

  it('after it took the mail send one that mail programs know as the same', async () => {
    fault('DATA', { kind: 'reset', afterHandling: true });
    await expect(deliver()).rejects.toMatchObject({ retryable: true });
    await deliver();
    // The server parses what it took after it has broken off.
    for (let i = 0; i < 50 && simulator.mails().length < 2; i++) {
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
    }
    const [one, two] = simulator.mails();
    expect(two.messageId).toBe(one.messageId);
  });

  it('come at once when it is told to stop', async () => {
    fault('MAIL', { kind: 'delay', milliseconds: 5_000 });
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
    await expect(
      channelOf(simulator).deliver(first, {
        ...to(),
        signal: controller.signal,
      }),
    ).rejects.toMatchObject({ retryable: true });
    expect(simulator.mails()).toEqual([]);
  });

  it('are told for a server that is not there', async () => {
    const channel = channelOf(simulator, {
      smtp: { host: '127.0.0.1', port: 1, tls: 'none' },
    });
    await expect(channel.deliver(first, to())).rejects.toMatchObject({
      retryable: true,
      message: 'No mail could be sent by 127.0.0.1:1: ECONNREFUSED',
    });
  });

  it('never send in the clear where encryption is asked for', async () => {
    for (const tls of ['starttls', 'implicit']) {
      const channel = channelOf(simulator, {
        smtp: { host: '127.0.0.1', port: simulator.smtpPort, tls },
      });
      await expect(channel.deliver(first, to())).rejects.toMatchObject({
        name: 'AlertDeliveryError',
      });
    }
    expect(simulator.mails()).toEqual([]);
  });

  describe('are found by a probe', () => {
    const probe = (settings?: object) =>
      channelOf(simulator, settings).probe({
        signal: new AbortController().signal,
      });
    const login = (password: string) => ({
      smtp: {
        host: '127.0.0.1',
        port: simulator.smtpPort,
        tls: 'none',
        user: 'portal',
        password,
      },
    });

    it('when all is well', async () => {
      expect(await probe()).toMatch(/is there\.$/);
      expect(await probe(login('right'))).toMatch(/takes our password\.$/);
      expect(simulator.mails()).toEqual([]);
    });

    it('when the password is wrong', async () => {
      await expect(probe(login('wrong'))).rejects.toMatchObject({
        retryable: false,
        message: expect.stringMatching(/535.*aiGovernance\.email\.smtp\.user/),
      });
    });
  });
});
