/** @file A state of a drawing for the tests of what keeps one on the disk. */
import { completeSettings, type DrawingState } from '../../session/index.js';

/** As of so many strokes of three segments. */
export function sampleState(strokes: number): DrawingState {
  const group = (numbers: number) =>
    Float32Array.from({ length: numbers * strokes }, (_, i) => Math.sin(i) / 3);
  const arrays: Record<string, Float32Array | Int32Array | Uint8Array> = {
    'now/canvas/segments': new Uint8Array(strokes).fill(3),
  };
  for (const [name, numbers] of [
    ['points', 20],
    ['widths', 1],
    ['colours', 4],
  ] as const) {
    arrays[`now/canvas/${name}`] = group(numbers);
    arrays[`now/moments/${name}/first`] = group(numbers);
    arrays[`now/moments/${name}/second`] = group(numbers);
    arrays[`now/moments/${name}/steps`] = Int32Array.of(7);
  }
  const facts = {
    settings: completeSettings({ prompt: 'a sun, “schön” и море', strokes }),
    changes: [{ type: 'hold' as const, marks: [0], iteration: 3 }],
    script: [],
    iteration: 7,
    score: 0.1 + 0.2,
    skipped: 0,
    generator: [1, -2, 3, -4],
    schedule: { from: 0, done: 0, iterations: 200 },
    trend: { smooth: 0, steps: 0, best: -2, bestAt: 0, level: -2, levelAt: 0 },
    marks: { names: { numbers: [0], next: 1 }, frozen: { held: [0], outside: [] } },
    outline: null,
    starts: { count: 1, steps: 0, tried: 1, discarded: 0, best: null },
    bestMarks: null,
    startMarks: null,
  };
  return { facts, arrays };
}
