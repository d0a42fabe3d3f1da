import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, type Frame, FrameError, POINT_MARGIN } from './index.js';

type StrokesFrame = Extract<Frame, { kind: 'strokes' }>;

function decodeStrokes(buffer: ArrayBuffer): StrokesFrame {
  const frame = decodeFrame(buffer);
  if (frame.kind !== 'strokes') throw new FrameError(`These are no strokes but ${frame.kind}.`);
  return frame;
}

/** Any frame whose arrays fit together; points lie up to a margin outside the canvas. */
const frames: fc.Arbitrary<StrokesFrame> = fc
  .record({
    segments: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 12 }),
    width: fc.integer({ min: 1, max: 4096 }),
    height: fc.integer({ min: 1, max: 4096 }),
    numbers: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    final: fc.boolean(),
    sequence: fc.nat(),
    run: fc.nat(),
    iteration: fc.nat(),
    renamed: fc.boolean(),
  })
  .map(({ segments, numbers, renamed, ...rest }) => {
    const next = (): number => numbers.next().value as number;
    const points = segments.reduce((sum, pieces) => sum + 3 * pieces + 1, 0);
    const unit = Math.min(rest.width, rest.height);
    const sides = [rest.width / unit, rest.height / unit] as const;
    const coordinate = (_: unknown, i: number) => next() * (sides[i % 2 === 0 ? 0 : 1] + 2) - POINT_MARGIN;
    return {
      ...rest,
      marks: namesFor(segments.length, renamed),
      kind: 'strokes' as const,
      paper: [next(), next(), next()] as const,
      strokes: {
        segments: Uint8Array.from(segments),
        points: Float32Array.from({ length: 2 * points }, coordinate),
        widths: Float32Array.from(segments, () => next() * 2),
        colours: Float32Array.from({ length: 4 * segments.length }, next),
      },
    };
  });

/** What marks are called at first, or after some are gone and others have come. */
function namesFor(count: number, renamed: boolean): number[] {
  return Array.from({ length: count }, (_, place) => (renamed ? 0xffff_ffff - 3 * place : place));
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

function sampleFrame(): StrokesFrame {
  return {
    kind: 'strokes',
    sequence: 7,
    run: 2,
    iteration: 31,
    final: false,
    width: 224,
    height: 112,
    paper: [1, 1, 1],
    marks: [0, 1, 2],
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
        const back = decodeStrokes(encodeFrame(frame));
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
    const marks = namesFor(256, false);
    expect(encodeFrame({ ...sampleFrame(), marks, strokes }).byteLength).toBe(12_056);
  });

  it('clamps what lies too far outside, and survives what is not a number', () => {
    const frame = sampleFrame();
    frame.strokes.points.set([-9, 9, Number.NaN, Number.POSITIVE_INFINITY]);
    frame.strokes.widths[0] = Number.NaN;
    const { points, widths } = decodeStrokes(encodeFrame(frame)).strokes;
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
    expect(() => encodeFrame({ ...frame, strokes: { ...frame.strokes, ...broken } })).toThrow(sentence);
  });

  it('refuses to write a number that does not fit its field', () => {
    expect(() => encodeFrame({ ...sampleFrame(), width: 70_000 })).toThrow(FrameError);
    expect(() => encodeFrame({ ...sampleFrame(), sequence: -1 })).toThrow(FrameError);
    expect(() => encodeFrame({ ...sampleFrame(), iteration: 1.5 })).toThrow(FrameError);
    expect(() => encodeFrame({ ...sampleFrame(), marks: [0, 1, -1] })).toThrow(FrameError);
    expect(() => encodeFrame({ ...sampleFrame(), marks: [0, 1] })).toThrow('3 marks, but 2 names');
  });
});

describe('a malformed buffer', () => {
  const good = new Uint8Array(encodeFrame(sampleFrame()));

  it('is refused at every truncated length, and with bytes too many', () => {
    for (let length = 0; length < good.length; length++) {
      expect(() => decodeStrokes(good.slice(0, length).buffer)).toThrow(FrameError);
    }
    expect(() => decodeStrokes(new Uint8Array([...good, 0]).buffer)).toThrow(FrameError);
  });

  it.each([
    ['another version', 0, 1, 'version 1'],
    ['an unknown flag', 1, 8, 'flags 8'],
    ['an unknown kind', 23, 9, 'kind 9'],
    ['a stroke of no segments', 24, 0, 'no segments'],
  ])('is refused for %s', (_, offset, value, sentence) => {
    const bytes = good.slice();
    bytes[offset] = value;
    expect(() => decodeStrokes(bytes.buffer)).toThrow(sentence);
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
          const frame = decodeFrame(bytes.buffer);
          if (frame.kind === 'strokes') expect(frame.strokes.points.every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a frame of another kind', () => {
  const { strokes: _, ...head } = { ...sampleFrame(), marks: [0, 1, 2, 3, 9] };

  it('brings strokes of varying width', () => {
    const { strokes } = sampleFrame();
    const widths = Float32Array.from({ length: 15 }, (_, i) => i / 20);
    const back = decodeStrokes(encodeFrame({ ...sampleFrame(), strokes: { ...strokes, widths } }));
    expect(largestDifference(back.strokes.widths, widths)).toBeLessThan(2e-5);
  });

  it('brings shapes of every kind within half a step', () => {
    const shapes = {
      kinds: Uint8Array.of(0, 1, 2, 3, 4),
      corners: Uint8Array.of(4, 3, 1, 1, 1),
      points: Float32Array.from({ length: 2 * (12 + 3 + 3) }, (_, i) => i / 40),
      radii: Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5),
      angles: Float32Array.of(0.5, -1),
      colours: Float32Array.from({ length: 20 }, (_, i) => i / 20),
    };
    const back = decodeFrame(encodeFrame({ ...head, kind: 'shapes', shapes }));
    if (back.kind !== 'shapes') throw new Error(back.kind);
    expect(back.marks).toEqual([0, 1, 2, 3, 9]);
    expect(back.shapes.kinds).toEqual(shapes.kinds);
    expect(back.shapes.corners).toEqual(shapes.corners);
    expect(largestDifference(back.shapes.points, shapes.points)).toBeLessThan(4e-5);
    expect(largestDifference(back.shapes.radii, shapes.radii)).toBeLessThan(2e-5);
    // Turned by half a turn it is itself again.
    expect(largestDifference(back.shapes.angles, [0.5, Math.PI - 1])).toBeLessThan(5e-5);
    expect(largestDifference(back.shapes.colours, shapes.colours)).toBeLessThan(2e-3);
    const whole = new Uint8Array(encodeFrame({ ...head, kind: 'shapes', shapes }));
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeFrame(whole.slice(0, length).buffer)).toThrow(FrameError);
    }
    expect(() =>
      encodeFrame({ ...head, kind: 'shapes', shapes: { ...shapes, radii: new Float32Array(2) } }),
    ).toThrow('radii have 2');
  });

  it('brings an image as it is', () => {
    const jpeg = Uint8Array.of(255, 216, 3, 4);
    const plain = encodeFrame({ ...head, marks: [], kind: 'image', jpeg });
    expect(decodeFrame(plain)).toMatchObject({ kind: 'image', jpeg, marks: [] });
  });

  it('brings an image with the outlines of its marks', () => {
    const jpeg = Uint8Array.of(255, 216, 3, 4, 5);
    const outlines = {
      kinds: Uint8Array.of(4),
      corners: Uint8Array.of(1),
      points: Float32Array.of(0.25, 0.5),
      radii: Float32Array.of(0.1, 0.2),
      angles: Float32Array.of(0.5),
      colours: Float32Array.of(1, 1, 1, 1),
    };
    const back = decodeFrame(encodeFrame({ ...head, marks: [7], kind: 'image', jpeg, outlines }));
    if (back.kind !== 'image' || !back.outlines) throw new Error(back.kind);
    expect([back.marks, back.jpeg, back.outlines.kinds]).toEqual([[7], jpeg, outlines.kinds]);
    expect(largestDifference(back.outlines.points, outlines.points)).toBeLessThan(4e-5);
  });
});
