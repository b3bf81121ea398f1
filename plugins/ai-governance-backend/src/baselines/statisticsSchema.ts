import { InputError } from '@backstage/errors';
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod/v3';

/** Largest file: SageMaker writes some ten kilobytes a column. */
const MOST_BYTES = 64 * 1024 * 1024;

const count = z.number().min(0).finite();
/** Writers put "NaN" where there is no number. */
const moment = z.union([z.number(), z.string()]).nullish();

const common = z.object({ num_present: count, num_missing: count });

/** What SageMaker Model Monitor says of a numeric column. */
const numerical = z.object({
  common,
  mean: moment,
  std_dev: moment,
  min: moment,
  max: moment,
  distribution: z
    .object({
      kll: z
        .object({
          buckets: z
            .array(
              z.object({
                lower_bound: z.number(),
                upper_bound: z.number(),
                count,
              }),
            )
            .max(10_000)
            .optional(),
          sketch: z
            .object({ data: z.array(z.array(z.number())).max(60).optional() })
            .optional(),
        })
        .optional(),
    })
    .optional(),
});

/** What it says of a column of text. */
const text = z.object({
  common,
  distinct_count: z.number().nullish(),
  distribution: z
    .object({
      categorical: z
        .object({
          buckets: z.array(
            z.object({
              value: z.union([z.string(), z.number(), z.boolean()]),
              count,
            }),
          ),
        })
        .optional(),
    })
    .optional(),
});

const feature = z.object({
  name: z.string(),
  numerical_statistics: numerical.optional(),
  string_statistics: text.optional(),
});

const file = z.object({
  dataset: z.object({ item_count: count }).optional(),
  features: z.array(feature).min(1),
});

/** Numeric column of a `statistics.json`. */
export type NumericalStatistics = z.output<typeof numerical>;
/** Text column of a `statistics.json`. */
export type TextStatistics = z.output<typeof text>;
/** A `statistics.json`. */
export type StatisticsFile = z.output<typeof file>;

/**
 * Reads a `statistics.json` of SageMaker Model Monitor.
 * @throws InputError that names what is not as it must be
 */
export async function readStatisticsFile(
  path: string,
): Promise<StatisticsFile> {
  const { size } = await stat(path);
  if (size > MOST_BYTES) {
    throw new InputError(
      `The statistics.json has ${size} bytes; allowed are ${MOST_BYTES}`,
    );
  }
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new InputError('The file is not JSON');
  }
  const parsed = file.safeParse(content);
  if (!parsed.success) {
    const [{ path: place, message }] = parsed.error.issues;
    throw new InputError(
      `The file is not a statistics.json of SageMaker Model Monitor: ${
        place.join('.').slice(0, 200) || 'the document'
      }: ${message}`,
    );
  }
  return parsed.data;
}
