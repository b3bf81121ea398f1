import type {
  BaselinePeriod,
  BaselineVersion,
} from '@ai-governance/plugin-ai-governance-common';
import type { ComparedBaseline } from '../drift/DriftStore';
import type { BaselineChoice } from './BaselineChoiceStore';
import type { UploadSummary } from './UploadStore';

/** Version of the configuration's baseline, which is in force before any is chosen. */
const CONFIGURED = 0;

/**
 * The history of a model's baselines, the latest first.
 * @param configured - the baseline of the configuration
 * @param known - `chosen`: the choices, the latest first; `compared`: what comparisons found, by version
 */
export function toHistory(
  configured: BaselinePeriod,
  known: {
    chosen: BaselineChoice[];
    uploaded: Map<number, UploadSummary>;
    compared: Map<number, ComparedBaseline>;
  },
): BaselineVersion[] {
  const { chosen, uploaded, compared } = known;
  const inUse = chosen[0]?.version ?? CONFIGURED;
  const measured = (version: number, baseline: BaselinePeriod) => {
    const upload =
      baseline.kind === 'upload' ? uploaded.get(baseline.upload) : undefined;
    const found = compared.get(version);
    return {
      period:
        found?.from && found.to ? { from: found.from, to: found.to } : null,
      rows: upload?.rows ?? found?.rows ?? null,
      hours: found?.hours ?? null,
      notes: upload?.notes ?? [],
      inUse: version === inUse,
    };
  };
  return [
    ...chosen.map((choice): BaselineVersion => {
      const baseline = choice.baseline ?? configured;
      return {
        version: choice.version,
        baseline,
        restores: choice.restores ?? null,
        author: choice.author,
        reason: choice.reason,
        createdAt: choice.createdAt,
        ...measured(choice.version, baseline),
      };
    }),
    {
      version: CONFIGURED,
      baseline: configured,
      restores: null,
      author: 'config',
      reason: 'The configuration',
      createdAt: null,
      ...measured(CONFIGURED, configured),
    },
  ];
}
