import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import { InputError } from '@backstage/errors';

/** Most columns named in an error, and the longest name. */
const NAMES_LISTED = 40;
const NAME_LENGTH = 60;

/**
 * Checks that a reference has every column that is compared.
 * @param where - begins the sentence, for example `The file`
 * @throws InputError that names the columns that are not there, and those that are
 */
export function checkPresent(
  required: readonly MonitoredColumn[],
  present: readonly string[],
  where: string,
): void {
  const known = new Set(present);
  const absent = required.filter(({ name }) => !known.has(name));
  if (absent.length > 0) {
    throw new InputError(
      `${where} has no column ${list(
        absent.map(({ name }) => name),
      )}, which the monitor watches. It has ${list(
        present,
      )}. Columns are found by their names; rename them, or list what the reference lacks under \`columns.ignore\` of the endpoint`,
    );
  }
}

function list(names: readonly string[]): string {
  const shown = names
    .slice(0, NAMES_LISTED)
    .map(name =>
      JSON.stringify(
        name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name,
      ),
    );
  const more = names.length - shown.length;
  return `${shown.join(', ') || 'no column'}${
    more > 0 ? ` and ${more} more` : ''
  }`;
}
