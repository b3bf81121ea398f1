import type {
  ColumnType,
  MonitoredColumn,
  OutcomeSettings,
} from '@ai-governance/plugin-ai-governance-common';
import type { z } from 'zod/v3';
import type { FileRules } from './rulesSchema';

/** Tests that compare one kind of column only. */
const COMPARES: Partial<
  Record<keyof NonNullable<FileRules['tests']>, ColumnType>
> = { ks: 'numeric', wasserstein: 'numeric', chi_square: 'categorical' };

type Path = (string | number)[];

/**
 * Checks that the names in an endpoint's settings are those of its columns. Columns that are found in the payload are
 * not known yet: then any name may stand.
 */
export function checkColumnNames(
  entry: Omit<FileRules, 'columns'> & {
    columns: FileRules['columns'] & { watch?: 'auto' | MonitoredColumn[] };
    variants?: Record<string, FileRules>;
  },
  context: z.RefinementCtx,
): void {
  const { watch } = entry.columns ?? {};
  if (!Array.isArray(watch)) {
    return;
  }
  const types = new Map<string, ColumnType>();
  watch.forEach(({ name, type }, i) => {
    if (types.has(name)) {
      context.addIssue({
        code: 'custom',
        path: ['columns', i],
        message: `'${name}' is listed twice; names must be unique`,
      });
    }
    types.set(name, type);
  });
  const check = (name: string, path: Path, allowed?: ColumnType) => {
    const type = types.get(name);
    if (type === undefined || (allowed && type !== allowed)) {
      context.addIssue({
        code: 'custom',
        path,
        message: type
          ? `'${name}' is ${type}; this test compares ${allowed} columns only`
          : `'${name}' is not among the columns; allowed are ${[
              ...types.keys(),
            ].join(', ')}`,
      });
    }
  };
  checkRules(entry, [], check);
  for (const [variant, rules] of Object.entries(entry.variants ?? {})) {
    checkRules(rules, ['variants', variant], check);
  }
}

/** Checks that prediction and score of an endpoint are among its columns, where these are known. */
export function checkOutcomeColumns(
  entry: {
    columns: { watch?: 'auto' | MonitoredColumn[] };
    outcomes?: Pick<OutcomeSettings, 'prediction' | 'score'> | null;
  },
  context: z.RefinementCtx,
): void {
  const { watch } = entry.columns;
  if (!Array.isArray(watch) || !entry.outcomes) {
    return;
  }
  for (const key of ['prediction', 'score'] as const) {
    const name = entry.outcomes[key];
    if (name !== null && !watch.some(column => column.name === name)) {
      context.addIssue({
        code: 'custom',
        path: ['outcomes', key],
        message: `'${name}' is not among the columns; allowed are ${watch
          .map(column => column.name)
          .join(', ')}`,
      });
    }
  }
}

function checkRules(
  { columns, tests }: FileRules,
  path: Path,
  check: (name: string, path: Path, allowed?: ColumnType) => void,
): void {
  for (const list of ['ignore', 'critical'] as const) {
    columns?.[list]?.forEach((name, i) =>
      check(name, [...path, 'columns', list, i]),
    );
  }
  for (const name of Object.keys(columns?.overrides ?? {})) {
    check(name, [...path, 'columns', 'overrides', name]);
  }
  for (const [test, settings] of Object.entries(tests ?? {})) {
    if (Array.isArray(settings?.features)) {
      settings.features.forEach((name, i) =>
        check(
          name,
          [...path, 'tests', test, 'features', i],
          COMPARES[test as keyof typeof COMPARES],
        ),
      );
    }
  }
}
