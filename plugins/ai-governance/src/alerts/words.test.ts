import { fleet } from '../../dev/fixtures';
import { fixtureAlerts } from '../../dev/fixtures/alerts';
import { groupAlerts } from './grouping';
import {
  formatMatcher,
  isCatalogRef,
  nameOf,
  standingOf,
  typeWords,
} from './words';

const NOW = Date.UTC(2026, 10, 23, 12);
const alerts = fixtureAlerts(fleet(30, NOW), NOW);
const firing = alerts.find(
  ({ state, suppression, acknowledgement, notifiedAt }) =>
    state === 'firing' && !suppression && !acknowledgement && notifiedAt,
)!;

describe('standingOf', () => {
  it('says that an alert was told, and when', () => {
    expect(
      standingOf({ ...firing, notifiedAt: '2026-11-23T11:40:00Z' }, NOW),
    ).toEqual({ kind: 'told', word: 'Told', detail: '20 minutes ago' });
  });

  it('does not take an alert that nobody knows of for one that was told', () => {
    expect(standingOf({ ...firing, notifiedAt: null }, NOW).kind).toBe(
      'waiting',
    );
  });

  it('says who has taken it on, and not that it is silenced as well', () => {
    const acknowledgement = {
      by: 'pagerduty:Jane Doe',
      at: '2026-11-23T11:00:00Z',
      via: 'pagerduty',
    };
    const suppression = {
      by: 'silence' as const,
      detail: 'A silence',
      cause: 'x',
      until: null,
    };
    expect(
      standingOf({ ...firing, acknowledgement, suppression }, NOW),
    ).toMatchObject({
      kind: 'taken',
      detail: 'by Jane Doe (pagerduty) 1 hour ago',
    });
    expect(standingOf({ ...firing, suppression }, NOW)).toMatchObject({
      kind: 'held',
      word: 'Silenced',
      detail: 'A silence',
    });
  });

  it('says when it ended, whatever held it back', () => {
    expect(
      standingOf(
        { ...firing, state: 'resolved', endsAt: '2026-11-23T11:00:00Z' },
        Date.parse('2026-11-23T12:00:00Z'),
      ).word,
    ).toBe('Resolved');
  });
});

describe('names', () => {
  it.each([
    ['user:default/maria', 'maria', true],
    ['pagerduty:Jane Doe', 'Jane Doe (pagerduty)', false],
    ['configuration', 'configuration', false],
  ])('calls %s %s', (ref, name, isRef) => {
    expect(nameOf(ref)).toBe(name);
    expect(isCatalogRef(ref)).toBe(isRef);
  });

  it('knows no words of a type by chance', () => {
    expect(typeWords('constructor')).toBe('constructor');
    expect(typeWords('task-failure')).toBe('Failed check');
  });

  it('shows that a matcher asks for an empty label', () => {
    expect(formatMatcher({ label: 'owner', operator: '=', value: '' })).toBe(
      'owner = ""',
    );
  });
});

describe('groupAlerts', () => {
  it('keeps the order of the page and every alert once', () => {
    const groups = groupAlerts(alerts, 'type');
    expect(groups[0].key).toBe(alerts[0].type);
    expect(groups.flatMap(group => group.alerts)).toHaveLength(alerts.length);
    expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
    expect(groupAlerts(alerts, 'none')).toEqual([
      { key: '', title: '', alerts },
    ]);
  });
});
