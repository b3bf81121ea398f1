import type {
  AssessedSubject,
  Binding,
} from '@ai-governance/plugin-ai-governance-common';

/** Whether something that was said of one subject is about another at all, whatever its version. */
export function isAbout(
  said: AssessedSubject,
  subject: AssessedSubject,
  boundTo: Binding,
): boolean {
  return (
    said.entityRef === (boundTo === 'organisation' ? null : subject.entityRef)
  );
}

/**
 * Whether it is about the same version: that of the digest where both have one. A subject whose version is not known
 * is the same as nothing.
 */
export function isSameVersion(
  said: AssessedSubject,
  subject: AssessedSubject,
): boolean {
  if (said.digest !== null && subject.digest !== null) {
    return said.digest === subject.digest;
  }
  return (
    said.modelVersion !== null && said.modelVersion === subject.modelVersion
  );
}
