import {
  SEVERITIES,
  SEVERITY_METRICS,
  type SeverityLevel,
  type SeverityLevels,
  type SeverityMetric,
} from '@ai-governance/plugin-ai-governance-common';
import { z } from 'zod/v3';
import { group } from './primitives';

const EXPRESSION = /^\s*([a-z_]+)\s*(>=|>)\s*(\d+\.?\d*|\.\d+)\s*$/;

/** Measures without an upper end; all others go from 0 to 1. */
const UNBOUNDED: readonly SeverityMetric[] = ['psi', 'wasserstein'];

const HELP = `must be such as \`psi > 0.25\`: one of ${SEVERITY_METRICS.join(
  ', ',
)}, then > or >=, then a number`;

/** Where a severity of one measure begins. */
export interface SeverityExpression {
  metric: SeverityMetric;
  operator: SeverityLevel['operator'];
  value: number;
}

/** One expression such as `psi > 0.25`, or what is wrong with it. */
function parseExpression(text: unknown): SeverityExpression | string {
  const [, name, operator, number] =
    (typeof text === 'string' && EXPRESSION.exec(text)) || [];
  if (number === undefined) {
    return `${HELP}; it is ${JSON.stringify(text)}`;
  }
  const metric = SEVERITY_METRICS.find(known => known === name);
  if (!metric) {
    return `${HELP}; '${name}' is not known`;
  }
  const value = Number(number);
  if (value > 1 && !UNBOUNDED.includes(metric)) {
    return `${metric} goes from 0 to 1, so ${number} is never reached`;
  }
  return {
    metric,
    operator: operator as SeverityExpression['operator'],
    value,
  };
}

/** An expression or a list of them. */
const expressions = z
  .unknown()
  .transform((input, context): SeverityExpression[] => {
    const list = Array.isArray(input) ? input : [input];
    const parsed: SeverityExpression[] = [];
    list.forEach((text, i) => {
      const result = parseExpression(text);
      if (typeof result === 'string') {
        context.addIssue({
          code: 'custom',
          message: result,
          path: Array.isArray(input) ? [i] : [],
        });
      } else {
        parsed.push(result);
      }
    });
    return parsed;
  });

/**
 * `alerting.severity_levels`: expressions by severity, turned into levels by measure, the gravest first. The levels of
 * a measure must not rise from a graver severity to a milder one, or the graver would never be given.
 */
export const severityLevelsSchema = group({
  critical: expressions,
  high: expressions,
  medium: expressions,
  low: expressions,
}).transform((file, context): SeverityLevels => {
  const levels: SeverityLevels = {};
  const gravestFirst = [...SEVERITIES].reverse();
  for (const severity of gravestFirst) {
    if (severity === 'none') continue;
    for (const { metric, operator, value } of file[severity] ?? []) {
      const list = (levels[metric] ??= []);
      const graver = list[list.length - 1];
      const problem = graver && conflict(graver, severity, value);
      if (problem) {
        context.addIssue({
          code: 'custom',
          path: [severity],
          message: `${metric} ${problem}`,
        });
      } else {
        list.push({ severity, operator, value });
      }
    }
  }
  return levels;
});

function conflict(
  graver: SeverityLevel,
  severity: SeverityLevel['severity'],
  value: number,
): string | undefined {
  if (graver.severity === severity) {
    return 'stands twice; one expression a measure is allowed';
  }
  return value > graver.value
    ? `begins at ${value} and ${graver.severity} at ${graver.value}; a milder severity must begin lower`
    : undefined;
}
