/**
 * @file What an edit by hand does to a canvas. Everything is checked before anything is changed.
 */
import { type Edit, marksIn, toPicture } from '../../marks/index.js';
import type { Easel } from '../easel.js';
import { SteeringError } from './change.js';

type MarkEdit = Exclude<Edit, { type: 'region' }>;

/** Marks of one canvas by hand; beyond it every step would crawl. */
const MOST_ON_CANVAS = 4096;

/** @returns what marks that came with it are called. @throws SteeringError */
export function steer(easel: Easel, edit: Edit): readonly number[] {
  if (edit.type !== 'region') return steerMarks(easel, edit);
  easel.confine(edit.outline);
  return [];
}

function steerMarks(easel: Easel, change: MarkEdit): readonly number[] {
  if (!easel.canvas.marks)
    throw new SteeringError('This medium has no single marks; choose strokes or shapes to edit them.');
  const { count } = easel.canvas.marks;
  const places = easel.names.places(marksOf(change));
  const all = Array.from({ length: count }, (_, place) => place);
  switch (change.type) {
    case 'hold':
    case 'release':
      easel.hold(places, change.type === 'hold');
      return [];
    case 'alter':
      easel.alter(places, defined(change.change));
      return [];
    case 'remove': {
      const gone = new Set(places);
      if (gone.size >= count)
        throw new SteeringError('The last mark cannot be removed; draw another one first.');
      return easel.arrange(all.filter((place) => !gone.has(place)));
    }
    case 'add': {
      expectKind(easel, change.picture.kind);
      const added = marksIn(change.picture);
      if (count + added > MOST_ON_CANVAS)
        throw new SteeringError(`A drawing has at most ${MOST_ON_CANVAS} marks; this one has ${count}.`);
      return easel.arrange([...all, ...drawn(added)], toPicture(change.picture));
    }
    case 'replace': {
      expectKind(easel, change.picture.kind);
      const added = drawn(marksIn(change.picture));
      return easel.arrange(
        all.flatMap((place) => (place === places[0] ? added : [place])),
        toPicture(change.picture),
      );
    }
    default:
      return change satisfies never;
  }
}

function marksOf(change: MarkEdit): readonly number[] {
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
