import {
  ANNOTATION_LOG_SOURCE,
  LOG_SOURCE_PUSH,
  type PushRejectionReason,
} from '@ai-governance/plugin-ai-governance-common';
import { ConflictError, InputError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import { HOUR_MS } from '../database/time';
import type { Model } from '../models/ModelStore';
import { NoUsableLineError } from './errors';
import { MAX_AHEAD_MS } from './limits';
import { checkLine } from './checkLine';
import type { AnsweredPush, PushStore } from './PushStore';
import { type LineCheck, type PushOutcome, readPush } from './readPush';

/** How long what was pushed is kept. */
export interface PushOptions {
  /** Milliseconds that the lines of an hour are kept after it. */
  retentionMs: number;
}

/** What is answered to a push. */
export interface AnswerTo<R extends string> extends PushOutcome<R> {
  requestId: string;
}

/** What is pushed; `R` are reasons for which its lines are not taken beside those of inferences. */
export interface PushKind<R extends string> {
  /** Of one line, for messages. */
  name: string;
  /** Checks the lines of a push that came at `now`. */
  check(now: Date): LineCheck<R | PushRejectionReason>;
  /** @throws ConflictError when the model takes none */
  checkModel(model: Model): void;
}

/** Inferences of models whose logs are pushed. */
export const INFERENCES: PushKind<never> = {
  name: 'inference',
  check: () => checkLine,
  checkModel: checkSource,
};

const KEY = /^[\x21-\x7e]{1,255}$/;

/** Takes what is pushed, and stores it until it is counted. */
export class PushService<R extends string = never> {
  readonly #store: PushStore<AnswerTo<R | PushRejectionReason>>;
  readonly #kind: PushKind<R>;
  readonly #options: PushOptions;

  static create<R extends string>(options: {
    store: PushStore<AnswerTo<R | PushRejectionReason>>;
    kind: PushKind<R>;
    options: PushOptions;
  }): PushService<R> {
    return new PushService(options.store, options.kind, options.options);
  }

  private constructor(
    store: PushStore<AnswerTo<R | PushRejectionReason>>,
    kind: PushKind<R>,
    options: PushOptions,
  ) {
    this.#store = store;
    this.#kind = kind;
    this.#options = options;
  }

  /**
   * Reads a push and stores what can be used of it.
   * @param push - `body`: JSON Lines, unpacked
   * @returns what became of its lines, once that is durable; for a key that was used before with the same body, what was
   *   answered then
   * @throws InputError for a key or a body that cannot be used; ConflictError when the key was used with another body,
   *   or the model's logs come from elsewhere
   */
  async receive(
    model: Model,
    push: {
      body: AsyncIterable<Buffer>;
      idempotencyKey: string | undefined;
      author: string;
      now: Date;
    },
  ): Promise<AnswerTo<R | PushRejectionReason>> {
    const { author, now } = push;
    const idempotencyKey = checkKey(push.idempotencyKey);
    this.#kind.checkModel(model);
    const { hash, chunks, outcome } = await readPush<R>(
      push.body,
      {
        notBefore: now.getTime() - this.#options.retentionMs,
        notAfter: now.getTime() + MAX_AHEAD_MS,
      },
      this.#kind.check(now),
    );
    const earlier = await this.#store.answered(model.id, idempotencyKey);
    if (earlier) {
      return sameAnswer(earlier, hash, idempotencyKey);
    }
    if (outcome.accepted === 0) {
      throw new NoUsableLineError(outcome, this.#kind.name);
    }
    const stored = await this.#store.put(
      {
        modelId: model.id,
        idempotencyKey,
        hash,
        answer: { requestId: randomUUID(), ...outcome },
        author,
        at: now,
      },
      chunks,
    );
    return sameAnswer(stored, hash, idempotencyKey);
  }

  /**
   * Deletes what is older than its retention. A key is remembered until the times of everything that may have come
   * with it are too old to be pushed again, so that nothing ever counts twice.
   * @returns the number of chunks deleted
   */
  async cleanUp(now: Date): Promise<number> {
    const before = now.getTime() - this.#options.retentionMs;
    return this.#store.deleteBefore({
      hour: Math.floor(before / HOUR_MS),
      answered: new Date(before - MAX_AHEAD_MS),
    });
  }
}

function sameAnswer<A extends { requestId: string }>(
  { hash, answer }: AnsweredPush<A>,
  sent: string,
  idempotencyKey: string,
): A {
  if (hash !== sent) {
    throw new ConflictError(
      `Idempotency-Key '${idempotencyKey}' was used with another body already, in push ${answer.requestId}; use a new key for something new`,
    );
  }
  return answer;
}

function checkKey(key: string | undefined): string {
  if (key === undefined || !KEY.test(key)) {
    throw new InputError(
      'A header Idempotency-Key of 1 to 255 printable ASCII characters without blanks is needed: a push that is repeated with the same key counts once',
    );
  }
  return key;
}

function checkSource({ id, entity }: Model): void {
  const source = entity.metadata.annotations?.[ANNOTATION_LOG_SOURCE];
  if (source !== LOG_SOURCE_PUSH) {
    throw new ConflictError(
      `Model '${id}' takes no pushed inferences: its annotation ${ANNOTATION_LOG_SOURCE} is ${
        source === undefined ? 'missing' : `'${source}'`
      }, expected '${LOG_SOURCE_PUSH}'`,
    );
  }
}
