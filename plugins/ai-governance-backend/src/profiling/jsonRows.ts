import { InputError } from '@backstage/errors';
import { jsonPointer, textListLiteral, textLiteral } from './sql';

/** A place in a JSON document. */
interface Place {
  /** JSON pointer. */
  pointer: string;
  /** The elements of the array that stands there. */
  elementsSql: (data: string) => string;
}

/** Where the rows may stand in a JSON document. */
export interface RowPlaces {
  /** The first that holds an array counts. */
  places: Place[];
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
  const pointer = jsonPointer(keys);
  return {
    places: [
      {
        pointer,
        elementsSql: data =>
          `json_extract(${extractSql(data, pointer)}, '$[*]')`,
      },
    ],
    required: true,
  };
}

/** Types of the places in a JSON document, each followed by the type of its first element, as a list. */
export function placeTypesSql(data: string, { places }: RowPlaces): string {
  return `json_type(${data}, ${textListLiteral(
    ['', ...places.map(({ pointer }) => pointer)].flatMap(pointer => [
      pointer,
      `${pointer}/0`,
    ]),
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
  { places, required }: RowPlaces,
): string {
  const arrayRows = (place: number, whole: string, elements: string) => `
    WHEN ${types}[${2 * place + 1}] = 'ARRAY' THEN CASE
      WHEN ${types}[${
    2 * place + 2
  }] IN ('ARRAY', 'OBJECT') THEN CAST(${elements} AS VARCHAR[])
      WHEN ${types}[${2 * place + 2}] IS NULL THEN CAST([] AS VARCHAR[])
      ELSE [CAST(${whole} AS VARCHAR)] END`;
  const found = places.map(({ pointer, elementsSql }, i) =>
    arrayRows(i + 1, extractSql(data, pointer), elementsSql(data)),
  );
  if (required) {
    const whole = extractSql(data, places[0].pointer);
    return `CASE ${found[0]} WHEN ${types}[3] = 'OBJECT' THEN [CAST(${whole} AS VARCHAR)] END`;
  }
  const root = arrayRows(0, `json(${data})`, `json_extract(${data}, '$[*]')`);
  // Rows must begin with their bracket; writing the document anew removes blanks before it.
  return `CASE ${found.join('')} ${root}
    WHEN starts_with(${data}, '{') THEN [${data}]
    WHEN ${types}[1] <> 'NULL' THEN [CAST(json(${data}) AS VARCHAR)] END`;
}

/** Rows of JSON Lines, one per line; null when a line is not JSON. */
export function jsonLinesSql(lines: string): string {
  return `CASE WHEN list_bool_and(list_transform(${lines}, lambda line: json_valid(line)))
    THEN list_transform(${lines}, lambda line: CAST(json(line) AS VARCHAR)) END`;
}

/** `keys` are plain words. One path for key and elements is twice as fast as one after the other. */
function placesOf(keys: string[]): RowPlaces {
  return {
    places: keys.map(key => ({
      pointer: jsonPointer([key]),
      elementsSql: data =>
        `json_extract(${data}, ${textLiteral(`$.${key}[*]`)})`,
    })),
    required: false,
  };
}

function extractSql(data: string, pointer: string): string {
  return `json_extract(${data}, ${textLiteral(pointer)})`;
}
