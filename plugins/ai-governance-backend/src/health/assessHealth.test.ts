import type { DeployedVariant } from '@ai-governance/plugin-ai-governance-common';
import type { Entity } from '@backstage/catalog-model';
import { hoursOf } from './__testUtils__/hours';
import { assessHealth } from './assessHealth';
import { DEFAULT_THRESHOLDS } from './thresholds';

const UNTIL = 1000;
const good = (variant: string) => hoursOf(UNTIL - 24, UNTIL, { variant });
const bad = (variant: string) =>
  hoursOf(UNTIL - 24, UNTIL, { variant, errors5xx: 50 });

const entity = (
  variants: Partial<DeployedVariant>[] = [],
  annotations: Record<string, string> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'churn', annotations },
  spec: {
    deployment: {
      cloud: 'aws',
      serving: 'real-time',
      variants: variants.map(variant => ({
        role: 'production',
        trafficShare: 0.5,
        models: [],
        ...variant,
      })),
    } as any,
  },
});

const assess = (options: Partial<Parameters<typeof assessHealth>[0]>) =>
  assessHealth({
    entity: entity([{ name: 'blue' }, { name: 'green' }]),
    hours: [],
    until: UNTIL,
    thresholds: DEFAULT_THRESHOLDS,
    ...options,
  });

describe('assessHealth', () => {
  it('is that of the worst variant', () => {
    const health = assess({ hours: [...good('blue'), ...bad('green')] });
    expect(health).toMatchObject({
      state: 'unhealthy',
      reason: expect.stringMatching(/^50 % of 300 requests failed with 5xx/),
      variants: [
        { variant: 'blue', state: 'healthy' },
        { variant: 'green', state: 'unhealthy' },
      ],
    });
    expect(health.variants[1].reason).toBe(health.reason);
  });

  it('does not cover a variant of which nothing is known', () => {
    expect(assess({ hours: good('blue') })).toMatchObject({
      state: 'unknown',
      reason: 'No request was measured in the last 24 hours.',
    });
  });

  it('is not that of variants whose answers nobody gets', () => {
    expect(
      assess({
        entity: entity([
          { name: 'blue' },
          { name: 'idle', trafficShare: 0 },
          { name: 'copy', role: 'shadow' },
        ]),
        hours: [...good('blue'), ...bad('copy')],
      }),
    ).toMatchObject({
      state: 'healthy',
      variants: [
        { state: 'healthy' },
        { variant: 'idle', state: 'unknown' },
        { variant: 'copy', state: 'unhealthy' },
      ],
    });
  });

  it.each([
    ['Failed', 'unhealthy'],
    ['OutOfService', 'unhealthy'],
    ['RollingBack', 'degraded'],
    ['Creating', 'unknown'],
    ['InService', 'healthy'],
    ['Updating', 'healthy'],
    ['Succeeded', 'healthy'],
    ['<b>whatever</b>', 'healthy'],
  ])('listens to the cloud: %s is %s', (status, state) => {
    const health = assess({
      entity: entity([{ name: 'blue' }], {
        'ai-governance.io/endpoint-status': status,
      }),
      hours: good('blue'),
    });
    const told = `The cloud says of the endpoint: ${status}.`;
    expect(health.state).toBe(state);
    expect(health.reason === told).toBe(state !== 'healthy');
  });

  it('listens to the cloud on a variant', () => {
    expect(
      assess({
        entity: entity([{ name: 'blue', status: 'Failed' }]),
        hours: good('blue'),
      }),
    ).toMatchObject({
      state: 'unhealthy',
      reason: 'The cloud says of the variant: Failed.',
    });
  });

  it('finds variants in the annotation, or else in what was measured', () => {
    const named = entity([], { 'ai-governance.io/variants': 'blue, green' });
    expect(
      assess({ entity: named, hours: good('blue') }).variants.map(
        ({ variant }) => variant,
      ),
    ).toEqual(['blue', 'green']);
    expect(assess({ entity: entity(), hours: good('blue') })).toMatchObject({
      state: 'healthy',
      variants: [{ variant: 'blue' }],
    });
  });

  it('says why it does not know', () => {
    const problem = 'AWS does not accept the credentials.';
    expect(assess({ problem })).toMatchObject({
      state: 'unknown',
      reason: problem,
    });
    expect(assess({ problem, entity: entity() })).toMatchObject({
      state: 'unknown',
      reason: problem,
      variants: [],
    });
    expect(assess({ entity: entity() })).toMatchObject({ state: 'unknown' });
  });

  it('goes by recent hours also when the cloud cannot be asked, but not by old ones', () => {
    const problem = 'No answer.';
    const hours = [...good('blue'), ...good('green')];
    expect(assess({ problem, hours }).state).toBe('healthy');
    expect(assess({ problem, hours, until: UNTIL + 10 })).toMatchObject({
      state: 'unknown',
      reason: problem,
    });
  });
});
