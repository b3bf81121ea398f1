import type {
  FeatureColumn,
  OutputRule,
  PredictionColumn,
  SimulatedColumn,
  Treatment,
} from '../fleet/types';
import { Random } from './Random';
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
  apart: boolean;
  /** Treatments that ask for it, and whether a text is what they ask for. */
  asked: { treatment: number; meets: (text: string) => boolean }[];
}

interface PredictionCell {
  value: (random: Random, row: RowState) => string;
  lead: string;
}

/** What the outputs of one row are computed from. */
interface RowState {
  /** Weighted sum of the standardised features. */
  z: number;
  /** What treatments add to it. */
  treatment: number;
  /** Last probability written in this row. */
  probability: number;
  /** What that would be without noise, without treatments and without the story. */
  truth: number;
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
  /** True probabilities of the rows of the last `write`. */
  truths: number[] = [];
  readonly #treatments: { shift: number; asks: number }[];
  readonly #hasApart: boolean;
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
    treatments: Treatment[] = [],
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
        apart: column.apart ?? false,
        asked: treatments.flatMap(({ where }, treatment) =>
          Object.hasOwn(where, column.name)
            ? { treatment, meets: condition(where[column.name], cell) }
            : [],
        ),
      }));
    this.#hasApart = this.#features.some(({ apart }) => apart);
    this.#treatments = treatments.map(({ where, shift, inStory }) => ({
      shift: inStory ? shift * level : shift,
      asks: Object.keys(where).length,
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

  /**
   * Draws that many rows and writes them into `input` and `output`.
   * @param id - of the request: what is drawn apart is the same for the same id
   */
  write(random: Random, rows: number, id = ''): void {
    const apart = this.#hasApart ? new Random(`apart ${id}`) : random;
    const met = this.#treatments.map(() => 0);
    this.truths = [];
    let input = this.#input.open;
    let output = this.#output.open;
    const state: RowState = { z: 0, treatment: 0, probability: 0, truth: 0 };
    for (let row = 0; row < rows; row++) {
      if (row) {
        input += this.#input.next;
        output += this.#output.next;
      }
      state.z = 0;
      for (const feature of this.#features) {
        const { sampler, missing, weight } = feature;
        const source = feature.apart ? apart : random;
        const text = sampler.draw(source);
        const isMissing = missing > 0 && source.uniform() < missing;
        input += feature.lead + (isMissing ? this.#missingText : text);
        state.z += weight * sampler.latent;
        for (const { treatment, meets } of feature.asked) {
          met[treatment] += meets(text) ? 1 : 0;
        }
      }
      state.treatment = 0;
      this.#treatments.forEach(({ shift, asks }, i) => {
        state.treatment += met[i] === asks ? shift : 0;
        met[i] = 0;
      });
      for (const prediction of this.#predictions) {
        output += prediction.lead + prediction.value(random, state);
      }
      this.truths.push(state.truth);
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
        row.probability = logistic(z + row.treatment);
        row.truth = logistic(rule.bias + row.z);
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

function logistic(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** @param cell - writes a category as the payload wants it */
function condition(
  wanted: Treatment['where'][string],
  cell: (category: string) => string,
): (text: string) => boolean {
  if (Array.isArray(wanted)) {
    const texts = new Set(wanted.map(cell));
    return text => texts.has(text);
  }
  const { from = -Infinity, to = Infinity } = wanted;
  return text => Number(text) >= from && Number(text) <= to;
}
