import type { SlackBlock } from './SlackWorkspace';

const MAX_BLOCKS = 50;
const MAX_HEADER = 150;
const MAX_SECTION_TEXT = 3000;
const MAX_FIELDS = 10;
const MAX_FIELD_TEXT = 2000;
const MAX_CONTEXT_ELEMENTS = 10;
const MAX_ACTIONS = 25;
const MAX_BUTTON_TEXT = 75;

/**
 * Checks blocks against the limits of Slack's Block Kit that messages run into.
 * @returns what is wrong with the first bad block, with its JSON pointer; undefined when all are good
 */
export function checkBlocks(blocks: SlackBlock[]): string | undefined {
  if (blocks.length > MAX_BLOCKS) {
    return `no more than ${MAX_BLOCKS} items allowed [json-pointer:/blocks]`;
  }
  for (const [index, block] of blocks.entries()) {
    const problem = checkBlock(block);
    if (problem) {
      return `${problem} [json-pointer:/blocks/${index}]`;
    }
  }
  return undefined;
}

function checkBlock(block: SlackBlock): string | undefined {
  switch (block?.type) {
    case 'header':
      return block.text?.type === 'plain_text'
        ? checkText(block.text, MAX_HEADER)
        : 'text of a header must be plain_text';
    case 'section':
      return checkSection(block);
    case 'context':
      return (
        checkList(block.elements, MAX_CONTEXT_ELEMENTS, 'elements') ??
        block.elements
          .filter((element: SlackBlock) => element?.type !== 'image')
          .map((element: SlackBlock) => checkText(element, MAX_SECTION_TEXT))
          .find(Boolean)
      );
    case 'actions':
      return (
        checkList(block.elements, MAX_ACTIONS, 'elements') ??
        block.elements
          .filter((element: SlackBlock) => element?.type === 'button')
          .map((element: SlackBlock) =>
            checkText(element.text, MAX_BUTTON_TEXT),
          )
          .find(Boolean)
      );
    case 'divider':
    case 'image':
    case 'rich_text':
      return undefined;
    default:
      return `unsupported type: ${block?.type}`;
  }
}

function checkSection(block: SlackBlock): string | undefined {
  const { text, fields } = block;
  if (text === undefined && fields === undefined) {
    return 'a section needs text or fields';
  }
  return (
    (text && checkText(text, MAX_SECTION_TEXT)) ??
    (fields &&
      (checkList(fields, MAX_FIELDS, 'fields') ??
        fields
          .map((field: SlackBlock) => checkText(field, MAX_FIELD_TEXT))
          .find(Boolean)))
  );
}

function checkList(
  list: unknown,
  max: number,
  name: string,
): string | undefined {
  if (!Array.isArray(list) || list.length === 0) {
    return `${name} must be a list that is not empty`;
  }
  return list.length > max
    ? `no more than ${max} items allowed in ${name}`
    : undefined;
}

function checkText(object: SlackBlock, max: number): string | undefined {
  if (object?.type !== 'plain_text' && object?.type !== 'mrkdwn') {
    return `unsupported type of text: ${object?.type}`;
  }
  if (typeof object.text !== 'string' || object.text.length === 0) {
    return 'must be more than 0 characters';
  }
  return object.text.length > max
    ? `must be less than ${max + 1} characters`
    : undefined;
}
