import type {
  FeatureColumn,
  OutputRule,
  PredictionColumn,
  SimulatedColumn,
} from '../fleet/types';
import type { Random } from './Random';
import { jsonInner } from './captureRecord';
import {
  between,
  CategorySampler,
  createSampler,
  decimalFormat,
  type Sampler,
} from './samplers';

interface FeatureCell {
  sampler: Sampler;
  missing: number;
  weight: number;
  /** Text before the value. */
  lead: string;
}

interface PredictionCell {
  value: (random: Random, row: RowState) => string;
  lead: string;
}

/** What the outputs of one row are computed from. */
interface RowState {
  /** Weighted sum of the standardised features. */
  z: number;
  /** Last probability written in this row. */
  probability: number;
}

/** How payloads look on the wire. */
export type PayloadFormat =
  | {
      payload: 'csv' | 'json';
      /** Keys of the row lists in JSON payloads. */
      rowKeys: { input: string; output: string };
      /** Whether the texts go into a JSON string as they are, with quotes and line breaks escaped. */
      escaped: boolean;
    }
  | {
      /** A JSON array of the rows. */
      payload: 'rows';
    };

/**
 * Writes request and response payloads of one endpoint at one moment of its story. Everything but the drawn values
 * is put together once, because hundreds of thousands of rows are written when a portal first lists its logs.
 */
export class PayloadWriter {
  /** Payloads written by the last `write`. */
  input = '';
  output = '';
  readonly #features: FeatureCell[];
  readonly #predictions: PredictionCell[];
  readonly #missingText: string;
  readonly #input: Frame;
  readonly #output: Frame;

  /** @param level - how far the story has gone, from 0 to 1 */
  constructor(
    columns: SimulatedColumn[],
    format: PayloadFormat,
    level: number,
  ) {
    const json = format.payload !== 'csv';
    const escape =
      format.payload !== 'rows' && format.escaped
        ? jsonInner
        : (text: string) => text;
    const cell = (category: string) =>
      escape(json ? JSON.stringify(category) : csvCell(category));
    const lead = (at: number | string, index: number) =>
      (index ? ',' : '') + (json ? escape(`${JSON.stringify(at)}:`) : '');

    this.#missingText = json ? 'null' : '';
    this.#input = frame(format, 'input', escape);
    this.#output = frame(format, 'output', escape);
    this.#features = columns
      .filter((column): column is FeatureColumn => column.role === 'feature')
      .map((column, index) => ({
        sampler: createSampler(column.distribution, level, cell),
        missing: column.missing ?? 0,
        weight: column.weight ?? 0,
        lead: lead(column.at, index),
      }));
    this.#predictions = columns
      .filter(
        (column): column is PredictionColumn => column.role === 'prediction',
      )
      .map((column, index) => ({
        value: outputValue(column.output, level, cell),
        lead: lead(column.at, index),
      }));
  }

  /** Draws that many rows and writes them into `input` and `output`. */
  write(random: Random, rows: number): void {
    let input = this.#input.open;
    let output = this.#output.open;
    const state: RowState = { z: 0, probability: 0 };
    for (let row = 0; row < rows; row++) {
      if (row) {
        input += this.#input.next;
        output += this.#output.next;
      }
      state.z = 0;
      for (const feature of this.#features) {
        const { sampler, missing, weight } = feature;
        const text = sampler.draw(random);
        const isMissing = missing > 0 && random.uniform() < missing;
        input += feature.lead + (isMissing ? this.#missingText : text);
        state.z += weight * sampler.latent;
      }
      for (const prediction of this.#predictions) {
        output += prediction.lead + prediction.value(random, state);
      }
    }
    this.input = input + this.#input.close;
    this.output = output + this.#output.close;
  }
}

/** Text around and between the rows of a payload. */
interface Frame {
  open: string;
  next: string;
  close: string;
}

function frame(
  format: PayloadFormat,
  side: 'input' | 'output',
  escape: (text: string) => string,
): Frame {
  switch (format.payload) {
    case 'rows':
      return { open: '[{', next: '},{', close: '}]' };
    case 'json':
      return {
        open: escape(`{${JSON.stringify(format.rowKeys[side])}:[{`),
        next: '},{',
        close: '}]}',
      };
    default:
      return { open: '', next: escape('\n'), close: '' };
  }
}

/** A CSV field, quoted when it must be (RFC 4180). */
function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function outputValue(
  rule: OutputRule,
  level: number,
  cell: (category: string) => string,
): (random: Random, row: RowState) => string {
  switch (rule.kind) {
    case 'probability': {
      const bias = between(rule.bias, rule.shifted?.bias, level);
      const format = decimalFormat(4);
      return (random, row) => {
        const z = bias + row.z + rule.noise * random.normal();
        row.probability = 1 / (1 + Math.exp(-z));
        return format(row.probability);
      };
    }
    case 'amount': {
      const format = decimalFormat(2);
      return (random, row) => {
        const z = row.z + rule.noise * random.normal();
        return format(Math.max(0, rule.mean + rule.sd * z));
      };
    }
    case 'decision': {
      const reached = cell(rule.reached);
      const below = cell(rule.below);
      return (_random, row) =>
        row.probability >= rule.threshold ? reached : below;
    }
    default: {
      const sampler = new CategorySampler(rule.values.map(cell), rule.weights);
      return random => sampler.draw(random);
    }
  }
}
