/** @file The page in English. */
import type { Dictionary } from './dictionary.js';

/** What led to a point of the history. */
const deeds = new Map([
  ['start', 'beginning'],
  ['stretch', 'drawn'],
  ['prompt', 'other words'],
  ['values', 'settings'],
  ['hold', 'held'],
  ['release', 'released'],
  ['alter', 'changed by hand'],
  ['remove', 'taken away'],
  ['add', 'drawn by hand'],
  ['replace', 'replaced by hand'],
  ['region', 'region'],
  ['best', 'the best'],
]);

export const en: Dictionary = {
  name: 'Atelier',
  tagline: 'Type words, watch strokes become the drawing.',
  language: 'Language',
  close: 'Close',

  sheet: {
    label: 'Drawing',
    empty: 'A blank sheet',
    describe: (prompt, iteration, iterations) =>
      `Drawing of “${prompt}”, iteration ${iteration} of ${iterations}`,
    trying: (number, of) => `Beginning ${number} of ${of}; the best goes on`,
    attempt: (number, of) => `Drawing ${number} of ${of}; the best is left`,
    example: 'An example, drawn while you think of your own words',
  },

  keys: {
    heading: 'Keys',
    page: 'On the page',
    sheet: 'On the sheet and its tools',
    draw: 'draw, in the box for the words',
    change: 'change the prompt of the drawing',
    stop: 'stop the drawing',
    help: 'these keys',
    next: 'the next mark; with Shift the one before',
    move: 'move the selected marks; with Shift farther',
  },

  prompt: {
    label: 'What shall it draw?',
    placeholder: 'a red sailboat',
    hint: 'A thing, perhaps with a colour.',
    chips: 'Words to try',
    syntax: 'More can be said',
    syntaxHeading: 'What a prompt can say',
    more: 'Pictures, and what is not wanted',
    takeWord: (word) => `Use the word “${word}”`,
    length: (count, limit) => `${count} of ${limit} characters`,
    keys: 'Enter draws · Shift+Enter changes the prompt · Esc stops',
    unknown: (word, readAs) =>
      `The model does not know “${word}”${readAs === undefined ? '' : `, read as “${readAs}”`}.`,
    nearest: 'Nearest words it knows:',
    moreUnknown: (count) => `More words it does not know: ${count}.`,
    replace: (word, by) => `Replace “${word}” with “${by}”`,
    empty: 'Type at least one word to draw.',
    tooLong: (limit) => `The prompt is too long: at most ${limit} characters.`,
  },

  pictures: {
    heading: 'Pictures',
    help: (megabytes) =>
      `Drop or paste some here: to draw towards, to begin from, to keep under the marks, or as masks. At most ${megabytes} MB each.`,
    add: 'Add a picture…',
    actions: (name) => `${name}: what to do with it`,
    towards: 'Draw towards it',
    mask: 'Draw only where it is light',
    remove: 'Remove',
    use: {
      begin: {
        take: 'Begin from it',
        leave: 'Do not begin from it',
        mark: 'begins here',
        cannot: 'This medium does not begin from pictures.',
      },
      ground: {
        take: 'Keep it under the marks',
        leave: 'Do not keep it under the marks',
        mark: 'under it',
        cannot: 'This medium covers all that lies under it.',
      },
      piece: {
        take: 'Make the collage of it',
        leave: 'Leave it out of the collage',
        mark: 'a piece',
        cannot: 'Only a collage is made of pictures.',
      },
    },
    pieces: 'What the collage is made of',
    piecesHelp: (most) => `Best PNGs with transparency, at most ${most}.`,
    cutPaper: 'Cut paper.',
    pieceCount: (count) => `Pictures: ${count}.`,
    addPieces: 'Add pictures…',
    addFolder: 'Add a folder…',
    noPieces: 'Cut paper again',
    bringing: (place, count) => `Bringing picture ${place} of ${count}…`,
    bringingPace: (megabytes, left) => `${megabytes} MB a second, about ${left} left.`,
    tooLarge: (name, megabytes) => `${name} is too large: at most ${megabytes} MB.`,
    wanted: 'This way of drawing begins from a picture: add one and choose “Begin from it”.',
  },

  way: {
    heading: 'Way of drawing',
    own: 'Your own settings',
    ownHelp: 'A medium, and every setting as you like it.',
    choose: 'Choose…',
    chooseHeading: 'Ways of drawing',
    medium: 'Medium',
    needsImage: 'Begins from a picture of yours.',
  },

  action: {
    label: 'Drawing controls',
    draw: 'Draw',
    pause: 'Pause',
    resume: 'Resume',
    stop: 'Stop',
    changePrompt: 'Change prompt',
    changePromptHelp: 'The drawing goes on from where it is, towards the new words.',
  },

  progress: {
    heading: 'Progress',
    iteration: 'Iteration',
    ofTotal: (iterations) => `of ${iterations}`,
    rate: 'Speed',
    timeLeft: 'Time left',
    score: 'Score',
    scoreHelp: 'How alike the model finds the drawing and the words: −1 to 1, higher is better.',
    curve: (first, last, best) => `Score curve: began at ${first}, now ${last}, best ${best}.`,
    noCurve: 'The score curve appears when the drawing begins.',
    starting: 'Starting…',
    running: 'Drawing',
    paused: 'Paused',
    completed: 'Finished',
    stopped: 'Stopped',
    plateau: 'Finished: it got no better',
    failed: 'Failed',
    waiting: 'Ready',
    announce: (iteration, iterations, score) => `Iteration ${iteration} of ${iterations}, score ${score}.`,
    announceStarted: (prompt) => `Drawing “${prompt}” has begun.`,
  },

  settings: {
    heading: 'Settings',
    group: {
      medium: 'Of the medium',
      course: 'Course and size',
      wishes: 'Words and page',
      views: 'How the model looks',
      objectives: 'What it is steered by',
    },
    changed: (count) => `${count} changed`,
    find: 'Find a setting',
    found: (count) => `Settings found: ${count}.`,
    note: 'Settings take effect with the next drawing.',
    liveNote: 'Changes reach the drawing at once.',
    begins: 'Takes effect with the next drawing.',
    range: (min, max, usual, unit) =>
      `${min} to ${max}, default ${usual}.${unit === '' ? '' : ` Unit: ${unit}.`}`,
    usual: (label) => `Default: ${label}.`,
    reset: (label, value) => `Reset ${label} to the default, ${value}`,
    resetShort: 'Reset',
    unit: (unit) => unit,
    course: {
      seconds: {
        label: 'Time limit',
        help: (min, max) =>
          `Ends in so many seconds, however many iterations that makes. ${min} to ${max}, default none. Unit: s.`,
      },
      bestOf: {
        label: 'Best of',
        help: (min, max) =>
          `Draws so many with one seed after the other and leaves the best. ${min} to ${max}, default 1. Unit: drawings.`,
      },
    },
    locked: 'Settings appear once the studio is connected.',
  },

  hand: {
    label: 'Tools for the marks',
    sheet:
      'Marks: Tab goes from one to the next, arrows move it, H holds it, Delete removes it, Escape lets go',
    tools: 'What the pointer does',
    chosen: 'Selected marks',
    course: 'Whole drawing',
    tool: { select: 'Select', draw: 'Draw a mark', replace: 'Replace', lasso: 'Lasso' },
    action: {
      hold: 'Hold',
      release: 'Release',
      recolour: 'Recolour',
      remove: 'Delete',
      everything: 'Work on everything again',
      undo: 'Undo',
      redo: 'Redo',
      pause: 'Pause or resume',
      stage: 'The drawing alone on the screen',
    },
    paint: {
      colour: 'Colour',
      opacity: 'Opacity',
      width: 'Pen',
      percent: (share) => `${share} %`,
      thousandths: (width) => `${width}/1000 of the canvas`,
    },
    said: {
      chosen: (place, count, held) => `Mark ${place} of ${count}${held ? ', held' : ''}.`,
      held: (count) => `Marks held: ${count}.`,
      released: (count) => `Marks released: ${count}.`,
      recoloured: (count) => `Marks recoloured: ${count}.`,
      removed: (count) => `Marks deleted: ${count}.`,
      moved: (count) => `Marks moved: ${count}.`,
      everything: 'Everything is worked on again.',
      undone: 'Undone.',
      redone: 'Redone.',
      edits: {
        hold: 'Held.',
        release: 'Released.',
        alter: 'Moved.',
        remove: 'Deleted.',
        add: 'A mark was drawn.',
        replace: 'The mark was replaced.',
        region: 'Only what lies in the lasso is worked on.',
      },
    },
  },

  save: {
    label: 'Save the drawing',
    svg: 'Save SVG',
    png: 'Save PNG',
    pixels: (count) => `${count} px`,
  },

  model: {
    label: 'Model',
    help: 'What says how well a picture fits the words. Another one begins afresh; the drawing under way is kept as a work. “atelier models add” brings more.',
    name: (name, title) => (name === 'embedded' ? 'Built in' : title === null ? name : `${title} (${name})`),
    loading: (name) => `Loading ${name}; until it is there the drawing goes on.`,
  },

  works: {
    open: 'Works',
    heading: 'Finished works',
    reading: 'Reading the works…',
    none: 'None yet. Every drawing that ends is kept here.',
    newer: 'Newer',
    older: 'Older',
    range: (first, last, total) => `${first} to ${last} of ${total}`,
    chosen: 'The chosen work',
    picture: (prompt) => `The work “${prompt}”`,
    facts: (medium, width, height, iteration, score) =>
      `${medium}, ${width} × ${height} px, ${iteration} iterations, score ${score}`,
    goOn: 'Go on with it',
    goOnHelp: 'It opens paused where it ended; what you make of it becomes another work.',
    cannotGoOn: 'It has no checkpoint, so it can only be drawn anew.',
    takeRecipe: 'Use its recipe',
    beginFrom: 'Begin from its picture',
    saveRecipe: 'Save recipe',
    delete: 'Delete…',
    deleteAsk: 'Delete this work and its files for good?',
    deleteReally: 'Delete',
    keep: 'Keep it',
  },

  history: {
    heading: 'History',
    points: 'Points of this branch',
    branches: 'Branches',
    help: 'Go back to any point and resume: that makes a branch.',
    travelling: 'Going to that point …',
    branch: (number) => `Branch ${number}`,
    deed: (deed) => deeds.get(deed) ?? 'changed',
    describe: (iteration, deed) => `Iteration ${iteration}, ${deed}`,
    name: 'Name of this point',
    saveName: 'Name it',
    compare: 'Compare…',
    compareHeading: 'Two points side by side',
    left: 'Left',
    right: 'Right',
    border: 'Border between the two',
  },

  offer: {
    heading: 'A drawing was interrupted',
    describe: (prompt, iteration, iterations, when) =>
      `“${prompt}”, at iteration ${iteration} of ${iterations}, ${when}`,
    goOn: 'Go on',
    discard: 'Discard',
  },

  kept: {
    folder: (folder) => `Kept in ${folder}`,
    problem: (why) => `It could not be kept: ${why}`,
  },

  connection: {
    connecting: 'Connecting to the studio…',
    lost: 'The connection to the studio is lost. The page keeps trying and will pick up where the drawing is.',
    back: 'Connected again.',
  },

  problem: {
    dismiss: 'Dismiss',
    incompatible: 'This page and the studio are of different versions. Reload the page.',
  },
};
