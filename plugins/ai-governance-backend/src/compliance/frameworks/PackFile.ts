import { InputError } from '@backstage/errors';
import { readFile, stat } from 'node:fs/promises';
import {
  type Document,
  isAlias,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import { z } from 'zod/v3';
import {
  describeProblem,
  schemaProblems,
  type YamlProblem,
} from '../../monitors/yamlFile';
import { LIMITS } from './schemas';

/** A file that is no YAML may have an error in every line; the first ones say enough. */
const MOST_ERRORS = 20;

/** A YAML file of compliance that fits its schema, and still knows where each value stands. */
export class PackFile<T> {
  readonly path: string;
  readonly content: T;
  readonly #document: Document;
  readonly #lines: LineCounter;

  private constructor(
    path: string,
    content: T,
    document: Document,
    lines: LineCounter,
  ) {
    this.path = path;
    this.content = content;
    this.#document = document;
    this.#lines = lines;
  }

  /**
   * Reads a file.
   * @throws InputError that names the file and the line, one line per problem: not readable, too large, no YAML, an
   * alias, or against the schema
   */
  static async read<T extends z.ZodTypeAny>(
    path: string,
    schema: T,
  ): Promise<PackFile<z.output<T>>> {
    const { document, lines } = parse(path, await readText(path));
    const parsed = schema.safeParse(document.toJS() ?? {});
    if (!parsed.success) {
      throw new InputError(
        schemaProblems(parsed.error)
          .map(problem => describeProblem(path, document, lines, problem))
          .join('\n'),
      );
    }
    return new PackFile(path, parsed.data, document, lines);
  }

  /**
   * Refuses the file if anything is wrong with it.
   * @throws InputError with one line per problem
   */
  refuse(problems: YamlProblem[]): void {
    if (problems.length > 0) {
      throw new InputError(
        problems
          .map(problem =>
            describeProblem(this.path, this.#document, this.#lines, problem),
          )
          .join('\n'),
      );
    }
  }
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size <= LIMITS.bytes) {
      return await readFile(path, 'utf8');
    }
    throw new InputError(
      `the file has ${size} bytes; allowed are ${LIMITS.bytes}`,
    );
  } catch (error) {
    throw new InputError(
      `${path}:1: cannot be read: ${(error as Error).message}`,
    );
  }
}

function parse(path: string, text: string) {
  const lines = new LineCounter();
  const at = (offset: number, message: string) =>
    `${path}:${lines.linePos(offset).line}: ${message}`;
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { lineCounter: lines });
  } catch (error) {
    // The parser recurses: a file that only opens brackets overflows its stack.
    throw new InputError(
      `${path}:1: cannot be parsed: ${(error as Error).message}`,
    );
  }
  const problems = document.errors
    .slice(0, MOST_ERRORS)
    .map(({ pos, message }) => at(pos[0], message.split('\n')[0]));
  // Each alias may double what the file stands for, so none is followed.
  visit(document, (_, node) => {
    if (isAlias(node)) {
      problems.push(
        at(
          node.range?.[0] ?? 0,
          `*${node.source}: aliases are not allowed; write the value out`,
        ),
      );
      return visit.BREAK;
    }
    return undefined;
  });
  if (problems.length > 0) {
    throw new InputError(problems.join('\n'));
  }
  return { document, lines };
}
