/**
 * @file Everything the page says, as one type: each language is one object of it, so the compiler lists what a
 * translation lacks. Numbers come in already written for the language (see format.ts), except where the words
 * around them depend on the number.
 */
import type { Edit, WireParameterRow } from '../../src/protocol/index.js';
import type { HandActionName, ToolName } from '../hand/toolbox.js';

export interface Dictionary {
  /** Title of the browser's tab and the heading of the page. */
  readonly name: string;
  readonly tagline: string;
  readonly language: string;
  /** Of a window over the page. */
  readonly close: string;

  readonly sheet: {
    readonly label: string;
    readonly empty: string;
    /** Alternative text of the drawing. */
    readonly describe: (prompt: string, iteration: number, iterations: number) => string;
    readonly example: string;
    /** One of several, of which the best is left. */
    readonly attempt: (number: string, of: string) => string;
    /** One of several beginnings, of which the best goes on. */
    readonly trying: (number: string, of: string) => string;
  };

  readonly keys: {
    readonly heading: string;
    /** Where each group of keys works. */
    readonly page: string;
    readonly sheet: string;
    readonly draw: string;
    readonly change: string;
    readonly stop: string;
    readonly help: string;
    readonly next: string;
    readonly move: string;
  };

  readonly prompt: {
    readonly label: string;
    readonly placeholder: string;
    readonly hint: string;
    readonly chips: string;
    /** Opens what can be written. */
    readonly syntax: string;
    readonly syntaxHeading: string;
    /** Opens what is not wanted and pictures. */
    readonly more: string;
    readonly takeWord: (word: string) => string;
    readonly length: (count: string, limit: string) => string;
    readonly keys: string;
    /** `readAs`: the name of an emoji. */
    readonly unknown: (word: string, readAs?: string) => string;
    readonly nearest: string;
    readonly moreUnknown: (count: string) => string;
    readonly replace: (word: string, by: string) => string;
    readonly empty: string;
    readonly tooLong: (limit: string) => string;
  };

  readonly pictures: {
    readonly heading: string;
    readonly help: (megabytes: string) => string;
    readonly add: string;
    readonly actions: (name: string) => string;
    readonly towards: string;
    readonly mask: string;
    readonly remove: string;
    /** What a drawing is made from a picture as: to take it so, to leave it again, the mark on it, why it cannot be. */
    readonly use: Readonly<
      Record<
        'begin' | 'ground' | 'piece',
        { readonly take: string; readonly leave: string; readonly mark: string; readonly cannot: string }
      >
    >;
    readonly pieces: string;
    readonly piecesHelp: (most: string) => string;
    readonly cutPaper: string;
    readonly pieceCount: (count: string) => string;
    readonly addPieces: string;
    readonly addFolder: string;
    readonly noPieces: string;
    readonly bringing: (place: string, count: string) => string;
    readonly bringingPace: (megabytesASecond: string, left: string) => string;
    readonly tooLarge: (name: string, megabytes: string) => string;
    readonly wanted: string;
  };

  readonly way: {
    readonly heading: string;
    /** No preset: the values are the person's own. */
    readonly own: string;
    readonly ownHelp: string;
    readonly choose: string;
    readonly chooseHeading: string;
    readonly medium: string;
    readonly needsImage: string;
  };

  readonly action: {
    readonly label: string;
    readonly draw: string;
    readonly pause: string;
    readonly resume: string;
    readonly stop: string;
    readonly changePrompt: string;
    readonly changePromptHelp: string;
  };

  readonly progress: {
    readonly heading: string;
    readonly iteration: string;
    readonly ofTotal: (iterations: string) => string;
    readonly rate: string;
    readonly timeLeft: string;
    readonly score: string;
    readonly scoreHelp: string;
    readonly curve: (first: string, last: string, best: string) => string;
    readonly noCurve: string;
    /** Asked for and not begun yet. */
    readonly starting: string;
    readonly running: string;
    readonly paused: string;
    readonly completed: string;
    readonly stopped: string;
    readonly plateau: string;
    readonly failed: string;
    readonly waiting: string;
    /** Said aloud every ten seconds or so. */
    readonly announce: (iteration: number, iterations: number, score: string) => string;
    readonly announceStarted: (prompt: string) => string;
  };

  readonly settings: {
    readonly heading: string;
    readonly group: Readonly<Record<WireParameterRow['group'], string>>;
    /** How many rows of a group are not at their defaults. */
    readonly changed: (count: string) => string;
    readonly find: string;
    readonly found: (count: string) => string;
    readonly note: string;
    /** While the drawing under way takes changes. */
    readonly liveNote: string;
    /** Of a row that only says how a drawing begins, while one is under way. */
    readonly begins: string;
    /** The limits and the default of a parameter row; `unit` may be empty. */
    readonly range: (min: string, max: string, usual: string, unit: string) => string;
    /** The default of a choice. */
    readonly usual: (label: string) => string;
    readonly reset: (label: string, value: string) => string;
    readonly resetShort: string;
    /** The unit of a parameter row, in this language; the row's own writing where it needs no translation. */
    readonly unit: (unit: string) => string;
    readonly locked: string;
    /** The time in which a drawing shall end, and of how many the best is left. */
    readonly course: Readonly<
      Record<
        'seconds' | 'bestOf',
        { readonly label: string; readonly help: (min: string, max: string) => string }
      >
    >;
  };

  /** What is done to marks by hand; a mark is a stroke, a shape or a piece of paper. */
  readonly hand: {
    readonly label: string;
    /** Of the place where marks are chosen by keys. */
    readonly sheet: string;
    readonly tools: string;
    readonly chosen: string;
    readonly course: string;
    readonly tool: Readonly<Record<ToolName, string>>;
    readonly action: Readonly<Record<HandActionName | 'release', string>>;
    readonly paint: {
      readonly colour: string;
      readonly opacity: string;
      readonly width: string;
      readonly percent: (share: string) => string;
      readonly thousandths: (width: string) => string;
    };
    /** Said aloud after each edit. */
    readonly said: {
      readonly chosen: (place: string, count: string, held: boolean) => string;
      readonly held: (count: string) => string;
      readonly released: (count: string) => string;
      readonly recoloured: (count: string) => string;
      readonly removed: (count: string) => string;
      readonly moved: (count: string) => string;
      readonly everything: string;
      readonly undone: string;
      readonly redone: string;
      readonly edits: Readonly<Record<Edit['type'], string>>;
    };
  };

  readonly save: {
    readonly label: string;
    readonly svg: string;
    readonly png: string;
    readonly pixels: (count: string) => string;
  };

  /** Which model guides. */
  readonly model: {
    readonly label: string;
    readonly help: string;
    /** One of them in the list; `title` where this program knows it. */
    readonly name: (name: string, title: string | null) => string;
    readonly loading: (name: string) => string;
  };

  /** The gallery of finished works. */
  readonly works: {
    readonly open: string;
    readonly heading: string;
    readonly reading: string;
    readonly none: string;
    readonly newer: string;
    readonly older: string;
    readonly range: (first: string, last: string, total: string) => string;
    readonly chosen: string;
    readonly picture: (prompt: string) => string;
    readonly facts: (
      medium: string,
      width: string,
      height: string,
      iteration: string,
      score: string,
    ) => string;
    readonly goOn: string;
    readonly goOnHelp: string;
    readonly cannotGoOn: string;
    readonly takeRecipe: string;
    readonly beginFrom: string;
    readonly saveRecipe: string;
    readonly delete: string;
    readonly deleteAsk: string;
    readonly deleteReally: string;
    readonly keep: string;
  };

  readonly history: {
    readonly heading: string;
    readonly points: string;
    readonly branches: string;
    readonly help: string;
    /** While the drawing goes to another point. */
    readonly travelling: string;
    readonly branch: (number: string) => string;
    readonly deed: (deed: string) => string;
    /** Of a point: its iteration, and how it came about. */
    readonly describe: (iteration: string, deed: string) => string;
    readonly name: string;
    readonly saveName: string;
    readonly compare: string;
    readonly compareHeading: string;
    readonly left: string;
    readonly right: string;
    readonly border: string;
  };

  readonly offer: {
    readonly heading: string;
    readonly describe: (prompt: string, iteration: string, iterations: string, when: string) => string;
    readonly goOn: string;
    readonly discard: string;
  };

  readonly kept: {
    readonly folder: (folder: string) => string;
    readonly problem: (why: string) => string;
  };

  readonly connection: {
    readonly connecting: string;
    readonly lost: string;
    readonly back: string;
  };

  readonly problem: {
    readonly dismiss: string;
    readonly incompatible: string;
  };
}

/** Languages of the page, in the order of the switch; the name is the language's own. */
export const languages = { en: 'English', ru: 'Русский' } as const;
export type Language = keyof typeof languages;
