import type { Tag } from '@aws-sdk/client-sagemaker';
import {
  DEFAULT_NAMESPACE,
  KubernetesValidatorFunctions,
  makeValidator,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** AWS tags by key. A map, because keys are free text and may be `__proto__`. */
export type AwsTags = ReadonlyMap<string, string>;

const MAX_ENTITY_TAGS = 12;
const MAX_QUOTE = 60;
const isValidTag = makeValidator().isValidTag;

/** Indexes the tags of a resource by key. */
export function toAwsTags(tags: Tag[]): AwsTags {
  return new Map(
    tags.flatMap(({ Key, Value }) =>
      Key === undefined ? [] : [[Key, Value ?? ''] as const],
    ),
  );
}

/**
 * Reads an entity ref from free text; a bare name is taken to be of the first kind.
 * @param value - free text, for example `team-risk` or `group:default/team-risk`
 * @param kinds - allowed kinds, lower case
 * @returns full ref, or undefined when the text is no valid ref of these kinds
 */
function toRef(value: string, kinds: string[]): string | undefined {
  let ref;
  try {
    ref = parseEntityRef(value.trim(), {
      defaultKind: kinds[0],
      defaultNamespace: DEFAULT_NAMESPACE,
    });
  } catch {
    // Whatever the parser does not read is no ref; the caller says what is used instead.
    return undefined;
  }
  const valid =
    kinds.includes(ref.kind.toLocaleLowerCase('en-US')) &&
    KubernetesValidatorFunctions.isValidNamespace(ref.namespace) &&
    KubernetesValidatorFunctions.isValidObjectName(ref.name);
  return valid ? stringifyEntityRef(ref) : undefined;
}

/**
 * The owner that a text names: a group by name, or a group or user by ref.
 * @returns full ref such as `group:default/team-risk`, or undefined when the text names none
 */
export function toOwnerRef(value: string): string | undefined {
  return toRef(value, ['group', 'user']);
}

/**
 * The system that a text names.
 * @returns full ref such as `system:default/lending`, or undefined when the text names none
 */
export function toSystemRef(value: string): string | undefined {
  return toRef(value, ['system']);
}

/** `production` for prod and production, `experimental` for everything else, also for no tag. */
export function toLifecycle(environment: string | undefined): string {
  return /^prod(uction)?$/i.test(environment?.trim() ?? '')
    ? 'production'
    : 'experimental';
}

/**
 * Quotes free text in a Markdown sentence: as code, so that nothing in it becomes a link or markup, without characters
 * that end the quotation, and cut.
 */
export function quote(value: string): string {
  const text = value.replace(/[^\w .:/+=@-]/g, '?');
  const cut =
    text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE - 3)}...` : text;
  return `\`${cut}\``;
}

/**
 * Tags of the entity: `sagemaker` and one `key:value` for each AWS tag that survives the catalog's rules for tags.
 * @param tags - tags of the AWS resource
 * @param without - keys that are told elsewhere on the entity
 */
export function toEntityTags(tags: AwsTags, without: string[]): string[] {
  const told = [...tags]
    .filter(([key]) => !key.startsWith('aws:') && !without.includes(key))
    .map(([key, value]) => [key, value].map(toTagPart).filter(Boolean))
    .map(parts => parts.join(':'))
    .filter(isValidTag);
  return [...new Set(['sagemaker', ...told.sort()])].slice(0, MAX_ENTITY_TAGS);
}

function toTagPart(text: string): string {
  return text
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9+#]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
