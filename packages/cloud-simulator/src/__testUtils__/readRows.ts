import type { SimulatedColumn } from '../fleet/types';

/** Values of one row by column name, as text; empty when missing. */
export type CapturedRow = Record<string, string>;

/**
 * Reads the rows of a capture file the slow and plain way. Lines that cannot be read are left out.
 * @param columns - columns of the endpoint
 */
export function readRows(
  body: Buffer,
  columns: SimulatedColumn[],
): CapturedRow[] {
  return body
    .toString('utf8')
    .split('\n')
    .flatMap(line => {
      try {
        return readRecord(JSON.parse(line), columns);
      } catch {
        return [];
      }
    });
}

function readRecord(record: any, columns: SimulatedColumn[]): CapturedRow[] {
  const inputs = readSide(record.captureData.endpointInput);
  const outputs = readSide(record.captureData.endpointOutput);
  return inputs.map((input, index) =>
    Object.fromEntries(
      columns.map(({ name, role, at }) => {
        const value = (role === 'feature' ? input : outputs[index])[at];
        if (value === undefined) {
          throw new Error(`No ${name} in row ${index}`);
        }
        return [name, value === null ? '' : String(value)];
      }),
    ),
  );
}

function readSide(side: {
  observedContentType: string;
  encoding: string;
  data: string;
}): Record<string | number, unknown>[] {
  const text =
    side.encoding === 'BASE64'
      ? Buffer.from(side.data, 'base64').toString('utf8')
      : side.data;
  if (side.observedContentType.startsWith('text/csv')) {
    return text.split('\n').map(row => ({ ...row.split(',') }));
  }
  const { instances, predictions } = JSON.parse(text);
  return instances ?? predictions;
}
