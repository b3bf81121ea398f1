import {
  DescribeModelCardCommand,
  ModelCard,
  paginateListModelCards,
} from '@aws-sdk/client-sagemaker';
import type { ModelCardState } from '@ai-governance/plugin-ai-governance-common';
import { required, unlessGone } from './answers';
import type { ModelCards } from './facts';
import type { Remembered } from './Remembered';
import type { SageMakerCalls } from './SageMakerCalls';

/** A card, and what it is about. */
export interface CardFacts {
  /** ARNs and names of models, ARNs of model packages. */
  about: string[];
  state: ModelCardState;
}

const STATES: Record<string, ModelCardState['status']> = {
  Draft: 'draft',
  PendingReview: 'pending-review',
  Approved: 'approved',
  Archived: 'archived',
};

/** State of a card in our words; undefined for one that we do not know. */
export function cardStatus(
  status: string | undefined,
): ModelCardState['status'] | undefined {
  return status === undefined ? undefined : STATES[status];
}

/**
 * Reads model cards by ListModelCards, and DescribeModelCard for each that is new or changed. Of a card only its
 * unencrypted metadata are asked for.
 * @param described - cards that were described in readings before
 * @throws the SDK's error when a call failed
 */
export async function readCards(
  calls: SageMakerCalls,
  described: Remembered<CardFacts | undefined>,
): Promise<ModelCards> {
  const summaries = await calls.list(
    'ListModelCards',
    (client, options) =>
      paginateListModelCards(
        { client, pageSize: 100 },
        { SortBy: 'Name', SortOrder: 'Ascending' },
        options,
      ),
    page => page.ModelCardSummaries ?? [],
  );
  const cards = await Promise.all(
    summaries.map(({ ModelCardArn, LastModifiedTime, CreationTime }) => {
      const arn = required(ModelCardArn, 'ListModelCards', 'ModelCardArn');
      const changed = (LastModifiedTime ?? CreationTime)?.getTime();
      return described.get(`${arn} ${changed}`, async () => {
        const card = await unlessGone(
          calls.send((client, options) =>
            client.send(
              new DescribeModelCardCommand({
                ModelCardName: arn,
                IncludedData: 'MetadataOnly',
              }),
              options,
            ),
          ),
        );
        return card && toCardFacts(card);
      });
    }),
  );
  return indexCards(cards.filter(card => card !== undefined));
}

/** Cards by what they are about; of several about one model the one that was changed last. */
export function indexCards(cards: CardFacts[]): ModelCards {
  const index = new Map<string, ModelCardState>();
  const oldestFirst = [...cards].sort((a, b) =>
    (a.state.updatedAt ?? '') < (b.state.updatedAt ?? '') ? -1 : 1,
  );
  for (const { about, state } of oldestFirst) {
    about.forEach(id => index.set(id, state));
  }
  return index;
}

/** What a card says of itself; undefined when it has a state that we do not know. */
export function toCardFacts(card: ModelCard): CardFacts | undefined {
  const status = cardStatus(card.ModelCardStatus);
  if (!status) {
    return undefined;
  }
  const { model_overview: overview, model_package_details: details } =
    parseContent(card.Content);
  const about = [
    card.ModelId,
    overview?.model_id,
    details?.model_package_arn,
  ].filter((id): id is string => typeof id === 'string' && id !== '');
  return {
    about: [...new Set(about)],
    state: {
      name: required(card.ModelCardName, 'DescribeModelCard', 'ModelCardName'),
      status,
      version: String(card.ModelCardVersion ?? 1),
      updatedAt: (card.LastModifiedTime ?? card.CreationTime)?.toISOString(),
    },
  };
}

interface CardContent {
  model_overview?: Record<string, unknown>;
  model_package_details?: Record<string, unknown>;
}

function parseContent(content: string | undefined): CardContent {
  if (!content) {
    return {};
  }
  try {
    const parsed = JSON.parse(content);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    // People write cards; one that is not readable is about nothing we know.
    return {};
  }
}
