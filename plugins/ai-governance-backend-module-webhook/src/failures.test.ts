import type { ServerResponse } from 'node:http';
import { channelOf, first, to } from './__testUtils__/alerts';
import { TestReceiver } from './__testUtils__/TestReceiver';

describe('failures of a receiver', () => {
  let receiver: TestReceiver;

  const deliver = (options: object = {}) =>
    channelOf({
      receivers: [{ name: 'platform', url: `${receiver.url}/t0ken` }],
      allowedNetworks: ['127.0.0.0/8'],
    }).deliver(first, { ...to('platform'), ...options });
  const answer = (act: (response: ServerResponse) => void) => {
    receiver.answer = act;
  };

  beforeEach(async () => {
    receiver = await TestReceiver.start();
  });
  afterEach(async () => {
    await receiver.stop();
  });

  it.each([
    [429, true],
    [408, true],
    [500, true],
    [503, true],
    [400, false],
    [401, false],
    [404, false],
  ])('with HTTP %d are to be tried again: %s', async (status, retryable) => {
    answer(response =>
      response.writeHead(status, { 'retry-after': '9' }).end('no\r\nway'),
    );
    await expect(deliver()).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable,
      retryAfterMs: 9_000,
      message: `The webhook platform answered HTTP ${status}: no way`,
    });
    expect(receiver.calls).toHaveLength(1);
  });

  it('are redirects, which are not followed', async () => {
    answer(response =>
      response.writeHead(307, { location: `${receiver.url}/elsewhere` }).end(),
    );
    await expect(deliver()).rejects.toMatchObject({
      retryable: false,
      message: expect.stringMatching(/redirects are not followed/),
    });
    expect(receiver.calls).toHaveLength(1);
  });

  it('of the network are to be tried again, and tell no secret', async () => {
    answer(response => response.socket?.resetAndDestroy());
    await expect(deliver()).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable: true,
      message: 'The webhook platform cannot be reached: ECONNRESET',
    });
    await receiver.stop();
    await expect(deliver()).rejects.toMatchObject({
      retryable: true,
      message: 'The webhook platform cannot be reached: ECONNREFUSED',
    });
  });

  it('are none when only the rest of an answer is lost, or it has no end', async () => {
    answer(response => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('ok', () => response.socket?.destroy());
    });
    await deliver();
    answer(response => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', pour);
      pour();
    });
    await deliver();
    expect(receiver.calls).toHaveLength(2);
  });

  it('come at once when it is told to stop', async () => {
    answer(() => {});
    const controller = new AbortController();
    const delivery = deliver({ signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(delivery).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable: true,
    });
  });
});
