import { CustomErrorBase, InputError } from '@backstage/errors';
import type { PushOutcome } from './readPush';

/** The body of a request is larger than it may be, as it is sent or unpacked. */
export class ContentTooLargeError extends CustomErrorBase {
  name = 'ContentTooLargeError' as const;
  /** Read by the framework's error handler. */
  readonly statusCode = 413;
}

/** Not one line of a push can be used. The rejected lines go into the answer with the error. */
export class NoUsableLineError extends InputError {
  readonly rejected: PushOutcome<string>['rejected'];
  readonly rejectedCount: number;
  readonly rejectedReasons: PushOutcome<string>['rejectedReasons'];

  constructor(
    answer: Pick<
      PushOutcome<string>,
      'rejected' | 'rejectedCount' | 'rejectedReasons'
    >,
    what: string,
  ) {
    const reasons = Object.entries(answer.rejectedReasons);
    super(
      answer.rejectedCount === 0
        ? `The body has no line; expected JSON Lines with one ${what} per line`
        : `None of the ${answer.rejectedCount} lines can be used (${reasons
            .map(([reason, n]) => `${reason}: ${n}`)
            .join(', ')})`,
    );
    this.rejected = answer.rejected;
    this.rejectedCount = answer.rejectedCount;
    this.rejectedReasons = answer.rejectedReasons;
  }
}
