import type {
  JoinedValue,
  LoggedValue,
  OutcomeRequest,
} from '@ai-governance/plugin-ai-governance-node';
import {
  checkOutcomeGrid,
  type GroupedColumn,
} from '@ai-governance/plugin-ai-governance-statistics';
import { InputError } from '@backstage/errors';
import { textName } from './cells';

/** A grouped column and the SQL name of its raw text. */
export interface PlannedColumn {
  column: GroupedColumn;
  text: string;
}

/** What is taken out of the logs and files to count outcomes. */
export interface OutcomePlan {
  request: OutcomeRequest;
  /** Places in the log, each once. */
  texts: LoggedValue[];
  /** Files, in the order of their tables. */
  joined: JoinedValue[];
  prediction: string;
  score: string | null;
  /** Attributes, then the stratum: the digits of a combination's number. */
  columns: PlannedColumn[];
  /** Tables that are loaded once for all jobs: of the labels, and of each file that is joined. */
  tables: { labels: string; joined: string[] };
}

/** Numbers plans, so that those that are worked on at the same time have tables of their own. */
let plans = 0;

/**
 * Plans how outcomes are counted.
 * @throws InputError when values and columns of the grid do not fit; InvalidInputError when the grid is not allowed
 */
export function planOutcomes(request: OutcomeRequest): OutcomePlan {
  const { grid } = request;
  checkOutcomeGrid(grid);
  if (
    request.attributes.length !== grid.attributes.length ||
    (request.stratum === null) !== (grid.stratum === null)
  ) {
    throw new InputError(
      `Values of ${request.attributes.length} protected attributes are given${
        request.stratum ? ' and of a stratum' : ''
      }; the grid has ${grid.attributes.length}${
        grid.stratum ? ' and a stratum' : ''
      }`,
    );
  }
  plans += 1;
  const number = plans;
  const joinedTable = (file: number) => `joined_${number}_${file}`;
  const texts: LoggedValue[] = [];
  const joined: JoinedValue[] = [];
  const textOf = (value: LoggedValue | JoinedValue): string => {
    if (value.from === 'file') {
      return `${joinedTable(joined.push(value) - 1)}.value`;
    }
    const known = texts.findIndex(
      ({ role, at }) => role === value.role && at === value.at,
    );
    return textName(known < 0 ? texts.push(value) - 1 : known);
  };
  const columns = grid.attributes.map((column, i) => ({
    column,
    text: textOf(request.attributes[i]),
  }));
  if (grid.stratum && request.stratum) {
    columns.push({ column: grid.stratum, text: textOf(request.stratum) });
  }
  return {
    request,
    texts,
    joined,
    columns,
    prediction: textOf(request.prediction),
    score: request.score && textOf(request.score),
    tables: {
      labels: `labels_${number}`,
      joined: joined.map((_, file) => joinedTable(file)),
    },
  };
}
