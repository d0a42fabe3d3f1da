/** @file The door of raster: strokes to pixels, pixels to views, and the adjoints of both. */
export { rasterise, StrokeRaster } from './stroke-raster.js';
export {
  RasterInputError,
  type RasterSize,
  type Rgb,
  type StrokeGradients,
  type Strokes,
} from './strokes.js';
export { type Homography, ViewSampler } from './view-sampler.js';
