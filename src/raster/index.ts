/** @file The door of raster: strokes and shapes to pixels, pixels to views, and the adjoints of all. */
export { byteOf, bytesOfImage } from './bytes.js';
export { isInside, maskOf, type Outline } from './outline.js';
export { type Page, RasterInputError, type RasterSize, type Rgb } from './raster-size.js';
export { rasteriseShapes, ShapeRaster } from './shape-raster.js';
export {
  checkShapes,
  copyShapes,
  type ShapeGradients,
  type ShapeKind,
  type ShapePlace,
  type Shapes,
  shapeExtents,
  shapeKinds,
  shapePlaces,
} from './shapes.js';
export { strokeOutlines } from './stroke-outlines.js';
export { rasterise, StrokeRaster } from './stroke-raster.js';
export { hasVaryingWidths, type StrokeGradients, type Strokes } from './strokes.js';
export { type Homography, ViewSampler } from './view-sampler.js';
