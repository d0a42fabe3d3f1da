/** @file The door of `src/protocol`: every message between the studio's server and its page. Browser-safe. */

export { type DrawnPicture, type Edit, editLimits, type MarkChange } from '../marks/index.js';
export {
  hasVaryingWidths,
  type ShapePlace,
  type Shapes,
  type Strokes,
  shapePlaces,
  strokeOutlines,
} from '../raster/index.js';
export {
  type Answer,
  type ClientMessage,
  type ClientMessageName,
  clientMessages,
  isClientMessageName,
  type Problem,
  type ProblemCode,
  type PromptFault,
  type Refusal,
} from './client-messages.js';
export { decodeFrame } from './decode-frame.js';
export { encodeFrame } from './encode-frame.js';
export {
  type Failure,
  type Finish,
  type Handiwork,
  type Progress,
  type PromptHint,
  type StudioEvent,
  studioEventSchema,
  type UnknownWord,
} from './events.js';
export {
  type Frame,
  type FrameContent,
  FrameError,
  type FrameHead,
  POINT_MARGIN,
} from './frame-layout.js';
export { type Kept, type Offer, offerPictures } from './keeping.js';
export { downloadPaths, groundPath, limits, PROTOCOL_VERSION, presetPictures } from './limits.js';
export type { WireModel } from './models.js';
export { picturePath, type ShelfPicture } from './pictures.js';
export { type WireNumberRow, type WireParameterRow, type WireSettings, wireNumber } from './settings.js';
export {
  applyEvent,
  type Drawing,
  type Hello,
  helloSchema,
  idleSnapshot,
  type ScorePoint,
  type Snapshot,
  snapshotSchema,
} from './snapshot.js';
export type { StudioClientEvents, StudioServerEvents } from './socket-events.js';
export { type Point, pointPictures, type Timeline } from './timeline.js';
export type { WireMedium, WirePreset } from './ways.js';
export {
  type Work,
  type WorkFile,
  type WorksPage,
  workFiles,
  worksPageSchema,
  worksPath,
} from './works.js';
