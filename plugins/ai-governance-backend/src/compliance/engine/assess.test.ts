import {
  inputOf,
  loadFramework,
  NOW,
  passed,
  waived,
} from './__testUtils__/scenario';
import { assess } from './assess';
import type { AssessmentInput } from './types';

const CHECKED = '  - { id: R1, title: One, satisfiedBy: [testing] }';
const REVIEWED =
  '  - { id: R1, title: One, attestation: { mode: instead, role: reviewer, validity: P180D, independent: true } }';

/** Status and first reason of R1. */
async function r1(requirements: string, changes: Partial<AssessmentInput>) {
  const assessment = assess({ ...(await inputOf(requirements)), ...changes });
  const result = assessment.results.find(
    ({ requirementId }) => requirementId === 'R1',
  );
  return [result?.status, result?.reasons[0].code];
}

async function factsWith(changes: object) {
  return { ...(await inputOf(CHECKED)).facts, ...changes };
}

describe('scope, dates and exceptions', () => {
  const with_ = (more: string) =>
    CHECKED.replace('title: One', `title: One, ${more}`);

  it('puts out of scope by answers, and never by answers that are not there', async () => {
    const low = with_('appliesWhen: { tier: [low] }');
    expect((await r1(low, { results: [passed()] }))[0]).toBe('out_of_scope');
    const facts = await factsWith({ answers: {} });
    expect(await r1(low, { facts, results: [passed()] })).toEqual([
      'no_evidence',
      'not-answered',
    ]);
    const except = with_('exceptWhen: { tier: [high] }');
    expect((await r1(except, { results: [passed()] }))[0]).toBe('out_of_scope');
  });

  it('is not in force before its day, in the earlier of two readings', async () => {
    const dated = with_(
      'appliesFrom: [{ date: 2027-12-02, confidence: conflict }, { date: 2026-11-21, confidence: conflict }]',
    );
    expect(await r1(dated, {})).toEqual([
      'not_yet_in_force',
      'not-yet-in-force',
    ]);
    expect((await r1(dated, { now: '2026-11-21T00:00:00Z' }))[0]).toBe(
      'no_evidence',
    );
  });

  it('gives more time to what was there before, and only to that', async () => {
    const dated = with_(
      'appliesFrom: [{ date: 2026-08-02, confidence: verified }, { date: 2026-12-02, confidence: verified, placedBefore: 2026-08-02 }]',
    );
    expect((await r1(dated, {}))[0]).toBe('no_evidence');
    const facts = await factsWith({ placedOnMarketAt: '2026-08-01' });
    expect((await r1(dated, { facts }))[0]).toBe('not_yet_in_force');
    const late = await factsWith({ placedOnMarketAt: '2026-08-02' });
    expect((await r1(dated, { facts: late }))[0]).toBe('no_evidence');
  });

  it.each([
    ['one that holds', waived(), 'waived', 'waived'],
    [
      'approved by the requester',
      waived({ approver: 'user:default/ann' }),
      'no_evidence',
      'waiver-own-approval',
    ],
    [
      'not approved',
      waived({ approver: null }),
      'no_evidence',
      'waiver-not-approved',
    ],
    ['expired', waived({ expiresAt: NOW }), 'no_evidence', 'waiver-expired'],
  ] as const)('waiver: %s', async (_, waiver, status, code) => {
    const { results } = assess({
      ...(await inputOf(CHECKED)),
      waivers: [waiver],
    });
    expect(results[0].status).toBe(status);
    expect(results[0].reasons.map(reason => reason.code)).toContain(code);
  });

  it('leaves out only with a justification', async () => {
    const entry = {
      frameworkId: 'test',
      requirementId: 'R1',
      applicable: false,
      justification: 'no such data',
    };
    expect((await r1(CHECKED, { applicability: [entry] }))[0]).toBe(
      'not_applicable',
    );
    expect(
      (
        await r1(CHECKED, { applicability: [{ ...entry, justification: ' ' }] })
      )[0],
    ).toBe('no_evidence');
  });
});

describe('scorecard', () => {
  it('0 of 0 is not 100 %', async () => {
    const requirements = '  - { id: R1, title: One, satisfiedBy: [fairness] }';
    const none = passed({
      checkId: 'bias',
      checkVersion: 1,
      population: { examined: 0, total: 0 },
    });
    const { scorecard } = assess({
      ...(await inputOf(requirements)),
      results: [none],
    });
    expect(scorecard).toMatchObject({
      status: 'not_applicable',
      score: null,
      coverage: null,
      automationShare: null,
      applicable: 0,
    });
  });

  it('shows score, coverage and automation share apart', async () => {
    const { scorecard } = assess({
      ...(await inputOf(
        '  - { id: H, title: Head }\n  - { id: R1, parent: H, title: One, weight: 3, satisfiedBy: [testing] }\n  - { id: R2, parent: H, title: Two, attestation: { mode: instead } }\n  - { id: R3, title: Three, satisfiedBy: [remediation] }\n  - { id: R4, title: Four, appliesFrom: [{ date: 2030-01-01, confidence: verified }], satisfiedBy: [remediation] }',
      )),
      results: [
        passed(),
        passed({
          id: 'o',
          checkId: 'overdue',
          checkVersion: 1,
          status: 'fail',
        }),
      ],
    });
    expect(scorecard.score).toBeCloseTo(3 / 5);
    expect(scorecard.coverage).toBeCloseTo(2 / 3);
    expect(scorecard.automationShare).toBeCloseTo(2 / 3);
    expect(scorecard.applicable).toBe(3);
    expect(scorecard.status).toBe('not_satisfied');
    expect(scorecard.counts).toMatchObject({
      satisfied: 1,
      needs_attestation: 1,
      not_satisfied: 1,
      not_yet_in_force: 1,
    });
  });

  it('a prohibited practice blocks, outside the score and whatever was waived', async () => {
    const requirements = `${CHECKED}\n  - { id: R2, title: Two, prohibition: { question: practice, value: bad }, attestation: { mode: instead } }`;
    const input = { ...(await inputOf(requirements)), results: [passed()] };
    const of = (practice?: string) =>
      assess({
        ...input,
        facts: {
          ...input.facts,
          answers: {
            ...input.facts.answers,
            ...(practice && { practice: [practice] }),
          },
        },
        waivers: [waived({ requirementId: 'R2' })],
        applicability: [
          {
            frameworkId: 'test',
            requirementId: 'R2',
            applicable: false,
            justification: 'we may',
          },
        ],
      });
    expect(of('bad').scorecard).toMatchObject({
      blockers: ['R2'],
      score: 1,
      status: 'not_satisfied',
    });
    expect(of('none').scorecard).toMatchObject({
      blockers: [],
      score: 1,
      status: 'needs_attestation',
    });
    expect(of().scorecard).toMatchObject({
      blockers: [],
      status: 'no_evidence',
    });
  });

  it('a heading without what is optional is partially satisfied', async () => {
    const input = await inputOf(
      '  - { id: H, title: Head }\n  - { id: R1, parent: H, title: One, satisfiedBy: [testing] }\n  - { id: R2, parent: H, title: Two, mandatory: false, attestation: { mode: instead } }\n  - { id: D, title: All, derivedFrom: [H] }',
    );
    const { results } = assess({ ...input, results: [passed()] });
    expect(results.map(({ status }) => status)).toEqual([
      'partially',
      'satisfied',
      'needs_attestation',
      'partially',
    ]);
  });
});

describe('reproducibility', () => {
  it('equal input in another order gives equal bytes', async () => {
    const input = await inputOf(CHECKED);
    const results = [
      passed(),
      passed({ id: 'result-0', at: '2026-11-19T00:00:00Z' }),
    ];
    const bytes = JSON.stringify(assess({ ...input, results }));
    expect(
      JSON.stringify(assess({ ...input, results: [...results].reverse() })),
    ).toBe(bytes);
    expect(assess({ ...input, results: [passed()] }).id).not.toBe(
      assess({ ...input, results }).id,
    );
  });

  it('an upgrade of the framework leaves assessments of the old version as they were', async () => {
    const input = { ...(await inputOf(CHECKED)), results: [passed()] };
    const before = assess(input);
    const bytes = JSON.stringify(before);
    const upgraded = await loadFramework(
      `${REVIEWED}\n  - { id: R2, title: Two, satisfiedBy: [testing] }`,
      '2.0.0',
    );
    const after = assess({ ...input, ...upgraded });
    expect(after.framework.version).toBe('2.0.0');
    expect(after.results).toHaveLength(2);
    expect(JSON.stringify(before)).toBe(bytes);
    expect(JSON.stringify(assess(input))).toBe(bytes);
  });
});
