import type {
  ControlCatalogue,
  ScopingQuestion,
} from '@ai-governance/plugin-ai-governance-common';
import type { YamlProblem } from '../../monitors/yamlFile';
import { duplicates } from './catalogue';
import { type FrameworkFile, valueProblem } from './schemas';

type RequirementFile = FrameworkFile['requirements'][number];

/** All that is wrong with a framework by itself and with what it uses of the catalogue; crosswalks are not looked at. */
export function checkFramework(
  file: FrameworkFile,
  catalogue: ControlCatalogue,
): YamlProblem[] {
  const all = [...catalogue.questions, ...file.questions];
  const questions = new Map(all.map(question => [question.id, question]));
  const parents = new Set(file.requirements.map(({ parent }) => parent));
  return [
    ...duplicates('requirements', file.requirements),
    ...duplicates('questions', all).map(({ path, message }) => ({
      path: [
        'questions',
        Number(path[1]) - catalogue.questions.length,
        'id',
      ] as YamlProblem['path'],
      message,
    })),
    ...cycles(file.requirements),
    ...file.requirements.flatMap((requirement, index) =>
      [
        ...references(requirement, file.requirements),
        ...decidability(requirement, parents.has(requirement.id)),
        ...controlProblems(requirement, catalogue),
        ...scopeProblems(requirement, questions),
      ].map(problem => ({
        ...problem,
        path: ['requirements', index, ...problem.path],
      })),
    ),
  ];
}

function references(
  { parent, derivedFrom }: RequirementFile,
  all: readonly RequirementFile[],
): YamlProblem[] {
  const known = new Set(all.map(({ id }) => id));
  const unknown = (path: YamlProblem['path'], id: string) =>
    known.has(id)
      ? []
      : [{ path, message: `unknown requirement '${id}' of this framework` }];
  return [
    ...(parent === null ? [] : unknown(['parent'], parent)),
    ...derivedFrom.flatMap((id, index) => unknown(['derivedFrom', index], id)),
  ];
}

/** A leaf must have something that can decide it; a heading has only what stands under it. */
function decidability(
  requirement: RequirementFile,
  isParent: boolean,
): YamlProblem[] {
  const { attestation, derivedFrom, satisfiedBy, supportedBy } = requirement;
  if (isParent || derivedFrom.length > 0) {
    const own = satisfiedBy.length + supportedBy.length;
    return own > 0 || attestation.mode !== 'none'
      ? [
          {
            path: ['id'],
            message: `'${requirement.id}' is rolled up from others and may not have satisfiedBy, supportedBy or attestation`,
          },
        ]
      : [];
  }
  if (attestation.mode === 'instead' && satisfiedBy.length > 0) {
    return [
      {
        path: ['attestation'],
        message:
          "mode 'instead' is for what no check can decide: allowed with satisfiedBy are none and required",
      },
    ];
  }
  if (attestation.mode !== 'instead' && satisfiedBy.length === 0) {
    return [
      {
        path: ['id'],
        message: `nothing can decide '${requirement.id}': give satisfiedBy, or an attestation with mode 'instead'`,
      },
    ];
  }
  return [];
}

function controlProblems(
  { satisfiedBy, supportedBy, related }: RequirementFile,
  { controls, checks }: ControlCatalogue,
): YamlProblem[] {
  const allowed = controls.map(({ id }) => id);
  const unknown = (path: YamlProblem['path'], id: string) =>
    allowed.includes(id)
      ? []
      : [
          {
            path,
            message: `unknown control '${id}'; allowed are ${allowed.join(
              ', ',
            )}`,
          },
        ];
  const mapped = { satisfiedBy, supportedBy };
  return [
    ...related.flatMap((id, index) => unknown(['related', index], id)),
    ...Object.entries(mapped).flatMap(([key, mappings]) =>
      mappings.flatMap(({ control: id, with: wanted }, index) => {
        const control = controls.find(candidate => candidate.id === id);
        return [
          ...unknown([key, index], id),
          ...Object.entries(wanted).flatMap(([checkId, parameters]) => {
            const path = [key, index, 'with', checkId];
            const check = control?.checks.includes(checkId)
              ? checks.find(candidate => candidate.id === checkId)
              : undefined;
            if (!check) {
              const names = control?.checks.join(', ') ?? 'none';
              return [
                {
                  path,
                  message: `unknown check '${checkId}' of control '${id}'; allowed are ${names}`,
                },
              ];
            }
            return Object.entries(parameters).flatMap(([name, value]) => {
              const declared = check.parameters[name];
              const message = declared
                ? valueProblem(declared.type, value)
                : `unknown parameter; allowed are ${Object.keys(
                    check.parameters,
                  ).join(', ')}`;
              return message ? [{ path: [...path, name], message }] : [];
            });
          }),
        ];
      }),
    ),
  ];
}

function scopeProblems(
  requirement: RequirementFile,
  questions: ReadonlyMap<string, ScopingQuestion>,
): YamlProblem[] {
  const { appliesWhen, exceptWhen, appliesFrom, prohibition } = requirement;
  const check = (
    path: YamlProblem['path'],
    condition: Record<string, (string | boolean)[]>,
  ) =>
    Object.entries(condition).flatMap(([id, values]) => {
      const question = questions.get(id);
      if (!question) {
        const message = `unknown question '${id}'; allowed are ${[
          ...questions.keys(),
        ].join(', ')}`;
        return [{ path, message }];
      }
      const allowed: readonly (string | boolean)[] =
        question.type === 'boolean' ? [true, false] : question.options;
      return values
        .filter(value => !allowed.includes(value))
        .map(value => ({
          path,
          message: `'${value}' is no answer to ${id}; allowed are ${allowed.join(
            ', ',
          )}`,
        }));
    });
  return [
    ...appliesWhen.flatMap(item => check(['appliesWhen'], item)),
    ...exceptWhen.flatMap(item => check(['exceptWhen'], item)),
    ...appliesFrom.flatMap(({ when }, index) =>
      when.flatMap(item => check(['appliesFrom', index, 'when'], item)),
    ),
    ...(prohibition
      ? check(['prohibition'], { [prohibition.question]: [prohibition.value] })
      : []),
  ];
}

/** Requirements that would be rolled up from themselves. */
function cycles(requirements: readonly RequirementFile[]): YamlProblem[] {
  const under = new Map(
    requirements.map(({ id, derivedFrom }) => [id, [...derivedFrom]]),
  );
  for (const { id, parent } of requirements) {
    under.get(parent ?? '')?.push(id);
  }
  const done = new Set<string>();
  const problems: YamlProblem[] = [];
  const walk = (id: string, trail: readonly string[]): void => {
    if (trail.includes(id)) {
      const circle = [...trail.slice(trail.indexOf(id)), id].join(' > ');
      problems.push({
        path: ['requirements', requirements.findIndex(r => r.id === id)],
        message: `parent or derivedFrom goes in a circle: ${circle}`,
      });
      return;
    }
    if (!done.has(id)) {
      under.get(id)?.forEach(child => walk(child, [...trail, id]));
      done.add(id);
    }
  };
  requirements.forEach(({ id }) => walk(id, []));
  return problems;
}
