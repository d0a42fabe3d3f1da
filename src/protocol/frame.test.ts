import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeStrokeFrame, encodeStrokeFrame, FrameError, POINT_MARGIN, type StrokeFrame } from './index.js';

/** Any frame whose arrays fit together; points lie up to a margin outside the canvas. */
const frames: fc.Arbitrary<StrokeFrame> = fc
  .record({
    segments: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 12 }),
    width: fc.integer({ min: 1, max: 4096 }),
    height: fc.integer({ min: 1, max: 4096 }),
    numbers: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    final: fc.boolean(),
    sequence: fc.nat(),
    run: fc.nat(),
    iteration: fc.nat(),
  })
  .map(({ segments, numbers, ...rest }) => {
    const next = (): number => numbers.next().value as number;
    const points = segments.reduce((sum, pieces) => sum + 3 * pieces + 1, 0);
    const unit = Math.min(rest.width, rest.height);
    const sides = [rest.width / unit, rest.height / unit] as const;
    const coordinate = (_: unknown, i: number) => next() * (sides[i % 2 === 0 ? 0 : 1] + 2) - POINT_MARGIN;
    return {
      ...rest,
      paper: [next(), next(), next()] as const,
      strokes: {
        segments: Uint8Array.from(segments),
        points: Float32Array.from({ length: 2 * points }, coordinate),
        widths: Float32Array.from(segments, () => next() * 2),
        colours: Float32Array.from({ length: 4 * segments.length }, next),
      },
    };
  });

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

function sampleFrame(): StrokeFrame {
  return {
    sequence: 7,
    run: 2,
    iteration: 31,
    final: false,
    width: 224,
    height: 112,
    paper: [1, 1, 1],
    strokes: {
      segments: Uint8Array.of(1, 2, 1),
      points: Float32Array.from({ length: 30 }, (_, i) => i / 30),
      widths: Float32Array.of(0.01, 0.02, 0.5),
      colours: new Float32Array(12).fill(0.5),
    },
  };
}

describe('a stroke frame', () => {
  it('comes back within half a quantisation step', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const back = decodeStrokeFrame(encodeStrokeFrame(frame));
        const { strokes, paper, ...header } = frame;
        expect(back).toMatchObject(header);
        expect(back.strokes.segments).toEqual(strokes.segments);
        const longer = Math.max(frame.width, frame.height) / Math.min(frame.width, frame.height);
        const rounding = 1e-7 * (longer + 2); // of float32
        expect(largestDifference(back.strokes.points, strokes.points)).toBeLessThanOrEqual(
          (longer + 2) / 131_070 + rounding,
        );
        expect(largestDifference(back.strokes.widths, strokes.widths)).toBeLessThanOrEqual(1 / 65_535 + 1e-6);
        expect(largestDifference(back.strokes.colours, strokes.colours)).toBeLessThanOrEqual(1 / 510 + 1e-6);
        expect(largestDifference(back.paper, paper)).toBeLessThanOrEqual(1 / 510 + 1e-6);
      }),
    );
  });

  it('takes at most 12.8 kB for 256 strokes of three cubics', () => {
    const strokes = {
      segments: new Uint8Array(256).fill(3),
      points: new Float32Array(256 * 20),
      widths: new Float32Array(256),
      colours: new Float32Array(256 * 4),
    };
    expect(encodeStrokeFrame({ ...sampleFrame(), strokes }).byteLength).toBe(12_056);
  });

  it('clamps what lies too far outside, and survives what is not a number', () => {
    const frame = sampleFrame();
    frame.strokes.points.set([-9, 9, Number.NaN, Number.POSITIVE_INFINITY]);
    frame.strokes.widths[0] = Number.NaN;
    const { points, widths } = decodeStrokeFrame(encodeStrokeFrame(frame)).strokes;
    expect([...points.subarray(0, 4)]).toEqual([-1, 2, -1, 2]);
    expect(widths[0]).toBe(0);
  });

  it.each([
    ['points that do not fit the segments', { points: new Float32Array(4) }, 'points have 4'],
    ['too few widths', { widths: new Float32Array(1) }, 'widths have 1'],
    ['too few colours', { colours: new Float32Array(1) }, 'colours have 1'],
    ['a stroke of no segments', { segments: Uint8Array.of(1, 0, 1) }, 'Stroke 1 has no segments'],
  ])('refuses to write %s', (_, broken, sentence) => {
    const frame = sampleFrame();
    expect(() => encodeStrokeFrame({ ...frame, strokes: { ...frame.strokes, ...broken } })).toThrow(sentence);
  });

  it('refuses to write a number that does not fit its field', () => {
    expect(() => encodeStrokeFrame({ ...sampleFrame(), width: 70_000 })).toThrow(FrameError);
    expect(() => encodeStrokeFrame({ ...sampleFrame(), sequence: -1 })).toThrow(FrameError);
    expect(() => encodeStrokeFrame({ ...sampleFrame(), iteration: 1.5 })).toThrow(FrameError);
  });
});

describe('a malformed buffer', () => {
  const good = new Uint8Array(encodeStrokeFrame(sampleFrame()));

  it('is refused at every truncated length, and with bytes too many', () => {
    for (let length = 0; length < good.length; length++) {
      expect(() => decodeStrokeFrame(good.slice(0, length).buffer)).toThrow(FrameError);
    }
    expect(() => decodeStrokeFrame(new Uint8Array([...good, 0]).buffer)).toThrow(FrameError);
  });

  it.each([
    ['another version', 0, 2, 'version 2'],
    ['an unknown flag', 1, 2, 'flags 2'],
    ['a reserved byte', 23, 1, 'reserved'],
    ['a stroke of no segments', 24, 0, 'no segments'],
  ])('is refused for %s', (_, offset, value, sentence) => {
    const bytes = good.slice();
    bytes[offset] = value;
    expect(() => decodeStrokeFrame(bytes.buffer)).toThrow(sentence);
  });

  it('of any bytes raises FrameError or is a whole frame, never anything else', () => {
    const damaged = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      .map((changes) => {
        const bytes = good.slice();
        for (const [offset, value] of changes) bytes[offset] = value;
        return bytes;
      });
    const anyBytes = fc.uint8Array({ maxLength: 400 }).map((bytes) => bytes.slice());
    fc.assert(
      fc.property(fc.oneof(damaged, anyBytes), (bytes) => {
        try {
          const { strokes } = decodeStrokeFrame(bytes.buffer);
          expect(strokes.points.every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
