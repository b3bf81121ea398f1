import type {
  AnswerValue,
  ApplicabilityEntry,
  AssessedSubject,
  Attestation,
  Check,
  CheckResult,
  Control,
  ControlCatalogue,
  Framework,
  RequirementStatus,
  StatusReason,
  Waiver,
} from '@ai-governance/plugin-ai-governance-common';

/** What is known of a subject besides the results of checks. */
export interface SubjectFacts {
  subject: AssessedSubject;
  /** Answers by question; a question that is not in it is not answered, which is not the same as false. */
  answers: Readonly<Record<string, AnswerValue>>;
  /** Day on which it was placed on the market or put into service; null: not known. */
  placedOnMarketAt: string | null;
  /** Entity refs of the users who made the model version. */
  authors: readonly string[];
  /** When thresholds of the subject were last changed, ISO instant; null: never. */
  thresholdsChangedAt: string | null;
}

/** All that an assessment is made from. Records of other subjects and frameworks may be among it: they are left out. */
export interface AssessmentInput {
  framework: Framework;
  catalogue: ControlCatalogue;
  facts: SubjectFacts;
  results: readonly CheckResult[];
  attestations: readonly Attestation[];
  waivers: readonly Waiver[];
  applicability: readonly ApplicabilityEntry[];
  /** ISO instant as of which it holds: what is dated later is not seen. */
  now: string;
}

/** What the newest result of a check is worth here and now. */
export interface CheckWorth {
  /** Null: it never ran. */
  result: CheckResult | null;
  status: RequirementStatus;
  reason: StatusReason;
}

/** Input that is looked up by requirement and check. */
export interface EvaluationContext {
  input: AssessmentInput;
  /** `now` in milliseconds since 1970. */
  nowMs: number;
  checks: ReadonlyMap<string, Check>;
  controls: ReadonlyMap<string, Control>;
  /** Results of the subject up to now, the newest first. */
  results: ReadonlyMap<string, readonly CheckResult[]>;
  /** By check; made once, because many requirements ask for the same. */
  worths: ReadonlyMap<string, CheckWorth>;
}

/** A reason. */
export function because(code: string, text: string): StatusReason {
  return { code, text };
}
