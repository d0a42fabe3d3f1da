/** @file Writes a file beside its name and renames it, so that a file that is there is whole. */
import { rename, rm, writeFile } from 'node:fs/promises';

/**
 * @param content whole, or in pieces that are written one after the other
 * @throws the error of `node:fs` that stands in the way; nothing half-written is left
 */
export async function writeWhole(
  file: string,
  content: string | Uint8Array | Iterable<Uint8Array>,
): Promise<void> {
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, content);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
