/**
 * @file What the person has in hand: the tool, the colour and width to draw with, the marks that are selected. Pure;
 * fingers, keys and buttons feed it actions.
 */
export const toolNames = ['select', 'draw', 'replace', 'lasso'] as const;
export type ToolName = (typeof toolNames)[number];

/** What is done with the marks in hand; see `actions.ts`. */
export type HandActionName =
  | 'hold'
  | 'recolour'
  | 'remove'
  | 'everything'
  | 'undo'
  | 'redo'
  | 'pause'
  | 'stage';

export interface Toolbox {
  readonly tool: ToolName;
  /** Selected marks, by the numbers they are called, in the order in which they were chosen. */
  readonly selected: readonly number[];
  /** Marks on show, in the order of painting. */
  readonly marks: readonly number[];
  /** Whether marks can be drawn by hand: not where they are pieces of an image. */
  readonly canDraw: boolean;
  /** #rrggbb */
  readonly colour: string;
  /** 0..1 */
  readonly opacity: number;
  /** Of the pen, thousandths of the shorter side. */
  readonly width: number;
}

export type ToolAction =
  | { readonly type: 'took'; readonly tool: ToolName }
  | { readonly type: 'selected'; readonly marks: readonly number[] }
  | { readonly type: 'toggled'; readonly marks: readonly number[] }
  | { readonly type: 'stepped'; readonly by: 1 | -1 }
  | { readonly type: 'shown'; readonly marks: readonly number[]; readonly canDraw: boolean }
  | { readonly type: 'mixed'; readonly paint: Partial<Pick<Toolbox, 'colour' | 'opacity' | 'width'>> };

export const emptyToolbox: Toolbox = {
  tool: 'select',
  selected: [],
  marks: [],
  canDraw: false,
  colour: '#a83f24',
  opacity: 1,
  width: 12,
};

/** The limits of what is mixed, with their units. */
export const paintLimits = { width: { min: 1, max: 200 }, opacity: { min: 0, max: 1 } } as const;

export function reduceToolbox(state: Toolbox, action: ToolAction): Toolbox {
  switch (action.type) {
    case 'took':
      return state.tool === action.tool ? state : { ...state, tool: action.tool };
    case 'selected':
      return same(state.selected, action.marks) ? state : { ...state, selected: action.marks };
    case 'toggled': {
      const gone = action.marks.filter((mark) => state.selected.includes(mark));
      const kept = state.selected.filter((mark) => !gone.includes(mark));
      return { ...state, selected: [...kept, ...action.marks.filter((mark) => !gone.includes(mark))] };
    }
    case 'stepped': {
      const next = neighbour(state, action.by);
      return next === undefined ? state : { ...state, selected: [next] };
    }
    case 'shown': {
      const { marks, canDraw } = action;
      if (same(marks, state.marks) && canDraw === state.canDraw) return state;
      // A mark that is gone cannot stay selected.
      const there = new Set(marks);
      return { ...state, marks, canDraw, selected: state.selected.filter((mark) => there.has(mark)) };
    }
    case 'mixed':
      return { ...state, ...action.paint };
  }
}

/** The mark after or before the one last chosen; nothing beyond the ends. */
export function neighbour({ marks, selected }: Toolbox, by: 1 | -1): number | undefined {
  const last = selected.at(-1);
  if (last === undefined) return by === 1 ? marks[0] : marks.at(-1);
  const place = marks.indexOf(last) + by;
  return place < 0 ? undefined : marks[place];
}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((mark, i) => mark === b[i]);

/** RGB, 0..1, of #rrggbb. */
export function rgbOf(colour: string): [number, number, number] {
  const channel = (from: number): number => Number.parseInt(colour.slice(from, from + 2), 16) / 255;
  return [channel(1), channel(3), channel(5)];
}
