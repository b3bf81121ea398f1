import type {
  Attestation,
  CheckResult,
  ControlCatalogue,
  Framework,
  Waiver,
} from '@ai-governance/plugin-ai-governance-common';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FrameworkLibrary } from '../../frameworks/FrameworkLibrary';
import type { AssessmentInput } from '../types';

export const NOW = '2026-11-20T12:00:00.000Z';
export const SUBJECT = {
  entityRef: 'component:default/credit',
  modelVersion: '3',
  digest: null,
};

const CONTROLS = `kind: ControlCatalogue
version: 1.0.0
questions:
  - { id: tier, title: Tier, type: choices, options: [high, low] }
  - { id: practice, title: Practice, type: choices, options: [bad, none] }
checks:
  - { id: perf, version: 2, title: Perf, collector: perf, severity: high, freshness: P7D, boundTo: version, priorThresholds: true, pass: ok, fail: no, parameters: { minSamples: { type: integer, default: 100, stricter: higher, description: rows }, maxAge: { type: duration, default: P7D, stricter: lower, description: age } } }
  - { id: overdue, version: 1, title: Overdue, collector: findings, severity: high, freshness: P2D, boundTo: subject, emptyPopulation: pass, pass: ok, fail: no }
  - { id: bias, version: 1, title: Bias, collector: bias, severity: high, freshness: P2D, boundTo: subject, emptyPopulation: not_applicable, pass: ok, fail: no }
controls:
  - { id: testing, title: Testing, objective: o, ownerRole: r, cadence: P1D, checks: [perf] }
  - { id: remediation, title: Remediation, objective: o, ownerRole: r, cadence: P1D, checks: [overdue] }
  - { id: fairness, title: Fairness, objective: o, ownerRole: r, cadence: P1D, checks: [bias] }
`;

/** Loads a framework made of the given requirements in YAML, as it would be read from a folder. */
export async function loadFramework(
  requirements: string,
  version = '1.0.0',
): Promise<{ framework: Framework; catalogue: ControlCatalogue }> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-'));
  try {
    await writeFile(join(folder, 'controls.yaml'), CONTROLS);
    await writeFile(
      join(folder, 'test.yaml'),
      `kind: Framework\nid: test\nversion: ${version}\ntitle: Test\nstatementOfApplicability: true\nsource: { title: T, licence: MIT, textPolicy: verbatim }\nrequirements:\n${requirements}\n`,
    );
    const { catalogue, ...library } = await FrameworkLibrary.load(folder).then(
      loaded => ({
        catalogue: loaded.catalogue,
        framework: loaded.get('test', version),
      }),
    );
    return { catalogue, framework: library.framework };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Input without any evidence. */
export async function inputOf(requirements: string): Promise<AssessmentInput> {
  return {
    ...(await loadFramework(requirements)),
    facts: {
      subject: SUBJECT,
      answers: { tier: ['high'] },
      placedOnMarketAt: null,
      authors: ['user:default/ann'],
      thresholdsChangedAt: '2026-11-01T00:00:00Z',
    },
    results: [],
    attestations: [],
    waivers: [],
    applicability: [],
    now: NOW,
  };
}

/** A pass of the check `perf` an hour ago, with thresholds of before. */
export function passed(changes: Partial<CheckResult> = {}): CheckResult {
  return {
    id: 'result-1',
    checkId: 'perf',
    checkVersion: 2,
    subject: SUBJECT,
    status: 'pass',
    reason: 'AUC 0.81, at least 0.75',
    parameters: { minSamples: 100, maxAge: 'P7D' },
    population: { examined: 500, total: 500 },
    thresholdsSetAt: '2026-11-01T00:00:00Z',
    measuredAt: '2026-11-20T10:00:00Z',
    at: '2026-11-20T11:00:00Z',
    expiresAt: null,
    evidenceIds: ['evidence-1'],
    ...changes,
  };
}

/** An attestation of R1 by somebody who is not the author. */
export function attested(changes: Partial<Attestation> = {}): Attestation {
  return {
    id: 'attestation-1',
    frameworkId: 'test',
    requirementId: 'R1',
    subject: SUBJECT,
    statement: 'I looked at it',
    decision: 'confirms',
    signer: 'user:default/bob',
    role: 'reviewer',
    validFrom: '2026-11-10T00:00:00Z',
    validUntil: null,
    revokedAt: null,
    evidenceIds: [],
    ...changes,
  };
}

/** A waiver of R1 that another approved. */
export function waived(changes: Partial<Waiver> = {}): Waiver {
  return {
    id: 'waiver-1',
    frameworkId: 'test',
    requirementId: 'R1',
    subject: SUBJECT,
    reason: 'replaced in January',
    compensation: null,
    requester: 'user:default/ann',
    approver: 'user:default/bob',
    approvedAt: '2026-11-10T00:00:00Z',
    expiresAt: '2027-01-31T00:00:00Z',
    revokedAt: null,
    ...changes,
  };
}
