import {
  attested,
  inputOf,
  NOW,
  passed,
  SUBJECT,
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

describe('checks', () => {
  it.each([
    ['a pass', passed(), 'satisfied', 'check-passed'],
    ['a failure', passed({ status: 'fail' }), 'not_satisfied', 'check-failed'],
    [
      'too little data',
      passed({ status: 'insufficient-data' }),
      'no_evidence',
      'insufficient-data',
    ],
    [
      'thresholds set after the run',
      passed({ thresholdsSetAt: '2026-11-20T10:30:00Z' }),
      'not_satisfied',
      'thresholds-after-run',
    ],
    [
      'thresholds of unknown age',
      passed({ thresholdsSetAt: null }),
      'no_evidence',
      'thresholds-unknown',
    ],
    [
      'half of the population',
      passed({ population: { examined: 100, total: 500 } }),
      'no_evidence',
      'incomplete-population',
    ],
    [
      'a pass over nothing',
      passed({ population: { examined: 0, total: 0 } }),
      'no_evidence',
      'empty-population',
    ],
    ['an old pass', passed({ at: '2026-11-13T11:59:59Z' }), 'stale', 'too-old'],
    [
      'expired evidence',
      passed({ expiresAt: NOW }),
      'stale',
      'evidence-expired',
    ],
    [
      'an earlier version of the check',
      passed({ checkVersion: 1 }),
      'stale',
      'check-version',
    ],
    [
      'another version of the model',
      passed({ subject: { ...SUBJECT, modelVersion: '2' } }),
      'stale',
      'other-version',
    ],
    [
      'a pass of tomorrow',
      passed({ at: '2026-11-21T00:00:00Z' }),
      'no_evidence',
      'never-ran',
    ],
    [
      'another model',
      passed({ subject: { ...SUBJECT, entityRef: 'component:default/x' } }),
      'no_evidence',
      'never-ran',
    ],
  ] as const)('%s', async (_, result, status, code) => {
    expect(await r1(CHECKED, { results: [result] })).toEqual([status, code]);
  });

  it('a threshold that was changed after the run asks for another run', async () => {
    const facts = await factsWith({
      thresholdsChangedAt: '2026-11-20T11:30:00Z',
    });
    expect(await r1(CHECKED, { facts, results: [passed()] })).toEqual([
      'stale',
      'thresholds-changed',
    ]);
  });

  it('a collector that is down is an error, whatever it said before', async () => {
    const down = passed({
      id: 'result-2',
      at: NOW,
      status: 'error',
      reason: 'timeout',
    });
    expect(await r1(CHECKED, { results: [passed(), down] })).toEqual([
      'error',
      'check-error',
    ]);
    expect(await r1(CHECKED, { results: [down, passed()] })).toEqual([
      'error',
      'check-error',
    ]);
  });

  it.each([
    ['minSamples: 101', 'not_satisfied'],
    ['minSamples: 99', 'satisfied'],
    ['maxAge: PT24H', 'not_satisfied'],
    ['maxAge: P1M', 'satisfied'],
  ])('with %s asked for', async (wanted, status) => {
    const requirement = `  - { id: R1, title: One, satisfiedBy: [{ control: testing, with: { perf: { ${wanted} } } }] }`;
    expect((await r1(requirement, { results: [passed()] }))[0]).toBe(status);
  });

  it('the worst of several controls counts', async () => {
    const both =
      '  - { id: R1, title: One, satisfiedBy: [testing, remediation] }';
    const overdue = passed({
      id: 'o',
      checkId: 'overdue',
      checkVersion: 1,
      population: { examined: 0, total: 0 },
    });
    expect((await r1(both, { results: [passed(), overdue] }))[0]).toBe(
      'satisfied',
    );
    expect((await r1(both, { results: [passed()] }))[0]).toBe('no_evidence');
    expect(
      (
        await r1(both, { results: [passed(), { ...overdue, status: 'fail' }] })
      )[0],
    ).toBe('not_satisfied');
  });
});

describe('attestations', () => {
  it.each([
    ['none', [], 'needs_attestation', 'not-attested'],
    ['one', [attested()], 'satisfied', 'attested'],
    [
      'by the author',
      [attested({ signer: 'user:default/ann' })],
      'needs_attestation',
      'signed-by-author',
    ],
    [
      'in another role',
      [attested({ role: 'owner' })],
      'needs_attestation',
      'wrong-role',
    ],
    [
      'outlived by a new version',
      [attested({ subject: { ...SUBJECT, modelVersion: '2' } })],
      'stale',
      'attested-other-version',
    ],
    [
      'longer than allowed',
      [
        attested({
          validFrom: '2026-01-01T00:00:00Z',
          validUntil: '2030-01-01T00:00:00Z',
        }),
      ],
      'stale',
      'attestation-expired',
    ],
    [
      'ended by the signer',
      [attested({ validUntil: NOW })],
      'stale',
      'attestation-expired',
    ],
    [
      'taken back',
      [attested({ revokedAt: NOW })],
      'needs_attestation',
      'not-attested',
    ],
    [
      'of tomorrow',
      [attested({ validFrom: '2026-11-21T00:00:00Z' })],
      'needs_attestation',
      'not-attested',
    ],
    [
      'a denial beside it',
      [attested(), attested({ id: 'a-2', decision: 'denies' })],
      'not_satisfied',
      'denied',
    ],
  ] as const)('%s', async (_, attestations, status, code) => {
    expect(await r1(REVIEWED, { attestations })).toEqual([status, code]);
  });

  it('do not cover up a check that fails or could not run', async () => {
    const supported = REVIEWED.replace(
      'title: One',
      'title: One, supportedBy: [testing]',
    );
    const attestations = [attested()];
    expect((await r1(supported, { attestations }))[0]).toBe('satisfied');
    expect(
      (
        await r1(supported, {
          attestations,
          results: [passed({ status: 'fail' })],
        })
      )[0],
    ).toBe('partially');
    expect(
      (
        await r1(supported, {
          attestations,
          results: [passed({ status: 'error' })],
        })
      )[0],
    ).toBe('error');
  });
});
