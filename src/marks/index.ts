/** @file The door of the marks room: single strokes and shapes in a person's hands, as data. Browser-safe. */
export {
  type DrawnPicture,
  MOST_MARKS,
  marksIn,
  pictureSchema,
  toDrawn,
  toPicture,
} from './drawn-picture.js';
export { type Edit, editFields, editLimits, editSchema, type MarkChange, membersOf } from './mark-edit.js';
