import type { ControlCatalogue } from '@ai-governance/plugin-ai-governance-common';
import type { YamlProblem } from '../../monitors/yamlFile';
import { hashOf } from './canonical';
import { PackFile } from './PackFile';
import { catalogueFileSchema } from './schemas';

/**
 * Reads the controls, checks and questions that frameworks share.
 * @throws InputError that names file, line and what is allowed
 */
export async function readCatalogue(path: string): Promise<ControlCatalogue> {
  const file = await PackFile.read(path, catalogueFileSchema);
  const { version, questions, checks, controls } = file.content;
  const known = new Set(checks.map(check => check.id));
  file.refuse([
    ...duplicates('questions', questions),
    ...duplicates('checks', checks),
    ...duplicates('controls', controls),
    ...controls.flatMap((control, index) =>
      control.checks.flatMap((check, position) =>
        known.has(check)
          ? []
          : [
              {
                path: ['controls', index, 'checks', position],
                message: `unknown check '${check}'; allowed are ${[
                  ...known,
                ].join(', ')}`,
              },
            ],
      ),
    ),
  ]);
  const content = { version, questions, checks, controls };
  return { ...content, hash: hashOf(content) };
}

/** Ids that stand in a list more than once. */
export function duplicates(
  key: string,
  items: readonly { id: string }[],
): YamlProblem[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      {
        path: [key, index, 'id'],
        message: `'${id}' is there already; ids must be unique`,
      },
    ];
  });
}
