/** A story with the notifications that must come of it. */
export interface Scenario {
  name: string;
  /** Text of alerting.yaml; the defaults when absent. */
  config?: string;
  /** See `Stage.play`. */
  script: string;
  until: string;
  /** All notifications, in order. */
  sent: string[];
  /** Reason of the last decision by alert. */
  reasons?: Record<string, string>;
}

const REPEAT_12M = 'route: { repeat_interval: PT12M }';

const waiting: Scenario[] = [
  {
    name: 'the first alert waits for group_wait',
    script: '0s fire a',
    until: '29s',
    sent: [],
  },
  {
    name: 'the first alert is told after group_wait',
    script: '0s fire a',
    until: '10m',
    sent: ['30s trigger first: a'],
    reasons: { a: 'already-told' },
  },
  {
    name: 'without group_wait it is told at once',
    config: 'route: { group_wait: PT0S }',
    script: '7s fire a',
    until: '10m',
    sent: ['7s trigger first: a'],
  },
  {
    name: 'alerts that fire within group_wait are told together',
    script: `0s fire a
      10s fire b
      29s fire c`,
    until: '4m',
    sent: ['30s trigger first: a b c'],
  },
  {
    name: 'resolved before group_wait sends nothing',
    script: `0s fire a
      20s resolve a`,
    until: '20m',
    sent: [],
    reasons: { a: 'never-announced' },
  },
  {
    name: 'resolved exactly at the end of group_wait sends nothing',
    script: `0s fire a
      30s resolve a`,
    until: '20m',
    sent: [],
  },
  {
    name: 'of two alerts only the one that still fires is announced',
    script: `0s fire a
      0s fire b
      20s resolve a`,
    until: '20m',
    sent: ['30s trigger first: b'],
    reasons: { a: 'never-announced' },
  },
  {
    name: 'a group that ended unseen begins with group_wait again',
    script: `0s fire a
      20s resolve a
      2m fire a`,
    until: '4m',
    sent: ['2m30s trigger first: a'],
  },
  {
    name: 'an alert that flaps within group_wait and fires at its end is told once',
    script: `0s fire a
      5s resolve a
      15s fire a`,
    until: '20m',
    sent: ['30s trigger first: a'],
  },
];

const intervals: Scenario[] = [
  {
    name: 'a member that joins is told at the next interval',
    script: `0s fire a
      31s fire b`,
    until: '10m',
    sent: ['30s trigger first: a', '5m30s trigger new-members: a b'],
  },
  {
    name: 'a member that joins at the instant of the interval is told then',
    script: `0s fire a
      5m30s fire b`,
    until: '10m',
    sent: ['30s trigger first: a', '5m30s trigger new-members: a b'],
  },
  {
    name: 'a member that fired and cleared between two intervals is never announced',
    script: `0s fire a
      1m fire b
      3m resolve b`,
    until: '20m',
    sent: ['30s trigger first: a'],
    reasons: { b: 'never-announced' },
  },
  {
    name: 'a member that flaps inside one interval is told nothing of',
    script: `0s fire a
      1m resolve a
      2m fire a`,
    until: '20m',
    sent: ['30s trigger first: a'],
    reasons: { a: 'already-told' },
  },
  {
    name: 'a member that flaps across an interval is resolved and told again after group_wait',
    script: `0s fire a
      5m resolve a
      6m fire a`,
    until: '20m',
    sent: [
      '30s trigger first: a',
      '5m30s resolve all-resolved: -a',
      '6m30s trigger first: a',
    ],
  },
  {
    name: 'a member that clears while another joins is told of in one message',
    script: `0s fire a
      0s fire b
      1m resolve a
      2m fire c`,
    until: '20m',
    sent: ['30s trigger first: a b', '5m30s trigger new-members: b c -a'],
  },
  {
    name: 'everything resolved is told at the next interval, once',
    script: `0s fire a
      1m resolve a`,
    until: '10h',
    sent: ['30s trigger first: a', '5m30s resolve all-resolved: -a'],
  },
  {
    name: 'one of two resolved is an update that calls nobody',
    script: `0s fire a
      0s fire b
      1m resolve a`,
    until: '20m',
    sent: ['30s trigger first: a b', '5m30s update some-resolved: b -a'],
  },
  {
    name: 'both resolved one after the other',
    script: `0s fire a
      0s fire b
      1m resolve a
      8m resolve b`,
    until: '20m',
    sent: [
      '30s trigger first: a b',
      '5m30s update some-resolved: b -a',
      '10m30s resolve all-resolved: -b',
    ],
  },
  {
    name: 'a resolved member that fires again is new',
    script: `0s fire a
      0s fire b
      1m resolve a
      8m fire a`,
    until: '20m',
    sent: [
      '30s trigger first: a b',
      '5m30s update some-resolved: b -a',
      '10m30s trigger new-members: b a',
    ],
  },
  {
    name: 'without send_resolved recovery is not told',
    config: 'route: { send_resolved: false }',
    script: `0s fire a
      1m resolve a`,
    until: '20m',
    sent: ['30s trigger first: a'],
    reasons: { a: 'resolve-not-wanted' },
  },
  {
    name: 'without send_resolved what recovered and fires again is told as first',
    config: 'route: { send_resolved: false }',
    script: `0s fire a
      1m resolve a
      20m fire a`,
    until: '30m',
    sent: ['30s trigger first: a', '20m30s trigger first: a'],
  },
  {
    name: 'without send_resolved the rest of the group goes on',
    config: 'route: { send_resolved: false, repeat_interval: PT10M }',
    script: `0s fire a
      0s fire b
      1m resolve a`,
    until: '12m',
    sent: ['30s trigger first: a b', '10m30s trigger repeat: b'],
  },
  {
    name: 'a decision that is late keeps to the intervals',
    script: `0s fire a
      1m fire b
      1m sleep 7m
      8m fire c`,
    until: '12m',
    sent: [
      '30s trigger first: a',
      '7m trigger new-members: a b',
      '10m30s trigger new-members: a b c',
    ],
  },
];

const repeats: Scenario[] = [
  {
    name: 'interval 5 m with repeat 12 m repeats at 15 m',
    config: REPEAT_12M,
    script: '0s fire a',
    until: '40m',
    sent: [
      '30s trigger first: a',
      '15m30s trigger repeat: a',
      '30m30s trigger repeat: a',
    ],
  },
  {
    name: 'a repeat that is a multiple of the interval comes on time',
    config: 'route: { repeat_interval: PT10M }',
    script: '0s fire a',
    until: '21m',
    sent: [
      '30s trigger first: a',
      '10m30s trigger repeat: a',
      '20m30s trigger repeat: a',
    ],
  },
  {
    name: 'by default it repeats after four hours',
    script: '0s fire a',
    until: '8h',
    sent: ['30s trigger first: a', '4h30s trigger repeat: a'],
  },
  {
    name: 'a new member puts the repeat off',
    config: REPEAT_12M,
    script: `0s fire a
      9m fire b`,
    until: '26m',
    sent: [
      '30s trigger first: a',
      '10m30s trigger new-members: a b',
      '25m30s trigger repeat: a b',
    ],
  },
  {
    name: 'an update that calls nobody does not put the repeat off',
    config: REPEAT_12M,
    script: `0s fire a
      0s fire b
      9m resolve b`,
    until: '16m',
    sent: [
      '30s trigger first: a b',
      '10m30s update some-resolved: a -b',
      '15m30s trigger repeat: a',
    ],
  },
  {
    name: 'what was resolved does not repeat',
    config: REPEAT_12M,
    script: `0s fire a
      14m resolve a`,
    until: '2h',
    sent: ['30s trigger first: a', '15m30s resolve all-resolved: -a'],
  },
  {
    name: 'after a pause of the backend there is one repeat, not many',
    config: REPEAT_12M,
    script: `0s fire a
      1m sleep 61m`,
    until: '70m',
    sent: ['30s trigger first: a', '1h1m trigger repeat: a'],
  },
];

const severities: Scenario[] = [
  {
    name: 'a graver member is told at the next interval',
    script: `0s fire a low
      1m fire a critical`,
    until: '20m',
    sent: ['30s trigger first: a', '5m30s trigger graver: a'],
  },
  {
    name: 'a milder member is not told',
    script: `0s fire a critical
      1m fire a low`,
    until: '20m',
    sent: ['30s trigger first: a'],
  },
  {
    name: 'graver and back inside one interval is not told',
    script: `0s fire a low
      1m fire a critical
      2m fire a low`,
    until: '20m',
    sent: ['30s trigger first: a'],
  },
  {
    name: 'milder, then as grave as was told is not told',
    script: `0s fire a high
      6m fire a low
      12m fire a high`,
    until: '30m',
    sent: ['30s trigger first: a'],
  },
  {
    name: 'a graver member that moves to another route is told there, and its end in both',
    config: `
      route:
        routes:
          - { match: [severity = critical], notify: [{ to: owner, by: pagerduty }] }`,
    script: `0s fire a high
      2m fire a critical
      10m resolve a`,
    until: '30m',
    sent: [
      '30s trigger first: a',
      '2m30s trigger first to pagerduty|owner: a',
      '10m30s resolve all-resolved: -a',
      '12m30s resolve all-resolved to pagerduty|owner: -a',
    ],
  },
  {
    name: 'a member that moved away is not repeated where it was',
    config: `
      route:
        repeat_interval: PT10M
        routes:
          - { match: [severity = critical], notify: [{ to: owner, by: pagerduty }], repeat_interval: PT1H }`,
    script: `0s fire a high
      2m fire a critical`,
    until: '30m',
    sent: ['30s trigger first: a', '2m30s trigger first to pagerduty|owner: a'],
  },
  {
    name: 'a member that moves before it was told leaves nothing behind',
    config: `
      route:
        routes:
          - { match: [severity = critical], notify: [{ to: owner, by: pagerduty }] }`,
    script: `0s fire a high
      10s fire a critical
      6m resolve a`,
    until: '30m',
    sent: [
      '40s trigger first to pagerduty|owner: a',
      '10m40s resolve all-resolved to pagerduty|owner: -a',
    ],
  },
];

const silences: Scenario[] = [
  {
    name: 'what is silenced from the start is not told',
    script: `0s silence s 1h type = drift
      1m fire a`,
    until: '50m',
    sent: [],
    reasons: { a: 'silenced' },
  },
  {
    name: 'what still fires when the silence ends is told then',
    script: `0s silence s 20m type = drift
      1m fire a`,
    until: '50m',
    sent: ['21m30s trigger first: a'],
  },
  {
    name: 'what was told before the silence is told again at its end',
    script: `0s fire a
      2m silence s 20m type = drift`,
    until: '50m',
    sent: ['30s trigger first: a', '20m30s trigger silence-ended: a'],
  },
  {
    name: 'a silence between two intervals is not overlooked',
    script: `0s fire a
      2m silence s 3m type = drift`,
    until: '50m',
    sent: ['30s trigger first: a', '5m30s trigger silence-ended: a'],
  },
  {
    name: 'a silence that is ended early counts as ended',
    script: `0s fire a
      2m silence s 10h type = drift
      12m unsilence s`,
    until: '50m',
    sent: ['30s trigger first: a', '15m30s trigger silence-ended: a'],
  },
  {
    name: 'the end of what was told is told in spite of a silence',
    script: `0s fire a
      2m silence s 10h type = drift
      12m resolve a`,
    until: '50m',
    sent: ['30s trigger first: a', '15m30s resolve all-resolved: -a'],
  },
  {
    name: 'what fires and recovers within the silence is never told',
    script: `0s silence s 1h type = drift
      1m fire a
      20m resolve a`,
    until: '3h',
    sent: [],
    reasons: { a: 'never-announced' },
  },
  {
    name: 'a silence holds back repeats',
    config: REPEAT_12M,
    script: `0s fire a
      2m silence s 10h type = drift`,
    until: '2h',
    sent: ['30s trigger first: a'],
    reasons: { a: 'silenced' },
  },
  {
    name: 'a silence of one member leaves the others',
    script: `0s silence s 1h column = b
      0s fire a column=a
      0s fire b column=b`,
    until: '20m',
    sent: ['30s trigger first: a'],
    reasons: { a: 'already-told', b: 'silenced' },
  },
  {
    name: 'at the end of its silence a member joins those that were told',
    script: `0s silence s 12m column = b
      0s fire a column=a
      0s fire b column=b`,
    until: '20m',
    sent: ['30s trigger first: a', '15m30s trigger new-members: a b'],
  },
  {
    name: 'of two silences the longer counts',
    script: `0s fire a
      1m silence s 10m type = drift
      1m silence t 20m type = drift`,
    until: '40m',
    sent: ['30s trigger first: a', '20m30s trigger silence-ended: a'],
  },
  {
    name: 'when all that was told recovers, what is silenced does not keep the message open',
    script: `0s silence s 12m column = b
      0s fire a column=a
      0s fire b column=b
      1m resolve a`,
    until: '20m',
    sent: [
      '30s trigger first: a',
      '5m30s resolve all-resolved: -a',
      '15m30s trigger first: b',
    ],
  },
  {
    name: 'maintenance of a system holds back its alerts',
    script: `0s maintenance m 20m system = crm
      1m fire a system=crm
      1m fire b system=erp entity=y`,
    until: '40m',
    sent: ['1m30s trigger first: b', '21m30s trigger first: a'],
  },
  {
    name: 'a recurring maintenance begins and ends by the clock',
    config: `
      maintenance:
        - name: weekly
          system: system:default/crm
          times: [{ weekdays: [mon], from: '09:10', to: '10:00' }]`,
    script: `12m fire a system=system:default/crm`,
    until: '3h',
    sent: ['1h2m30s trigger first: a'],
  },
];

const inhibitions = `
inhibit:
  - name: down
    source: [type = health, severity = critical]
    target: [type = drift]
    equal: [entity]`;

const inhibition: Scenario[] = [
  {
    name: 'an endpoint that is down mutes its drift',
    config: inhibitions,
    script: `0s fire down critical type=health
      5s fire a`,
    until: '20m',
    sent: ['30s trigger first: down'],
    reasons: { a: 'inhibited' },
  },
  {
    name: 'an endpoint that is down does not mute the drift of another',
    config: inhibitions,
    script: `0s fire down critical type=health
      5s fire a entity=y`,
    until: '20m',
    sent: ['30s trigger first: down', '35s trigger first: a'],
  },
  {
    name: 'what is inhibited is told when the inhibiting alert has recovered',
    config: inhibitions,
    script: `0s fire down critical type=health
      5s fire a
      7m resolve down`,
    until: '20m',
    sent: ['30s trigger first: down', '10m30s trigger new-members: a -down'],
  },
  {
    name: 'what was told before it was inhibited is not told again',
    config: inhibitions,
    script: `0s fire a
      2m fire down critical type=health
      7m resolve down`,
    until: '4h',
    sent: [
      '30s trigger first: a',
      '5m30s trigger new-members: a down',
      '10m30s update some-resolved: a -down',
    ],
  },
  {
    name: 'a source that is not grave enough inhibits nothing',
    config: inhibitions,
    script: `0s fire slow low type=health
      0s fire a`,
    until: '20m',
    sent: ['30s trigger first: slow a'],
  },
  {
    name: 'an alert does not inhibit itself, nor its like',
    config: `
      inhibit:
        - { name: all, source: [severity = critical], target: ['severity =~ critical|low'], equal: [entity] }`,
    script: `0s fire a critical
      0s fire b critical
      0s fire c low`,
    until: '20m',
    sent: ['30s trigger first: a b'],
    reasons: { c: 'inhibited' },
  },
  {
    name: 'alerts without the label that must be equal do not inhibit each other',
    config: `
      inhibit:
        - { name: all, source: [severity = critical], target: [severity = low], equal: [system] }`,
    script: `0s fire a critical
      0s fire b low`,
    until: '20m',
    sent: ['30s trigger first: a b'],
  },
  {
    name: 'a silenced alert still inhibits',
    config: inhibitions,
    script: `0s silence s 1h type = health
      0s fire down critical type=health
      5s fire a`,
    until: '20m',
    sent: [],
    reasons: { a: 'inhibited', down: 'silenced' },
  },
];

export const SCENARIOS: Scenario[] = [
  ...waiting,
  ...intervals,
  ...repeats,
  ...severities,
  ...silences,
  ...inhibition,
];
