import { InputError } from '@backstage/errors';
import { jsonPointer, textListLiteral, textLiteral } from './sql';

/** Where the rows may stand in a JSON document. */
export interface RowPlaces {
  /** JSON pointers; the first that holds an array counts. */
  pointers: string[];
  /** Whether the rows must stand there. Otherwise the whole document is looked at when they do not. */
  required: boolean;
}

/** Keys under which serving containers take rows, and under which they give predictions. */
export const INPUT_PLACES = placesOf(['instances', 'inputs', 'data', 'rows']);
export const OUTPUT_PLACES = placesOf([
  'predictions',
  'outputs',
  'results',
  'data',
  'rows',
]);

/**
 * The place that a dot path names.
 * @throws InputError when a part of the path is empty
 */
export function placeOfPath(path: string): RowPlaces {
  const keys = path.split('.');
  if (keys.some(key => key === '')) {
    throw new InputError(
      `rowsPath ${JSON.stringify(
        path,
      )} is not a dot path; an example is "request.instances"`,
    );
  }
  return { pointers: [jsonPointer(keys)], required: true };
}

/** Types of the places in a JSON document, each followed by the type of its first element, as a list. */
export function placeTypesSql(data: string, { pointers }: RowPlaces): string {
  return `json_type(${data}, ${textListLiteral(
    ['', ...pointers].flatMap(pointer => [pointer, `${pointer}/0`]),
  )})`;
}

/**
 * Rows of one JSON document as JSON texts: the elements of an array of arrays or objects; an array of single values,
 * an object or a single value is one row. Null for `null` and when nothing stands where it must.
 *
 * @param types - what {@link placeTypesSql} gives for the same places
 */
export function documentRowsSql(
  data: string,
  types: string,
  { pointers, required }: RowPlaces,
): string {
  const arrayRows = (place: number, whole: string, elements: string) => `
    WHEN ${types}[${2 * place + 1}] = 'ARRAY' THEN CASE
      WHEN ${types}[${2 * place + 2}] IS NULL THEN CAST([] AS VARCHAR[])
      WHEN ${types}[${
    2 * place + 2
  }] IN ('ARRAY', 'OBJECT') THEN CAST(${elements} AS VARCHAR[])
      ELSE [CAST(${whole} AS VARCHAR)] END`;
  const places = pointers.map((pointer, i) => {
    const whole = `json_extract(${data}, ${textLiteral(pointer)})`;
    return arrayRows(i + 1, whole, `json_extract(${whole}, '$[*]')`);
  });
  if (required) {
    const whole = `json_extract(${data}, ${textLiteral(pointers[0])})`;
    return `CASE ${places[0]} WHEN ${types}[3] = 'OBJECT' THEN [CAST(${whole} AS VARCHAR)] END`;
  }
  const root = arrayRows(0, `json(${data})`, `json_extract(${data}, '$[*]')`);
  // Rows must begin with their bracket; writing the document anew removes blanks before it.
  return `CASE ${places.join('')} ${root}
    WHEN starts_with(${data}, '{') THEN [${data}]
    WHEN ${types}[1] <> 'NULL' THEN [CAST(json(${data}) AS VARCHAR)] END`;
}

/** Rows of JSON Lines, one per line; null when a line is not JSON. */
export function jsonLinesSql(lines: string): string {
  return `CASE WHEN list_bool_and(list_transform(${lines}, lambda line: json_valid(line)))
    THEN list_transform(${lines}, lambda line: CAST(json(line) AS VARCHAR)) END`;
}

function placesOf(keys: string[]): RowPlaces {
  return { pointers: keys.map(key => jsonPointer([key])), required: false };
}
