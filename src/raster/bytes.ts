/** @file Colours as files and screens hold them: one byte a channel. */

/** @param value 0..1; what lies beyond is cut off */
export const byteOf = (value: number): number => (255 * (value > 0 ? (value < 1 ? value : 1) : 0) + 0.5) | 0;

/** @param image any number of channels, 0..1 @returns as many bytes */
export function bytesOfImage(image: Float32Array): Uint8Array {
  // A loop, because `Uint8Array.from` goes number by number through an iterator, which is far slower.
  const bytes = new Uint8Array(image.length);
  for (let i = 0; i < image.length; i++) bytes[i] = byteOf(image[i]!);
  return bytes;
}
