/**
 * @file What a change of marks does to a canvas. Everything is checked before anything is changed.
 */
import type { Easel } from '../easel.js';
import { type Change, SteeringError } from './change.js';
import { marksIn, toPicture } from './drawn-picture.js';

/** Changes that concern the marks of the canvas alone. */
export type MarkSteering = Extract<
  Change,
  { type: 'hold' | 'release' | 'alter' | 'remove' | 'add' | 'replace' }
>;

/** Marks of one canvas by hand; beyond it every step would crawl. */
const MOST_ON_CANVAS = 4096;

/** @throws SteeringError */
export function steerMarks(easel: Easel, change: MarkSteering): void {
  const { marks } = easel.canvas;
  if (!marks)
    throw new SteeringError('This medium has no single marks; choose strokes or shapes to edit them.');
  const { count } = marks;
  for (const mark of marksOf(change)) {
    if (mark >= count) throw new SteeringError(`There is no mark ${mark}; the drawing has ${count}.`);
  }
  const all = Array.from({ length: count }, (_, mark) => mark);
  switch (change.type) {
    case 'hold':
    case 'release':
      easel.hold(change.marks, change.type === 'hold');
      return;
    case 'alter':
      easel.alter(change.marks, defined(change.change));
      return;
    case 'remove': {
      const gone = new Set(change.marks);
      if (gone.size >= count)
        throw new SteeringError('The last mark cannot be removed; draw another one first.');
      easel.arrange(all.filter((mark) => !gone.has(mark)));
      return;
    }
    case 'add': {
      expectKind(easel, change.picture.kind);
      const added = marksIn(change.picture);
      if (count + added > MOST_ON_CANVAS)
        throw new SteeringError(`A drawing has at most ${MOST_ON_CANVAS} marks; this one has ${count}.`);
      easel.arrange([...all, ...drawn(added)], toPicture(change.picture));
      return;
    }
    case 'replace': {
      expectKind(easel, change.picture.kind);
      const added = drawn(marksIn(change.picture));
      easel.arrange(
        all.flatMap((mark) => (mark === change.mark ? added : [mark])),
        toPicture(change.picture),
      );
      return;
    }
    default:
      change satisfies never;
  }
}

function marksOf(change: MarkSteering): readonly number[] {
  if ('marks' in change) return change.marks;
  return change.type === 'replace' ? [change.mark] : [];
}

/** The added marks as `Marks.arrange` names them. */
const drawn = (count: number): number[] => Array.from({ length: count }, (_, k) => -1 - k);

function expectKind(easel: Easel, kind: string): void {
  const own = easel.canvas.picture().kind;
  if (own !== kind) throw new SteeringError(`Marks of the kind “${kind}” do not fit a drawing of “${own}”.`);
}

/** Without the fields that are there but say nothing. */
function defined<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: NonNullable<Fields[Name]> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Fields]: NonNullable<Fields[Name]> };
}
