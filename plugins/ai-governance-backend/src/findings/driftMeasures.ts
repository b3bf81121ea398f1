import type { ColumnDrift } from '@ai-governance/plugin-ai-governance-common';
import { metricOf } from '../drift/severity';

/** Effects of a column's tests by the names that severity levels and alert rules have for them, such as `psi`. */
export function driftMeasures({ tests }: ColumnDrift): Record<string, number> {
  return Object.fromEntries(
    tests.flatMap(({ method, effectSize }) => {
      const metric = metricOf(method);
      return metric !== undefined && effectSize !== null
        ? [[metric, effectSize]]
        : [];
    }),
  );
}
