import type { Scenario } from './scenarios';

const CHAIN = `
route: { escalation: page }
escalations:
  page:
    steps:
      - { after: PT10M, notify: [parent] }
      - { after: PT20M, notify: [{ to: owner, by: pagerduty }] }
    repeat: 1`;

const escalation: Scenario[] = [
  {
    name: 'escalation goes through its steps, repeats them, and ends',
    config: CHAIN,
    script: '0s fire a',
    until: '3h',
    sent: [
      '30s trigger first: a',
      '10m30s trigger escalation to *|parent: a',
      '30m30s trigger escalation to pagerduty|owner: a',
      '40m30s trigger escalation to *|parent: a',
      '1h30s trigger escalation to pagerduty|owner: a',
    ],
  },
  {
    name: 'escalation is stopped by an acknowledgement',
    config: CHAIN,
    script: `0s fire a
      15m ack a`,
    until: '3h',
    sent: [
      '30s trigger first: a',
      '10m30s trigger escalation to *|parent: a',
      '15m acknowledge acknowledged to owner *|parent: a',
    ],
  },
  {
    name: 'escalation is stopped by recovery, which is told everywhere it went',
    config: CHAIN,
    script: `0s fire a
      15m resolve a`,
    until: '3h',
    sent: [
      '30s trigger first: a',
      '10m30s trigger escalation to *|parent: a',
      '15m30s resolve all-resolved to owner *|parent: -a',
    ],
  },
  {
    name: 'recovery stops escalation before it is told',
    config: CHAIN,
    script: `0s fire a
      10m20s resolve a`,
    until: '3h',
    sent: ['30s trigger first: a', '10m30s resolve all-resolved: -a'],
  },
  {
    name: 'escalation is stopped by a silence and begins anew at its end',
    config: CHAIN,
    script: `0s fire a
      5m silence s 40m type = drift`,
    until: '56m',
    sent: [
      '30s trigger first: a',
      '40m30s trigger silence-ended: a',
      '50m30s trigger escalation to *|parent: a',
    ],
  },
  {
    name: 'escalation goes on while one of two is not taken on',
    config: CHAIN,
    script: `0s fire a
      0s fire b
      5m ack a`,
    until: '20m',
    sent: [
      '30s trigger first: a b',
      '10m30s trigger escalation to *|parent: b',
    ],
  },
  {
    name: 'an acknowledgement that is taken back begins it anew',
    config: CHAIN,
    script: `0s fire a
      5m ack a
      20m unack a`,
    until: '35m',
    sent: [
      '30s trigger first: a',
      '5m acknowledge acknowledged: a',
      '30m trigger escalation to *|parent: a',
    ],
  },
  {
    name: 'a new member begins an ended escalation anew',
    config: `
      route: { escalation: page }
      escalations: { page: { steps: [{ after: PT10M, notify: [parent] }] } }`,
    script: `0s fire a
      14m fire b`,
    until: '40m',
    sent: [
      '30s trigger first: a',
      '10m30s trigger escalation to *|parent: a',
      '15m30s trigger new-members to owner *|parent: a b',
      '25m30s trigger escalation to *|parent: a b',
    ],
  },
  {
    name: 'a new member does not put the next step off',
    config: CHAIN,
    script: `0s fire a
      4m fire b`,
    until: '12m',
    sent: [
      '30s trigger first: a',
      '5m30s trigger new-members: a b',
      '10m30s trigger escalation to *|parent: a b',
    ],
  },
  {
    name: 'a step at once calls with the first message',
    config: `
      route: { escalation: page }
      escalations: { page: { steps: [{ after: PT0S, notify: [parent] }, { after: PT5M, notify: [owner] }] } }`,
    script: '0s fire a',
    until: '8m',
    sent: [
      '30s trigger first: a',
      '30s trigger escalation to *|parent: a',
      '5m30s trigger escalation: a',
    ],
  },
  {
    name: 'whoever is called by the group at the same instant is not called twice',
    config: `
      route: { escalation: page, repeat_interval: PT10M }
      escalations: { page: { steps: [{ after: PT10M, notify: [owner, parent] }] } }`,
    script: '0s fire a',
    until: '12m',
    sent: [
      '30s trigger first: a',
      '10m30s trigger repeat: a',
      '10m30s trigger escalation to *|parent: a',
    ],
  },
  {
    name: 'after a pause of the backend steps keep their distance',
    config: CHAIN,
    script: `0s fire a
      1m sleep 1h`,
    until: '1h25m',
    sent: [
      '30s trigger first: a',
      '1h trigger escalation to *|parent: a',
      '1h20m trigger escalation to pagerduty|owner: a',
    ],
  },
  {
    name: 'with a mute time escalation waits for its end',
    config: `
      route: { escalation: page, mute_times: [lunch] }
      escalations: { page: { steps: [{ after: PT10M, notify: [parent] }] } }
      mute_times: { lunch: [{ from: '09:05', to: '09:30' }] }`,
    script: '0s fire a',
    until: '1h',
    sent: ['30s trigger first: a', '30m trigger escalation to *|parent: a'],
  },
];

const acknowledgements: Scenario[] = [
  {
    name: 'what was taken on is not repeated',
    config: 'route: { repeat_interval: PT10M }',
    script: `0s fire a
      2m ack a`,
    until: '2h',
    sent: ['30s trigger first: a', '2m acknowledge acknowledged: a'],
    reasons: { a: 'acknowledged' },
  },
  {
    name: 'its recovery is told',
    script: `0s fire a
      2m ack a
      20m resolve a`,
    until: '2h',
    sent: [
      '30s trigger first: a',
      '2m acknowledge acknowledged: a',
      '20m30s resolve all-resolved: -a',
    ],
  },
  {
    name: 'a new member is told although the others were taken on',
    script: `0s fire a
      2m ack a
      3m fire b`,
    until: '20m',
    sent: [
      '30s trigger first: a',
      '2m acknowledge acknowledged: a',
      '5m30s trigger new-members: a b',
    ],
  },
  {
    name: 'an acknowledgement of each, the second completes it',
    script: `0s fire a
      0s fire b
      2m ack a
      3m ack b`,
    until: '20m',
    sent: ['30s trigger first: a b', '3m acknowledge acknowledged: a b'],
  },
  {
    name: 'an acknowledgement ends when it becomes graver',
    config: 'route: { repeat_interval: PT10M }',
    script: `0s fire a low
      2m ack a
      7m fire a high`,
    until: '21m',
    sent: [
      '30s trigger first: a',
      '2m acknowledge acknowledged: a',
      '10m30s trigger graver: a',
      '20m30s trigger repeat: a',
    ],
  },
  {
    name: 'what was taken on before it was told is told all the same',
    script: `0s fire a
      10s ack a`,
    until: '20m',
    sent: ['30s trigger first: a', '30s acknowledge acknowledged: a'],
  },
  {
    name: 'it repeats again when nobody has it any more',
    config: 'route: { repeat_interval: PT10M }',
    script: `0s fire a
      2m ack a
      12m unack a`,
    until: '20m',
    sent: [
      '30s trigger first: a',
      '2m acknowledge acknowledged: a',
      '15m30s trigger repeat: a',
    ],
  },
  {
    name: 'what fires anew after recovery belongs to nobody',
    config: 'route: { repeat_interval: PT10M }',
    script: `0s fire a
      1m ack a
      2m resolve a
      10m fire a`,
    until: '15m',
    sent: [
      '30s trigger first: a',
      '1m acknowledge acknowledged: a',
      '5m30s resolve all-resolved: -a',
      '10m30s trigger first: a',
    ],
  },
];

const muteTimes: Scenario[] = [
  {
    name: 'in a mute time nothing is told until it ends',
    config: `
      route: { mute_times: [lunch] }
      mute_times: { lunch: [{ from: '09:00', to: '09:30' }] }`,
    script: '1m fire a',
    until: '1h',
    sent: ['31m30s trigger first: a'],
  },
  {
    name: 'what fires and recovers in a mute time is never told',
    config: `
      route: { mute_times: [lunch] }
      mute_times: { lunch: [{ from: '09:00', to: '09:30' }] }`,
    script: `1m fire a
      20m resolve a`,
    until: '1h',
    sent: [],
    reasons: { a: 'never-announced' },
  },
  {
    name: 'recovery in a mute time is told at its end',
    config: `
      route: { mute_times: [lunch] }
      mute_times: { lunch: [{ from: '09:02', to: '09:30' }] }`,
    script: `0s fire a
      20m resolve a`,
    until: '1h',
    sent: ['30s trigger first: a', '30m30s resolve all-resolved: -a'],
  },
  {
    name: 'what was told before a mute time is not told again after it',
    config: `
      route: { mute_times: [lunch] }
      mute_times: { lunch: [{ from: '09:02', to: '09:30' }] }`,
    script: '0s fire a',
    until: '2h',
    sent: ['30s trigger first: a'],
  },
  {
    name: 'a night that begins the day before mutes the morning',
    config: `
      route: { mute_times: [night] }
      mute_times: { night: [{ weekdays: [sun], from: '22:00', to: '09:20' }] }`,
    script: '0s fire a',
    until: '1h',
    sent: ['20m30s trigger first: a'],
  },
  {
    name: 'a mute time is that of its zone',
    config: `
      route: { mute_times: [night] }
      mute_times: { night: [{ from: '22:00', to: '06:00', zone: America/New_York }] }`,
    script: '0s fire a',
    until: '3h',
    sent: ['2h30s trigger first: a'],
  },
  {
    name: 'an acknowledgement in a mute time is told at its end',
    config: `
      route: { mute_times: [lunch] }
      mute_times: { lunch: [{ from: '09:02', to: '09:30' }] }`,
    script: `0s fire a
      10m ack a`,
    until: '1h',
    sent: ['30s trigger first: a', '30m30s acknowledge acknowledged: a'],
  },
];

const routing: Scenario[] = [
  {
    name: 'alerts of other entities are groups of their own',
    script: `0s fire a
      10s fire b entity=y`,
    until: '10m',
    sent: ['30s trigger first: a', '40s trigger first: b'],
  },
  {
    name: 'a group by owner holds the alerts of all their entities',
    config: 'route: { group_by: [owner] }',
    script: `0s fire a
      10s fire b entity=y
      10s fire c entity=z owner=other`,
    until: '4m',
    sent: ['30s trigger first: a b', '40s trigger first: c'],
  },
  {
    name: 'grouped by everything each alert is on its own',
    config: "route: { group_by: ['...'] }",
    script: `0s fire a
      1s fire b`,
    until: '4m',
    sent: ['30s trigger first: a', '31s trigger first: b'],
  },
  {
    name: 'grouped by nothing all alerts of the route are one group',
    config: 'route: { group_by: [] }',
    script: `0s fire a
      1s fire b entity=y`,
    until: '4m',
    sent: ['30s trigger first: a b'],
  },
  {
    name: 'the first route that matches takes it, depth first',
    config: `
      route:
        routes:
          - match: [type = drift]
            notify: [{ to: owner, by: slack }]
            routes:
              - { match: [severity = critical], notify: [{ to: owner, by: pagerduty }] }
          - { match: [type = drift], notify: [{ to: owner, by: email }] }`,
    script: `0s fire a critical
      0s fire b low entity=y
      0s fire c low entity=z type=bias`,
    until: '4m',
    sent: [
      '30s trigger first to pagerduty|owner: a',
      '30s trigger first to slack|owner: b',
      '30s trigger first: c',
    ],
  },
  {
    name: 'with continue the next sibling takes it, too',
    config: `
      route:
        routes:
          - { match: [severity = critical], continue: true, notify: [{ to: owner, by: pagerduty }] }
          - { match: [type = drift], notify: [{ to: owner, by: slack }] }`,
    script: '0s fire a critical',
    until: '4m',
    sent: [
      '30s trigger first to pagerduty|owner: a',
      '30s trigger first to slack|owner: a',
    ],
  },
  {
    name: 'settings are inherited and may be changed below',
    config: `
      route:
        group_wait: PT10S
        notify: [{ to: owner, by: slack }]
        routes:
          - match: [type = drift]
            routes:
              - { match: [severity = critical], group_wait: PT0S }`,
    script: `0s fire a critical
      0s fire b low entity=y`,
    until: '4m',
    sent: [
      '0s trigger first to slack|owner: a',
      '10s trigger first to slack|owner: b',
    ],
  },
  {
    name: 'routes match by tag, by what it is not, and by expression',
    config: `
      route:
        notify: [default]
        routes:
          - { match: [tags = pii], notify: [{ to: group:default/privacy, by: email }] }
          - { match: ['owner =~ group:default/risk-.*', system != erp], notify: [parent] }
          - { match: ['owner !~ group:.*'], notify: [system-owner] }`,
    script: `0s fire a tags=eu,pii
      0s fire b entity=y owner=group:default/risk-one system=crm
      0s fire c entity=z owner=user:default/ann
      0s fire d entity=w owner=group:default/risk-one system=erp`,
    until: '4m',
    sent: [
      '30s trigger first to email|group:default/privacy: a',
      '30s trigger first to *|parent: b',
      '30s trigger first to *|system-owner: c',
      '30s trigger first to *|default: d',
    ],
  },
  {
    name: 'alerts keep to the group they began in when the owner changes',
    config: 'route: { group_by: [owner] }',
    script: `0s fire a owner=group:default/old
      10m resolve a
      20m fire a owner=group:default/new`,
    until: '22m',
    sent: [
      '30s trigger first: a',
      '10m30s resolve all-resolved: -a',
      '20m30s trigger first: a',
    ],
  },
];

export const ACTION_SCENARIOS: Scenario[] = [
  ...escalation,
  ...acknowledgements,
  ...muteTimes,
  ...routing,
];
