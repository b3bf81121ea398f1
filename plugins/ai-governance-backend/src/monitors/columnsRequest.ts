import { z } from 'zod/v3';
import { columnName } from './primitives';

const MOST_COLUMNS = 2000;

/** A column as a caller names it; where it stands in a row must be said. */
const column = z
  .object({
    name: columnName,
    type: z.enum(['numeric', 'categorical']),
    role: z.enum(['feature', 'prediction']),
    at: z.union([z.number().int().min(0), z.string().min(1).max(1000)]),
    critical: z.boolean().optional(),
  })
  .strict('allowed are name, type, role, at, critical');

const columns = z
  .array(column)
  .min(1, 'at least one column must be watched')
  .max(MOST_COLUMNS)
  .superRefine((list, context) => {
    const names = new Set<string>();
    list.forEach(({ name }, i) => {
      if (names.has(name)) {
        context.addIssue({
          code: 'custom',
          path: [i, 'name'],
          message: `'${name}' is there twice; names must be unique`,
        });
      }
      names.add(name);
    });
  });

/** Body of `POST /v1/models/{id}/columns`. */
export const columnsRequest = z
  .object({
    // Not a union: its message would be no more than that neither fits.
    columns: z.unknown().transform((value, context) => {
      if (value === 'configured') {
        return value;
      }
      const parsed = columns.safeParse(value);
      if (parsed.success) {
        return parsed.data;
      }
      parsed.error.issues.forEach(issue => context.addIssue(issue));
      return z.NEVER;
    }),
    reason: z
      .string({ required_error: 'is required' })
      .trim()
      .min(1, 'is required')
      .max(1000),
  })
  .strict('allowed are columns, reason');
