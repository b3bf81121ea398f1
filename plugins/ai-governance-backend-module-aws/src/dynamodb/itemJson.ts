import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item of a table. */
export type Item = Record<string, AttributeValue>;

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Writes an attribute as JSON. Numbers keep all of their digits; sets become arrays and binary values base64.
 * @returns `null` for an attribute that is not there
 */
export function toJson(value: AttributeValue | undefined): string {
  if (value?.S !== undefined) {
    return JSON.stringify(value.S);
  }
  if (value?.N !== undefined) {
    return numberJson(value.N);
  }
  if (value?.BOOL !== undefined) {
    return String(value.BOOL);
  }
  if (value?.M) {
    return `{${Object.entries(value.M)
      .map(([key, inner]) => `${JSON.stringify(key)}:${toJson(inner)}`)
      .join(',')}}`;
  }
  if (value?.L) {
    return `[${value.L.map(toJson).join(',')}]`;
  }
  if (value?.SS) {
    return JSON.stringify(value.SS);
  }
  if (value?.NS) {
    return `[${value.NS.map(numberJson).join(',')}]`;
  }
  return value?.B
    ? JSON.stringify(Buffer.from(value.B).toString('base64'))
    : 'null';
}

/** As `toJson`; an attribute with JSON as its text is that JSON, in one line. */
export function payloadJson(value: AttributeValue | undefined): string {
  const text = value?.S;
  if (text === undefined) {
    return toJson(value);
  }
  try {
    JSON.parse(text);
  } catch {
    return toJson(value);
  }
  // Line breaks are blanks between the parts of JSON; within texts they are written as \n.
  return text.replace(/[\r\n]+/g, ' ');
}

/** DynamoDB's own numbers are JSON numbers; whatever else an emulator may send is text. */
function numberJson(text: string): string {
  return JSON_NUMBER.test(text) ? text : JSON.stringify(text);
}
