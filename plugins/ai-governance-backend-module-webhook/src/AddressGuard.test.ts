import { AddressGuard } from './AddressGuard';
import { channelOf, first, to } from './__testUtils__/alerts';
import { TestReceiver } from './__testUtils__/TestReceiver';

it.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.100.0.1', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:169.254.169.254', false],
  ['::ffff:8.8.8.8', true],
  ['64:ff9b::a00:1', false],
  ['2002:7f00:1::', false],
  ['fd00:ec2::254', false],
  ['fe80::1', false],
])('%s may be called: %s', (address, allowed) => {
  expect(new AddressGuard([]).allows(address)).toBe(allowed);
});

it('allows what is configured, and no more', () => {
  const guard = new AddressGuard(['10.1.0.0/16', '::1']);
  expect(guard.allows('10.1.9.9')).toBe(true);
  expect(guard.allows('::ffff:10.1.9.9')).toBe(true);
  expect(guard.allows('10.2.0.1')).toBe(false);
  expect(guard.allows('::1')).toBe(true);
});

describe('calls', () => {
  let receiver: TestReceiver;

  beforeEach(async () => {
    receiver = await TestReceiver.start();
  });
  afterEach(async () => {
    await receiver.stop();
  });

  // The URL parser knows all spellings of an address, and names are looked up when the connection is made.
  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '[::ffff:127.0.0.1]',
    'localhost',
  ])('to %s do not leave the house unless that is allowed', async host => {
    const receivers = [
      { name: 'inside', url: `http://${host}:${receiver.port}/` },
    ];
    await expect(
      channelOf({ receivers }).deliver(first, to('inside')),
    ).rejects.toMatchObject({
      name: 'AlertDeliveryError',
      retryable: false,
      message: expect.stringMatching(/not a public address/),
    });
    expect(receiver.calls).toEqual([]);
    await channelOf({
      receivers,
      allowedNetworks: ['127.0.0.1', '::1'],
    }).deliver(first, to('inside'));
    expect(receiver.calls).toHaveLength(1);
  });
});
