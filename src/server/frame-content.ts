/**
 * @file A picture as it is sent to the page: marks as numbers that the page draws, pixels as a JPEG. One row a kind.
 */
import type { Picture, PictureKind } from '../canvas/index.js';
import type { FrameContent } from '../protocol/index.js';

const contents: {
  readonly [Kind in PictureKind]: (
    picture: Extract<Picture, { kind: Kind }>,
  ) => FrameContent | Promise<FrameContent>;
} = {
  strokes: ({ strokes }) => ({ kind: 'strokes', strokes }),
  shapes: ({ shapes }) => ({ kind: 'shapes', shapes }),
};

export function contentOf(picture: Picture): FrameContent | Promise<FrameContent> {
  const encode = contents[picture.kind] as (picture: Picture) => FrameContent | Promise<FrameContent>;
  return encode(picture);
}
