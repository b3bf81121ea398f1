import { ProfileFormatError } from '../errors';

/** Bits of the greatest sum that is read: engines add in 128. */
const MAX_BITS = 140n;

/** Appends numbers and text to a growing buffer. Counts are LEB128 varints, other numbers little-endian float64. */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** What was written so far; shares memory with the writer. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  uint32(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** A whole number from 0 to 2^53 - 1, seven bits to a byte, low bits first. */
  varint(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** A whole number of any size and sign, zigzag, seven bits to a byte, low bits first. */
  bigint(value: bigint): void {
    let rest = value < 0n ? -2n * value - 1n : 2n * value;
    while (rest >= 0x80n) {
      this.byte(Number(rest % 0x80n) + 0x80);
      rest /= 0x80n;
    }
    this.byte(Number(rest));
  }

  /** Text as its UTF-16 code units, so that broken surrogates survive; one byte per ASCII character. */
  text(value: string): void {
    this.varint(value.length);
    for (let i = 0; i < value.length; i++) this.varint(value.charCodeAt(i));
  }

  /** Counts one after the other; a zero is followed by the number of zeros that come after it. */
  counts(values: readonly number[]): void {
    for (let i = 0; i < values.length; i++) {
      this.varint(values[i]);
      if (values[i] === 0) {
        const first = i;
        while (i + 1 < values.length && values[i + 1] === 0) i++;
        this.varint(i - first);
      }
    }
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(
      Math.max(2 * this.#bytes.length, this.#length + count),
    );
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

/** Reads what a {@link ByteWriter} wrote. Every method throws ProfileFormatError where the bytes end too early. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes not read yet. */
  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  byte(): number {
    return this.#bytes[this.#take(1)];
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  float64(): number {
    const value = this.#view.getFloat64(this.#take(8), true);
    if (!Number.isFinite(value)) {
      throw new ProfileFormatError(`encoded profile holds the number ${value}`);
    }
    return value;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte % 0x80) * scale;
      if (byte < 0x80) break;
      scale *= 0x80;
    }
    if (value > Number.MAX_SAFE_INTEGER) {
      throw new ProfileFormatError('encoded profile holds a count above 2^53');
    }
    return value;
  }

  bigint(): bigint {
    let value = 0n;
    let shift = 0n;
    for (;;) {
      const byte = this.byte();
      value += BigInt(byte % 0x80) << shift;
      if (byte < 0x80) break;
      shift += 7n;
      if (shift > MAX_BITS) {
        throw new ProfileFormatError(
          `encoded profile holds a sum of more than ${MAX_BITS} bits`,
        );
      }
    }
    return value % 2n === 0n ? value / 2n : -(value + 1n) / 2n;
  }

  text(): string {
    const length = this.varint();
    if (length > this.remaining) this.#endedTooEarly();
    let text = '';
    for (let i = 0; i < length; i++) text += String.fromCharCode(this.varint());
    return text;
  }

  /** Adds counts to those of `target` in place, without allocating. */
  addCounts(target: number[]): void {
    const bytes = this.#bytes;
    const size = target.length;
    let position = this.#position;
    let i = 0;
    while (i < size) {
      const byte = bytes[position];
      if (byte > 0 && byte < 0x80) {
        // Nearly all counts of an hour fit into one byte; this is the path that has to be fast.
        target[i++] += byte;
        position++;
      } else {
        this.#position = position;
        const count = this.varint();
        target[i++] += count;
        if (count === 0) i += this.varint();
        position = this.#position;
      }
    }
    this.#position = position;
    if (i > size) {
      throw new ProfileFormatError(
        `encoded profile has more bins than the grid's ${size}`,
      );
    }
  }

  #take(count: number): number {
    const at = this.#position;
    if (count > this.#bytes.length - at) this.#endedTooEarly();
    this.#position = at + count;
    return at;
  }

  #endedTooEarly(): never {
    throw new ProfileFormatError(
      `encoded profile ends too early, after ${this.#bytes.length} bytes`,
    );
  }
}
