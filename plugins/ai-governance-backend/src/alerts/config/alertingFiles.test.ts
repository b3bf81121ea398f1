import { ConfigReader } from '@backstage/config';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAlerting } from './readAlerting';

const config = (file?: string) =>
  new ConfigReader({ aiGovernance: { alerting: { file } } });
const repository = (path: string) =>
  join(__dirname, '../../../../..', 'config', path);

describe('alerting.yaml', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'alerting-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  async function read(yaml: string) {
    const file = join(directory, 'alerting.yaml');
    await writeFile(file, yaml);
    return readAlerting(config(file));
  }

  it('of the repository says what holds without it', async () => {
    const strip = (value: unknown) => JSON.parse(JSON.stringify(value));
    expect(
      strip(await readAlerting(config(repository('alerting.yaml')))),
    ).toEqual(strip(await readAlerting(config())));
  });

  it('of the demo is read', async () => {
    const { root } = await readAlerting(
      config(repository('demo/alerting.yaml')),
    );
    expect(root.settings).toMatchObject({
      groupWaitMs: 3_000,
      repeatIntervalMs: 14_400_000,
      notify: ['*|owner'],
    });
  });

  it('takes all that its comments show', async () => {
    const { root, rules, muteTimes } = await read(`
route:
  notify:
    - owner
    - { to: owner, by: pagerduty }
    - { to: group:default/ml-platform, by: email }
    - { address: '#ml-governance', by: slack }
  routes:
    - name: grave
      match: [severity = critical, lifecycle = production]
      escalation: page
    - match: ['tags =~ pii|gdpr']
      continue: true
    - match: [severity = low]
      mute_times: [nights]
escalations:
  page:
    steps:
      - { after: PT15M, notify: [parent] }
    repeat: 2
mute_times:
  nights:
    - { weekdays: [mon], from: '20:00', to: '07:00', zone: Europe/Berlin }
    - { weekdays: [sat, sun] }
maintenance:
  - { name: release, system: system:default/lending, times: [{ weekdays: [sun] }] }
rules:
  - { name: grave, when: [psi > 0.25], severity: critical, labels: { team: pricing } }
`);
    expect(root.settings.notify).toEqual([
      '*|owner',
      'pagerduty|owner',
      'email|group:default/ml-platform',
      'slack|=#ml-governance',
    ]);
    expect(root.routes.map(({ path }) => path)).toEqual([
      'root / grave',
      'root / tags =~ pii|gdpr',
      'root / severity = low',
    ]);
    expect(root.routes[0].settings.escalation).toMatchObject({ rounds: 3 });
    expect(muteTimes.get('nights')).toMatchObject([
      { fromMinute: 1200, toMinute: 420, zone: 'Europe/Berlin' },
      { weekdays: [6, 7], fromMinute: 0, toMinute: 1440 },
    ]);
    expect(rules).toMatchObject([
      { id: 'config:1', origin: 'config', conditions: ['psi > 0.25'] },
    ]);
  });

  it.each([
    ['route: { group_wait: soon }', /:1: route\.group_wait: .*PT5M/],
    [
      'route: { group_by: [tags] }',
      /route\.group_by\.0: .*label other than tags/,
    ],
    ['route: { notify: [boss] }', /route\.notify\.0: .*owner, parent/],
    ['route: { notify: [{ address: x }] }', /route\.notify\.0\.by/],
    ['route: { match: [severity = low] }', /takes every alert/],
    [
      'route:\n  routes:\n    - match: [severity critical]',
      /:3: route\.routes\.0\.match\.0: 'severity critical' is no matcher/,
    ],
    ["route: { routes: [{ match: ['owner =~ (a+)+'] }] }", /repeats a group/],
    ["route: { routes: [{ match: ['owner =~ ['] }] }", /is not valid/],
    ['route: { escalation: page }', /escalation: 'page' is not defined/],
    ['route: { mute_times: [x] }', /mute_times: 'x' is not defined/],
    [
      'escalations: { a: { steps: [{ after: PT0S, notify: [owner] }], repeat: 1 } }',
      /must wait/,
    ],
    [
      'escalations: { a: { steps: [{ after: PT5M, notify: [owner] }], repeat: 6 } }',
      /repeat/,
    ],
    ['mute_times: { a: [{ from: "25:00" }] }', /20:30/],
    ['mute_times: { a: [{ zone: Mars }] }', /IANA/],
    [
      'rules: [{ name: a, when: [psi], severity: low }]',
      /'psi' is no condition/,
    ],
    ['rules: [{ name: a, severity: bad }]', /severity/],
    ['routes: []', /'routes'; allowed are route, escalations/],
  ])('%s is refused', async (yaml, message) => {
    await expect(read(yaml)).rejects.toThrow(message);
  });
});
