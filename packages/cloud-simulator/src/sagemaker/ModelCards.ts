import type { SimulatedModelCard } from '../fleet/types';
import { arn, found, type Scope } from './arn';
import type { FleetView } from './FleetView';
import type { Listed } from './SageMakerInventory';

/** Model cards of the fleet in the words of SageMaker's API. Times are epoch seconds. */
export class ModelCards {
  readonly #view: FleetView;

  constructor(view: FleetView) {
    this.#view = view;
  }

  /** Model cards of an account and region, in no order. */
  in(scope: Scope): SimulatedModelCard[] {
    return this.#view.within(scope, this.#view.fleet.modelCards);
  }

  /** Summaries of all. */
  list(scope: Scope): Listed[] {
    return this.in(scope).map(card => {
      const facts = this.#facts(card);
      return {
        name: card.name,
        createdAt: facts.CreationTime,
        modifiedAt: facts.LastModifiedTime,
        status: card.status,
        summary: facts,
      };
    });
  }

  /**
   * DescribeModelCard.
   * @param name - or ARN
   * @throws ServiceError ValidationException when there is no such card
   */
  describe(
    scope: Scope,
    name: string,
    input: { IncludedData?: string },
  ): object {
    const card = found(
      this.in(scope).find(
        candidate =>
          candidate.name === name ||
          arn(scope, 'model-card', candidate.name) === name,
      ),
      'model card',
      name,
    );
    return {
      ...this.#facts(card),
      ModelCardVersion: card.version,
      Content: this.#content(card, input.IncludedData !== 'MetadataOnly'),
    };
  }

  /** What Search tells of a card. */
  details(card: SimulatedModelCard): object {
    return {
      ...this.#facts(card),
      ModelCardVersion: card.version,
      Content: this.#content(card, true),
      ModelId: 'model' in card.about ? this.#modelArn(card) : undefined,
      ModelPackageGroupName:
        'modelPackage' in card.about
          ? card.about.modelPackage.split('/')[0]
          : undefined,
      RiskRating: card.riskRating,
      Tags: [],
    };
  }

  #facts(card: SimulatedModelCard) {
    return {
      ModelCardName: card.name,
      ModelCardArn: arn(this.#view.scopeOf(card), 'model-card', card.name),
      ModelCardStatus: card.status,
      CreationTime: this.#view.seconds(card.createdAt),
      LastModifiedTime: this.#view.seconds(card.changedAt),
    };
  }

  /** @param complete - with what people wrote, not only the metadata that are not encrypted */
  #content(card: SimulatedModelCard, complete: boolean): string {
    const scope = this.#view.scopeOf(card);
    const { about } = card;
    return JSON.stringify({
      ...('model' in about
        ? { model_overview: { model_id: this.#modelArn(card) } }
        : {
            model_package_details: {
              model_package_group_name: about.modelPackage.split('/')[0],
              model_package_arn: arn(
                scope,
                'model-package',
                about.modelPackage,
              ),
            },
          }),
      intended_uses: {
        risk_rating: card.riskRating,
        ...(complete && { purpose_of_model: `See ${card.name}` }),
      },
    });
  }

  #modelArn(card: SimulatedModelCard): string | undefined {
    return 'model' in card.about
      ? arn(this.#view.scopeOf(card), 'model', card.about.model)
      : undefined;
  }
}
