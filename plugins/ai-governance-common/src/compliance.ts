import type { Severity } from './verdicts';

/** Value of an answer about a model: what the risk questionnaire and the catalog say. @public */
export type AnswerValue = boolean | string | readonly string[];

/** A question whose answer decides what applies. @public */
export interface ScopingQuestion {
  id: string;
  title: string;
  type: 'boolean' | 'choice' | 'choices';
  /** Allowed values of a choice; empty for a boolean. */
  options: readonly string[];
}

/**
 * A condition on answers: for each question the values of which one must be among the answers. All questions of a
 * condition must hold. @public
 */
export type ScopeCondition = Readonly<
  Record<string, readonly (string | boolean)[]>
>;

/** How well a date or fact is founded. @public */
export type Confidence = 'verified' | 'secondary' | 'unverified' | 'conflict';

/** From when a requirement applies. @public */
export interface AppliesFrom {
  /** Day in UTC, for example `2027-12-02`. */
  date: string;
  confidence: Confidence;
  note: string | null;
  /** The date holds where one of these does; empty: for all. */
  when: readonly ScopeCondition[];
  /** The date holds only for what was placed on the market before this day; null: for all. */
  placedBefore: string | null;
}

/** `satisfies`: must pass. `supports`: must not speak against it. `related`: is only shown. @public */
export type ControlRelation = 'satisfies' | 'supports' | 'related';

/** Value of a check's parameter. @public */
export type ParameterValue = boolean | number | string;

/** A control that a requirement makes use of. @public */
export interface ControlMapping {
  controlId: string;
  relation: ControlRelation;
  /** Least strict parameters under which a pass counts, by check id and name of the parameter. */
  minParameters: Readonly<
    Record<string, Readonly<Record<string, ParameterValue>>>
  >;
}

/** What an attestation belongs to, and so what makes it stale. @public */
export type Binding = 'version' | 'subject' | 'organisation';

/** What a person has to say. @public */
export interface AttestationRule {
  /** `none`: checks decide. `required`: checks and a person. `instead`: no check can decide, a person does. */
  mode: 'none' | 'required' | 'instead';
  /** Role that may sign; null: any. */
  role: string | null;
  /** How long it counts, ISO 8601 duration. */
  validity: string;
  boundTo: Binding;
  /** Whether the author of the version may not sign. */
  independent: boolean;
}

/** A requirement of another framework that is near this one; never the same as it. @public */
export interface Crosswalk {
  framework: string;
  requirement: string;
  relation: 'supports' | 'intersects' | 'equivalent';
}

/** One thing that a framework asks for. @public */
export interface Requirement {
  id: string;
  /** Id of the heading that it stands under; null at the top. */
  parent: string | null;
  title: string;
  /** More in our own words; null when the title says it. */
  description: string | null;
  /** False: its status is rolled up from its children and `derivedFrom`, and it is not scored. */
  assessable: boolean;
  derivedFrom: readonly string[];
  /** False: its failure makes a heading partially satisfied, not unsatisfied. */
  mandatory: boolean;
  /** Share in the score. */
  weight: number;
  severity: Exclude<Severity, 'none'>;
  /** The answer that is a breach in itself, for example a prohibited practice; null for all others. */
  prohibition: { question: string; value: string } | null;
  /** It applies where one of these holds; empty: to all. */
  appliesWhen: readonly ScopeCondition[];
  /** It does not apply where one of these holds. */
  exceptWhen: readonly ScopeCondition[];
  /** Empty: in force. */
  appliesFrom: readonly AppliesFrom[];
  controls: readonly ControlMapping[];
  attestation: AttestationRule;
  crosswalk: readonly Crosswalk[];
}

/** One immutable version of a framework. @public */
export interface Framework {
  id: string;
  version: string;
  title: string;
  status: 'active' | 'draft' | 'retired';
  source: {
    title: string;
    url: string | null;
    licence: string;
    textPolicy: 'ids-only' | 'own-words' | 'verbatim';
  };
  notes: readonly string[];
  /** Whether requirements may be left out with a justification. */
  statementOfApplicability: boolean;
  questions: readonly ScopingQuestion[];
  requirements: readonly Requirement[];
  /** SHA-256 in hex of all of the above. */
  hash: string;
}

/** What may be set of a check. @public */
export interface CheckParameter {
  type: 'integer' | 'number' | 'duration' | 'boolean' | 'string';
  default: ParameterValue;
  /** Which values are stricter than another; `exact`: only the same value counts. */
  stricter: 'higher' | 'lower' | 'exact';
  description: string;
}

/** A machine test, declared; its code is a collector of the backend. @public */
export interface Check {
  id: string;
  /** Results of another version are stale. */
  version: number;
  title: string;
  collector: string;
  severity: Exclude<Severity, 'none'>;
  /** How long a result counts, ISO 8601 duration. */
  freshness: string;
  boundTo: Binding;
  /** Whether its thresholds must have been set before what is measured. */
  priorThresholds: boolean;
  /** What a pass over nothing (0 of 0) is. */
  emptyPopulation: 'pass' | 'no_evidence' | 'not_applicable';
  parameters: Readonly<Record<string, CheckParameter>>;
  pass: string;
  fail: string;
}

/** What is done in the organisation; frameworks share it. @public */
export interface Control {
  id: string;
  title: string;
  objective: string;
  ownerRole: string;
  /** How often it is exercised, ISO 8601 duration. */
  cadence: string;
  checks: readonly string[];
}

/** Controls, checks and questions that all frameworks share. @public */
export interface ControlCatalogue {
  version: string;
  questions: readonly ScopingQuestion[];
  checks: readonly Check[];
  controls: readonly Control[];
  /** SHA-256 in hex of all of the above. */
  hash: string;
}

/** What is assessed. @public */
export interface AssessedSubject {
  /** Null: the organisation. */
  entityRef: string | null;
  modelVersion: string | null;
  /** Digest of the model's artefact; where both sides have one, it decides. */
  digest: string | null;
}

/** What the evidence is. @public */
export type EvidenceType =
  | 'telemetry'
  | 'config'
  | 'log'
  | 'document'
  | 'record'
  | 'attestation'
  | 'approval';

/** A record of what was seen, where and how. @public */
export interface Evidence {
  id: string;
  type: EvidenceType;
  subject: AssessedSubject;
  source: {
    system: string;
    query: string;
    parameters: Readonly<Record<string, ParameterValue>>;
  };
  collector: { id: string; version: string };
  /** ISO instants. */
  collectedAt: string;
  periodFrom: string;
  periodTo: string;
  /** Things that were looked through, all pages; null where that is no count. */
  populationCount: number | null;
  /** SHA-256 in hex of the payload. */
  sha256: string;
  /** ISO instant; null: never. */
  expiresAt: string | null;
}

/** What a check said. `error`: it could not run. @public */
export type CheckStatus =
  | 'pass'
  | 'fail'
  | 'insufficient-data'
  | 'not_applicable'
  | 'error';

/** One run of a check on one subject. @public */
export interface CheckResult {
  id: string;
  checkId: string;
  checkVersion: number;
  subject: AssessedSubject;
  status: CheckStatus;
  /** One sentence: what was seen against what. */
  reason: string;
  /** Parameters that it ran with. */
  parameters: Readonly<Record<string, ParameterValue>>;
  /** How many of how many were looked at; null where the check counts nothing. */
  population: { examined: number; total: number } | null;
  /** When the thresholds that it judged by were set, ISO instant; null: unknown or none. */
  thresholdsSetAt: string | null;
  /** When what it judges was measured, ISO instant. */
  measuredAt: string;
  /** When it ran, ISO instant. */
  at: string;
  /** When its evidence expires, ISO instant; null: by the check's freshness only. */
  expiresAt: string | null;
  evidenceIds: readonly string[];
}

/** What a named person states. @public */
export interface Attestation {
  id: string;
  frameworkId: string;
  requirementId: string;
  subject: AssessedSubject;
  statement: string;
  decision: 'confirms' | 'denies';
  /** Entity ref of the user. */
  signer: string;
  role: string;
  /** ISO instants. The end is that of the signer or of the requirement's validity, whichever is earlier. */
  validFrom: string;
  validUntil: string | null;
  /** When it was taken back, ISO instant; null: it stands. */
  revokedAt: string | null;
  evidenceIds: readonly string[];
}

/** An accepted exception. @public */
export interface Waiver {
  id: string;
  frameworkId: string;
  requirementId: string;
  subject: AssessedSubject;
  reason: string;
  compensation: string | null;
  /** Entity refs of users; they must differ. Null: not approved yet. */
  requester: string;
  approver: string | null;
  /** ISO instants. */
  approvedAt: string | null;
  expiresAt: string;
  revokedAt: string | null;
}

/** What an organisation leaves out of a framework, and why. @public */
export interface ApplicabilityEntry {
  frameworkId: string;
  requirementId: string;
  applicable: boolean;
  justification: string;
}
