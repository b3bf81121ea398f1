import { ConfigReader } from '@backstage/config';
import { readSettings } from './settings';

const read = (settings: object) =>
  readSettings(
    new ConfigReader({
      aiGovernance: {
        email: {
          from: 'a@acme.example',
          smtp: { host: 'mail.acme.example' },
          ...settings,
        },
      },
    }),
  );

it('reads settings, and has safe defaults', () => {
  expect(read({})).toEqual({
    from: { name: '', address: 'a@acme.example' },
    replyTo: undefined,
    defaultRecipients: [],
    allowedDomains: undefined,
    smtp: {
      host: 'mail.acme.example',
      port: 587,
      tls: 'starttls',
      ca: undefined,
      auth: undefined,
    },
  });
  expect(
    read({
      from: '"AI, governance" <a@acme.example>',
      smtp: { host: 'm', tls: 'implicit', user: 'u', password: 'p' },
    }),
  ).toMatchObject({
    from: { name: 'AI, governance', address: 'a@acme.example' },
    smtp: { port: 465, auth: { user: 'u', pass: 'p' } },
  });
  expect(readSettings(new ConfigReader({}))).toBeUndefined();
});

it.each([
  [{ from: 'nobody' }, /aiGovernance\.email\.from is 'nobody'/],
  [{ from: 'A <a@acme.example>, b@acme.example' }, /from is/],
  [{ replyTo: 'x' }, /'x', which is no e-mail address/],
  [{ defaultRecipients: ['a@b'] }, /'a@b', which is no e-mail address/],
  [{ smtp: { host: 'm', tls: 'ssl' } }, /tls is 'ssl', expected one of/],
  [{ smtp: { host: 'm', port: 70_000 } }, /port is 70000/],
  [{ smtp: { host: 'm', user: 'u' } }, /both 'user' and 'password'/],
  [
    { smtp: { host: 'm', tls: 'none', user: 'u', password: 'p' } },
    /sent to m in the clear/,
  ],
  [{ smtp: {} }, /host/],
])('refuses %j', (settings, message) => {
  expect(() => read(settings)).toThrow(message);
});
