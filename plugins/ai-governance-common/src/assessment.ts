import type {
  AssessedSubject,
  CheckStatus,
  ControlRelation,
} from './compliance';

/** What may be said of a requirement, and nothing else. @public */
export type RequirementStatus =
  | 'satisfied'
  | 'not_satisfied'
  | 'partially'
  | 'needs_attestation'
  | 'stale'
  | 'no_evidence'
  | 'error'
  | 'not_applicable'
  | 'not_yet_in_force'
  | 'waived'
  | 'out_of_scope';

/** All statuses: first those that count, from the worst to the best, then those that do not. @public */
export const REQUIREMENT_STATUSES: readonly RequirementStatus[] = [
  'not_satisfied',
  'error',
  'no_evidence',
  'stale',
  'needs_attestation',
  'partially',
  'waived',
  'satisfied',
  'not_yet_in_force',
  'not_applicable',
  'out_of_scope',
];

/** Statuses of requirements that are not in the score. @public */
export const UNCOUNTED_STATUSES: readonly RequirementStatus[] = [
  'not_yet_in_force',
  'not_applicable',
  'out_of_scope',
];

/** Why a requirement has its status: a code for machines and a sentence for people. @public */
export interface StatusReason {
  code: string;
  text: string;
}

/** What one check adds. @public */
export interface AssessedCheck {
  checkId: string;
  /** Id of the result that was used; null: there is none. */
  resultId: string | null;
  /** What the check itself said. */
  reported: CheckStatus | null;
  /** What that is worth here and now. */
  status: RequirementStatus;
  reason: StatusReason;
}

/** What one control adds: its worst check. @public */
export interface AssessedControl {
  controlId: string;
  relation: ControlRelation;
  status: RequirementStatus;
  checks: readonly AssessedCheck[];
}

/** What is said of one requirement of one subject. @public */
export interface RequirementResult {
  requirementId: string;
  status: RequirementStatus;
  /** Never empty, in the order of evaluation. */
  reasons: readonly StatusReason[];
  /** A breach that no score makes up for. */
  blocker: boolean;
  /** Whether it counts in the score, and with which weight. */
  weight: number;
  /** Whether there is evidence that can be used: a check that said pass or fail, or an attestation that holds. */
  evidenced: boolean;
  /** Whether checks alone can decide it. */
  automated: boolean;
  /** Day from which it applies; null: always. */
  appliesFrom: string | null;
  controls: readonly AssessedControl[];
  attestationId: string | null;
  waiverId: string | null;
}

/** Figures of an assessment. Null is 0 of 0, which is not 100 %. @public */
export interface Scorecard {
  status: RequirementStatus;
  /** Ids of requirements that are breached whatever the score says. */
  blockers: readonly string[];
  /** Weight of what is satisfied in the weight of what is applicable and in force, 0 to 1. */
  score: number | null;
  /** Share of the applicable requirements for which there is usable evidence. */
  coverage: number | null;
  /** Share of the applicable requirements that checks alone can decide. */
  automationShare: number | null;
  /** Applicable requirements that are scored. */
  applicable: number;
  /** How many assessable requirements have each status. */
  counts: Readonly<Record<RequirementStatus, number>>;
}

/** What is said of one subject under one version of a framework at one time. It never changes. @public */
export interface Assessment {
  /** The hash of its inputs. */
  id: string;
  framework: { id: string; version: string; hash: string };
  catalogueHash: string;
  subject: AssessedSubject;
  /** ISO instant as of which it holds. */
  at: string;
  engineVersion: string;
  /** SHA-256 in hex of all that it was made from. */
  inputsHash: string;
  results: readonly RequirementResult[];
  scorecard: Scorecard;
}
