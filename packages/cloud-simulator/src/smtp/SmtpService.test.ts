import { createTransport, type SendMailOptions } from 'nodemailer';
import { CloudSimulator } from '../CloudSimulator';

describe('SmtpService', () => {
  let simulator: CloudSimulator;

  const send = async (mail: SendMailOptions = {}, pass = 'right') => {
    const transport = createTransport({
      host: '127.0.0.1',
      port: simulator.smtpPort,
      auth: { user: 'portal', pass },
      ignoreTLS: true,
    });
    try {
      return await transport.sendMail({
        from: 'Governance <governance@acme.example>',
        to: ['a@acme.example', 'b@acme.example'],
        subject: 'Drift',
        text: 'It drifts.',
        ...mail,
      });
    } finally {
      transport.close();
    }
  };
  const fault = (operation: string, effect: any) =>
    simulator.addFault({ service: 'smtp', operation, count: 1, effect });

  beforeEach(async () => {
    simulator = await CloudSimulator.start();
  });
  afterEach(async () => {
    await simulator.stop();
  });

  it('takes mails and joins answers to conversations', async () => {
    await send({ messageId: '<1@acme.example>', html: '<p>It <b>drifts</b>' });
    await send({ subject: 'Other', messageId: '<2@acme.example>' });
    await send({
      subject: 'Re: Drift',
      messageId: '<3@acme.example>',
      inReplyTo: '<1@acme.example>',
      references: ['<1@acme.example>'],
    });
    expect(simulator.mails()).toMatchObject([
      {
        id: 1,
        envelope: {
          from: 'governance@acme.example',
          to: ['a@acme.example', 'b@acme.example'],
        },
        to: ['a@acme.example', 'b@acme.example'],
        subject: 'Drift',
        text: 'It drifts.',
        html: '<p>It <b>drifts</b>',
        messageId: '<1@acme.example>',
      },
      { subject: 'Other' },
      {
        inReplyTo: '<1@acme.example>',
        references: ['<1@acme.example>'],
      },
    ]);
    const html = await (await fetch(`${simulator.url}/mail`)).text();
    expect(html.match(/class="thread"/g)).toHaveLength(2);
    expect(html).toContain('Drift<small>2 mails</small>');
  });

  it('shows foreign HTML in a frame that may do nothing', async () => {
    await send({
      subject: '<script>alert(1)</script>',
      html: '</iframe><script>alert(2)</script>"><img src=x>',
    });
    const response = await fetch(`${simulator.url}/mail`);
    expect(response.headers.get('content-security-policy')).toMatch(
      /default-src 'none'/,
    );
    const html = await response.text();
    expect(html).not.toMatch(/<script>alert|<img/);
    expect(html.match(/<\/iframe>/g)).toHaveLength(1);
    const [, sandbox] = /sandbox="([^"]*)"/.exec(html)!;
    expect(sandbox).not.toMatch(/allow-scripts|allow-same-origin|allow-forms/);
  });

  it('refuses a wrong password', async () => {
    await expect(send({}, 'wrong')).rejects.toMatchObject({
      code: 'EAUTH',
      responseCode: 535,
    });
  });

  it.each([
    ['MAIL', 451],
    ['RCPT', 550],
    ['DATA', 452],
  ])('lets %s go wrong with %d', async (operation, status) => {
    fault(operation, { kind: 'error', code: 'no', status });
    await expect(send({ to: ['a@acme.example'] })).rejects.toMatchObject({
      responseCode: status,
    });
    expect(simulator.mails()).toEqual([]);
    await send();
    expect(simulator.mails()).toHaveLength(1);
    expect(
      simulator.requests().filter(call => call.operation === operation),
    ).toMatchObject(
      operation === 'RCPT'
        ? [{ status }, { status: 250 }, { status: 250 }]
        : [{ status }, { status: 250 }],
    );
  });

  it('may break off before or after it took the mail', async () => {
    fault('DATA', { kind: 'reset' });
    await expect(send()).rejects.toThrow();
    expect(simulator.mails()).toEqual([]);
    fault('DATA', { kind: 'reset', afterHandling: true });
    await expect(send()).rejects.toThrow();
    await new Promise(resolve => {
      setTimeout(resolve, 200);
    });
    expect(simulator.mails()).toHaveLength(1);
  });
});
