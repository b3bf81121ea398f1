import { InputError } from '@backstage/errors';
import type {
  ReferenceFormat,
  RunStatus,
} from '@ai-governance/plugin-ai-governance-common';
import type { AiGovernanceApi } from '../../api';

/** A baseline as it is being filled in; fields that its kind does not need are ignored. */
export interface BaselineDraft {
  kind: 'fixed' | 'first' | 'rolling' | 'upload' | 'version';
  /** Value of a `datetime-local` input, meant as UTC. */
  from: string;
  /** Value of a `datetime-local` input, meant as UTC. */
  to: string;
  /** Length in whole days. */
  days: string;
  /** Whole days from the end of a rolling baseline to now. */
  daysAgo: string;
  file: File | null;
  /** Version to use again. */
  version: number | null;
  reason: string;
}

/** What the form starts with. */
export const EMPTY_DRAFT: BaselineDraft = {
  kind: 'fixed',
  from: '',
  to: '',
  days: '14',
  daysAgo: '7',
  file: null,
  version: null,
  reason: '',
};

const FORMATS: Record<string, ReferenceFormat> = {
  csv: 'csv',
  parquet: 'parquet',
  json: 'sagemaker-statistics',
};

/** Endings of the files that can be uploaded, with their dots. */
export const FILE_ENDINGS = Object.keys(FORMATS).map(ending => `.${ending}`);

function formatOf(file: File): ReferenceFormat {
  const ending = /\.([a-z]+)$/.exec(file.name.toLowerCase())?.[1] ?? '';
  const format = Object.hasOwn(FORMATS, ending) ? FORMATS[ending] : undefined;
  if (!format) {
    throw new InputError(
      `The format of '${
        file.name
      }' is told by the end of its name, which must be one of ${FILE_ENDINGS.join(
        ', ',
      )}`,
    );
  }
  return format;
}

function toInstant(name: string, local: string): string {
  const date = new Date(`${local}Z`);
  if (Number.isNaN(date.getTime())) {
    throw new InputError(`'${name}' must be a date and a time`);
  }
  return date.toISOString();
}

/**
 * Makes the draft the model's baseline.
 * @returns the run that compares with it
 * @throws InputError when a field is missing or cannot be read, and the errors of the API
 */
export async function submitDraft(
  api: AiGovernanceApi,
  modelId: string,
  draft: BaselineDraft,
): Promise<RunStatus> {
  const { kind, file, version } = draft;
  const reason = draft.reason.trim();
  const duration = `P${draft.days}D`;
  switch (kind) {
    case 'upload':
      if (!file) {
        throw new InputError('A file must be chosen');
      }
      return api.uploadBaseline(modelId, file, {
        format: formatOf(file),
        label: file.name,
        reason,
      });
    case 'version':
      if (version === null) {
        throw new InputError('A version must be chosen');
      }
      return api.setBaseline(modelId, { kind, version, reason });
    case 'fixed':
      return api.setBaseline(modelId, {
        kind,
        from: toInstant('From', draft.from),
        to: toInstant('To', draft.to),
        reason,
      });
    case 'first':
      return api.setBaseline(modelId, { kind, duration, reason });
    default:
      return api.setBaseline(modelId, {
        kind,
        duration,
        offset: `P${draft.daysAgo}D`,
        reason,
      });
  }
}
