/**
 * The only five things a measurement may say. Missing, undefined or too little data is never a pass.
 * @public
 */
export type Verdict = 'pass' | 'warn' | 'fail' | 'insufficient-data' | 'error';

/** How large an effect is, from none to critical. @public */
export type Severity = 'none' | 'low' | 'medium' | 'high' | 'critical';

/** Severities from the mildest to the gravest. @public */
export const SEVERITIES: readonly Severity[] = [
  'none',
  'low',
  'medium',
  'high',
  'critical',
];

/** The graver of two severities. @public */
export function graver(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b;
}
