/** @file Every bound of the protocol in one place: schemas refuse beyond them, the page shows them. */

/** Raised by one whenever a message changes in a way an older page cannot read. */
export const PROTOCOL_VERSION = 3;

export const limits = {
  /** Longest prompt, in UTF-16 code units (what `string.length` and an input's `maxLength` count). */
  promptCharacters: 1000,
  /** Points of the score curve kept for a page that joins late. */
  historyPoints: 1000,
  /** Frames sent to one viewer and not yet acknowledged by it. */
  unacknowledgedFrames: 2,
  /** Browser windows that may watch at the same time. */
  viewers: 32,
  /** Longer side of a downloaded PNG, in pixels. */
  pngSize: { min: 16, max: 2048, default: 1024 },
  /** Bytes of one incoming socket message; a longer one closes that connection. */
  messageBytes: 65_536,
  /** Pictures that people brought, and the bytes of each. */
  pictures: 256,
  /** Of one collage. */
  patches: 256,
  /** Within which a drawing may be asked to end. */
  seconds: { min: 1, max: 86_400 },
  /** Drawings of which the best is left. */
  attempts: { min: 1, max: 64 },
  /** Works in one page of the gallery. */
  works: 24,
  pictureBytes: 32 * 2 ** 20,
  /** Values in one `draw` message, the length of each one's name, and of a value that is a text. */
  settingsValues: 128,
  nameCharacters: 40,
  valueCharacters: 1000,
  /** Strokes in one frame: the stroke count is 16 bits wide. */
  frameStrokes: 65_535,
} as const;

/** The photograph that lies under the marks of a drawing, by its run. */
export const groundPath = '/api/ground';

/** Where the current drawing is downloaded; `png` takes `?size=` (longer side, see `limits.pngSize`). */
export const downloadPaths = { svg: '/api/svg', png: '/api/png' } as const;

/** Where the thumbnails of presets are, each under its name. */
export const presetPictures = '/api/presets';
