import {
  DEFAULT_NAMESPACE,
  KubernetesValidatorFunctions,
  makeValidator,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** A cloud resource's tags by key. A map, because keys are free text and may be `__proto__`. @public */
export type ResourceTags = ReadonlyMap<string, string>;

const MAX_ENTITY_TAGS = 12;
const MAX_QUOTE = 60;
const isValidTag = makeValidator().isValidTag;

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
 * @public
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

/**
 * The lifecycle that a text names: a word of letters, digits and dashes.
 * @returns lower case, or undefined when the text is no such word
 */
export function toLifecycle(value: string): string | undefined {
  const text = value.trim().toLocaleLowerCase('en-US');
  return /^[a-z][a-z0-9-]{0,62}$/.test(text) ? text : undefined;
}

/**
 * Quotes free text in a Markdown sentence: as code, so that nothing in it becomes a link or markup, without characters
 * that end the quotation, and cut.
 * @public
 */
export function quote(value: string): string {
  const text = value.replace(/[^\w .:/+=@-]/g, '?');
  const cut =
    text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE - 3)}...` : text;
  return `\`${cut}\``;
}

/**
 * Tags of the entity: the given one and one `key:value` for each of the cloud's tags that survives the catalog's rules
 * for tags.
 * @param tags - tags of the cloud's resource
 * @param options - `first`: tag that all entities of a cloud have, for example `sagemaker`; `without`: keys that are
 *   told elsewhere on the entity
 * @public
 */
export function toEntityTags(
  tags: ResourceTags,
  options: { first: string; without: string[] },
): string[] {
  const told = [...tags]
    .filter(
      ([key]) => !key.startsWith('aws:') && !options.without.includes(key),
    )
    .map(([key, value]) => [key, value].map(toTagPart).filter(Boolean))
    .map(parts => parts.join(':'))
    .filter(isValidTag);
  return [...new Set([options.first, ...told.sort()])].slice(
    0,
    MAX_ENTITY_TAGS,
  );
}

function toTagPart(text: string): string {
  return text
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9+#]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
