import type { InferenceLogSource } from '@ai-governance/plugin-ai-governance-node';
import { NotFoundError } from '@backstage/errors';
import type { Model } from '../models/ModelStore';

/**
 * The installed log source that reads the logs of a model.
 * @throws NotFoundError with the provider and the sources that are installed
 */
export function findSource(
  sources: InferenceLogSource[],
  model: Model,
): InferenceLogSource {
  const source = sources.find(candidate => candidate.appliesTo(model.entity));
  if (!source) {
    throw new NotFoundError(
      `No installed log source reads the logs of ${
        model.entityRef
      } (provider '${model.provider}'); installed are: ${
        sources.map(({ id }) => id).join(', ') || 'none'
      }`,
    );
  }
  return source;
}
