/**
 * @file What `bench/tune.js` tries of each medium: each value is one change against the start. A value that the start
 * has already is left out. The fewer there are, the more prompts each is tried on in the same time, so only what changes
 * a drawing stands here. Where marks begin is no row: strokes begun about the middle won by far in the judge's eyes, and by
 * eye the sketch's cat and sun were the better ones.
 */

/** How a picture is looked at; for every medium. */
const looking = {
  views: [6, 12],
  noiseStart: [0.4, 0.9],
  noiseEnd: [0.2, 0.6],
  margin: [0.25, 1, 2],
  cosine: [5, 20],
};

/** @type {Readonly<Record<string, Readonly<Record<string, readonly (number | string)[]>>>>} medium → row → values */
export const tuningSpace = {
  strokes: {
    sketchDecay: [1.4, 2],
    sketchRate: [100, 220],
    sketch: [60, 150],
    hold: [50, 400],
    firstWidth: [20, 45],
    maxWidth: [60],
    ink: [0.7, 3],
    pointRate: [1.2, 3.5],
    renewEvery: [25],
    ...looking,
  },
  shapes: {
    ink: [1, 4],
    firstSize: [40, 90],
    spread: [0.08, 0.2],
    pointRate: [3, 10],
    colourRate: [12, 35],
    opacity: [0.3, 0.8],
    ...looking,
  },
  pixels: {
    decay: [1.8, 2.6],
    pixelRate: [12, 35],
    ink: [4, 14],
    smoothness: [1, 5],
    octaves: [2],
    colours: [0.7],
    side: [32],
    ...looking,
  },
  grid: {
    cellRate: [15, 60],
    ink: [4, 14],
    totalVariation: [1, 5],
    smoothness: [1, 5],
    ...looking,
  },
};
