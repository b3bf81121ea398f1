import { InputError } from '@backstage/errors';
import { readFile } from 'node:fs/promises';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod/v3';

/**
 * Reads a YAML file that must fit a schema.
 * @throws InputError that names the file, the line, the key and what is allowed, one line per problem
 */
export async function readYamlFile<T extends z.ZodTypeAny>(
  path: string,
  schema: T,
): Promise<z.output<T>> {
  const text = await readFile(path, 'utf8').catch(error => {
    throw new InputError(`Cannot read config file ${path}: ${error.message}`);
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new InputError(
      document.errors
        .map(
          error =>
            `${path}:${lines.linePos(error.pos[0]).line}: ${
              error.message.split('\n')[0]
            }`,
        )
        .join('\n'),
    );
  }
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (parsed.success) {
    return parsed.data;
  }
  throw new InputError(
    schemaProblems(parsed.error)
      .map(problem => describeProblem(path, document, lines, problem))
      .join('\n'),
  );
}

/** Something wrong with the value at a path of a YAML document. */
export interface YamlProblem {
  path: (string | number)[];
  message: string;
}

/** What a schema refuses, in words that name what is allowed. */
export function schemaProblems(error: z.ZodError): YamlProblem[] {
  return error.issues
    .flatMap(mostSpecific)
    .map(issue => ({ path: issue.path, message: messageOf(issue) }));
}

/** One line that names the file, the line, the key and what is wrong with it. */
export function describeProblem(
  file: string,
  document: Document,
  lines: LineCounter,
  problem: YamlProblem,
): string {
  const node = nearestNode(document, problem.path);
  const line = node ? lines.linePos(node).line : 1;
  return `${file}:${line}: ${problem.path.join('.') || '(file)'}: ${
    problem.message
  }`;
}

/** What is wrong; of an unknown key its name, too, where the schema's message says what is allowed instead. */
function messageOf(issue: z.ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') {
    return issue.message;
  }
  const keys = issue.keys.map(key => `'${key}'`).join(', ');
  return `Unrecognized key(s) in object: ${keys}; ${issue.message}`;
}

/**
 * Where a value may take several shapes, the issues of the shape it comes nearest to: the one whose problem lies
 * deepest, or all of them when none was entered.
 */
function mostSpecific(issue: z.ZodIssue): z.ZodIssue[] {
  if (issue.code !== 'invalid_union') {
    return [issue];
  }
  const shapes = issue.unionErrors.map(error =>
    error.issues.flatMap(mostSpecific),
  );
  const depth = (issues: z.ZodIssue[]) =>
    Math.max(...issues.map(({ path }) => path.length));
  const deepest = Math.max(...shapes.map(depth));
  return deepest > issue.path.length
    ? shapes.find(issues => depth(issues) === deepest) ?? [issue]
    : shapes.flat();
}

/** Offset of the value at a path, or of the nearest parent that is there. */
function nearestNode(
  document: Document,
  path: (string | number)[],
): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node =
      length === 0
        ? document.contents
        : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) {
      return node.range[0];
    }
  }
  return undefined;
}
