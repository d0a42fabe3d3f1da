/**
 * @file How the numbers of a frame lie after its header: one section after another, each of bytes or of 16-bit levels
 * over a range; a zero byte comes before levels that would begin at an odd place.
 */
import { FrameError, HEADER_BYTES, MAX_U16, POINT_MARGIN, sidesInUnits } from './frame-layout.js';

/** Nearest of `steps` + 1 levels over `from`..`from + range`; outside is clamped, not-a-number becomes level 0. */
export function quantise(value: number, from: number, range: number, steps: number): number {
  const level = Math.round(((value - from) / range) * steps);
  return level > 0 ? Math.min(level, steps) : 0;
}

/** A range that levels are spread over. */
interface Scale {
  readonly from: number;
  readonly range: number;
}

/** x and y by turns, up to a margin outside the canvas. */
const axes = (width: number, height: number): readonly [Scale, Scale] => {
  const [x, y] = sidesInUnits(width, height);
  const axis = (side: number): Scale => ({ from: -POINT_MARGIN, range: side + 2 * POINT_MARGIN });
  return [axis(x), axis(y)];
};

export class NumberWriter {
  private readonly bytes: number[] = [];

  constructor(private readonly size: { readonly width: number; readonly height: number }) {}

  /** Whole numbers of 32 bits as they are. */
  names(values: readonly number[]): void {
    for (const value of values) {
      this.bytes.push(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
    }
  }

  /** Whole numbers 0..255 as they are. */
  counts(values: Uint8Array): void {
    for (const value of values) this.bytes.push(value);
  }

  /** 0..1 */
  shares(values: Float32Array): void {
    for (const value of values) this.bytes.push(quantise(value, 0, 1, 255));
  }

  /** 0..range */
  levels(values: Float32Array, range: number): void {
    this.words(values, [{ from: 0, range }]);
  }

  coordinates(values: Float32Array): void {
    this.words(values, axes(this.size.width, this.size.height));
  }

  /** The frame with room for its header. @param tail comes after the numbers as it is */
  finish(tail: Uint8Array = new Uint8Array(0)): ArrayBuffer {
    const end = HEADER_BYTES + this.bytes.length;
    const buffer = new ArrayBuffer(end + tail.length);
    new Uint8Array(buffer, HEADER_BYTES).set(this.bytes);
    new Uint8Array(buffer, end).set(tail);
    return buffer;
  }

  private words(values: Float32Array, scales: readonly Scale[]): void {
    if (this.bytes.length % 2 === 1) this.bytes.push(0);
    for (let i = 0; i < values.length; i++) {
      const { from, range } = scales[i % scales.length]!;
      const level = quantise(values[i]!, from, range, MAX_U16);
      this.bytes.push(level & 255, level >> 8);
    }
  }
}

export class NumberReader {
  private at = HEADER_BYTES;
  private readonly view: DataView;

  constructor(
    private readonly buffer: ArrayBuffer,
    private readonly size: { readonly width: number; readonly height: number },
  ) {
    this.view = new DataView(buffer);
  }

  names(length: number): number[] {
    const from = this.take(4 * length);
    return Array.from({ length }, (_, i) => this.view.getUint32(from + 4 * i, true));
  }

  /** A copy, so that the numbers do not keep the whole buffer alive. */
  counts(length: number): Uint8Array {
    return new Uint8Array(this.buffer.slice(this.take(length), this.at));
  }

  shares(length: number): Float32Array {
    return Float32Array.from(new Uint8Array(this.buffer, this.take(length), length), (level) => level / 255);
  }

  levels(length: number, range: number): Float32Array {
    return this.words(length, [{ from: 0, range }]);
  }

  coordinates(length: number): Float32Array {
    return this.words(length, axes(this.size.width, this.size.height));
  }

  /** All that is left, copied. */
  rest(): Uint8Array {
    return new Uint8Array(this.buffer.slice(this.at));
  }

  /** @throws FrameError where the frame goes on */
  end(): void {
    if (this.at === this.buffer.byteLength) return;
    throw new FrameError(`The frame has ${this.buffer.byteLength} bytes where its numbers take ${this.at}.`);
  }

  private words(length: number, scales: readonly Scale[]): Float32Array {
    if (this.at % 2 === 1) this.take(1);
    const from = this.take(2 * length);
    return Float32Array.from({ length }, (_, i) => {
      const scale = scales[i % scales.length]!;
      return (this.view.getUint16(from + 2 * i, true) / MAX_U16) * scale.range + scale.from;
    });
  }

  private take(bytes: number): number {
    const from = this.at;
    this.at += bytes;
    if (this.at <= this.buffer.byteLength) return from;
    throw new FrameError(`The frame ends after ${this.buffer.byteLength} bytes, within its numbers.`);
  }
}
