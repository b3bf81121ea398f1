import { InputError } from '@backstage/errors';
import { readFile } from 'node:fs/promises';
import { isNode, LineCounter, parseDocument } from 'yaml';
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
    parsed.error.issues
      .map(issue => {
        const node = nearestNode(document, issue.path);
        const line = node ? lines.linePos(node).line : 1;
        return `${path}:${line}: ${issue.path.join('.') || '(file)'}: ${
          issue.message
        }`;
      })
      .join('\n'),
  );
}

/** Offset of the value at a path, or of the nearest parent that is there. */
function nearestNode(
  document: ReturnType<typeof parseDocument>,
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
