/**
 * @file What `bench/tune.js` tries of each medium, row by row in this order: what changes a drawing most comes first,
 * because later rows are tried with what the earlier ones have settled. A value that is the row's default competes
 * whether it is named here or not.
 */

/** How a picture is looked at; for every medium. */
const looking = {
  views: [6, 8, 12],
  noiseStart: [0.4, 0.6, 0.9],
  noiseEnd: [0.2, 0.4, 0.5],
  margin: [0.25, 0.5, 1.5, 3],
  cosine: [5, 10, 20],
  viewZoomLeast: [0.55, 0.65, 0.75],
  viewZoomMost: [1, 1.15, 1.3],
};

/** @type {Readonly<Record<string, Readonly<Record<string, readonly (number | string)[]>>>>} medium → row → values */
export const tuningSpace = {
  strokes: {
    strokes: [48, 64, 96],
    sketchDecay: [1.2, 1.5, 1.7, 2],
    sketchRate: [80, 150, 200],
    sketch: [60, 80, 100, 140],
    hold: [50, 150, 400],
    firstWidth: [20, 30, 40],
    ink: [0.5, 1.5, 3],
    pointRate: [1, 2, 4],
    colourRate: [10, 25, 40],
    maxWidth: [60, 100],
    renewEvery: [0, 25],
    ...looking,
  },
  shapes: {
    shapes: [32, 48, 64, 128],
    ink: [1, 2, 4, 8],
    firstSize: [40, 60, 90],
    begin: ['scattered', 'layers'],
    pointRate: [3, 6, 10],
    colourRate: [15, 30, 50],
    opacity: [0.3, 0.5, 0.8],
    ...looking,
  },
  pixels: {
    decay: [1.7, 2, 2.2, 2.5],
    pixelRate: [12, 20, 35],
    ink: [4, 8, 12],
    smoothness: [0, 1, 5],
    octaves: [1, 2],
    colours: [0.7, 1],
    ...looking,
  },
  grid: {
    cellRate: [15, 30, 50],
    ink: [4, 8, 12],
    totalVariation: [0, 1, 5],
    smoothness: [0, 1, 5],
    ...looking,
  },
};
