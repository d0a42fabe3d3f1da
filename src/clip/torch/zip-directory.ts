/**
 * @file Where the entries of a zip archive lie. Nothing is ever unpacked: PyTorch stores its tensors as they are
 * (and compresses TorchScript's code, which is not read), so an archive cannot hold more than its file.
 */

import { stat } from 'node:fs/promises';
import { openPromise, type ZipFile } from 'yauzl';
import { ModelError, reasonOf } from '../model-error.js';

/** A range of bytes of the file. */
export interface ZipEntry {
  readonly name: string;
  /** Whether the bytes are the content itself. */
  readonly stored: boolean;
  readonly offset: number;
  readonly byteLength: number;
}

/** Of the published models none has a tenth; each entry costs a look at its own header. */
const maxEntries = 20_000;
/** PKWARE's APPNOTE, 4.4.5: 0 is "stored". */
const storedMethod = 0;
/** Local header without names: APPNOTE 4.3.7. Two entries cannot be nearer to one another. */
const localHeaderBytes = 30;

/** The entries by name, zip64 included. Throws ModelError for anything that is not a whole, plain archive. */
export async function readZipDirectory(file: string): Promise<ReadonlyMap<string, ZipEntry>> {
  let zip: ZipFile | undefined;
  try {
    const info = await stat(file);
    if (!info.isFile()) throw new ModelError(file, 'this is not a regular file.');
    if (info.size === 0) throw new ModelError(file, 'the file is empty.');
    zip = await openPromise(file, { autoClose: false });
    return await readEntries(file, zip);
  } catch (error) {
    if (error instanceof ModelError) throw error;
    const isSystem = error instanceof Error && 'syscall' in error;
    throw new ModelError(
      file,
      isSystem
        ? `the file cannot be read, ${reasonOf(error)}.`
        : `this is not a whole PyTorch (zip) file: ${asClause(error)}.`,
      { cause: error },
    );
  } finally {
    zip?.close();
  }
}

async function readEntries(file: string, zip: ZipFile): Promise<ReadonlyMap<string, ZipEntry>> {
  if (zip.entryCount > maxEntries) {
    throw new ModelError(file, `it announces ${zip.entryCount} entries; at most ${maxEntries} are read.`);
  }
  const entries = new Map<string, ZipEntry>();
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    if (entries.has(name)) throw new ModelError(file, `the entry ${JSON.stringify(name)} is there twice.`);
    if (entry.isEncrypted()) throw new ModelError(file, `the entry ${JSON.stringify(name)} is encrypted.`);
    const { fileDataStart: offset } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const stored = entry.compressionMethod === storedMethod;
    entries.set(name, { name, stored, offset, byteLength: entry.compressedSize });
  }
  checkApart(file, entries, zip.fileSize);
  return entries;
}

/** Entries that share bytes are how a small archive pretends to be a large one. */
function checkApart(file: string, entries: ReadonlyMap<string, ZipEntry>, fileBytes: number): void {
  const ordered = [...entries].sort(([, a], [, b]) => a.offset - b.offset || a.byteLength - b.byteLength);
  let end = 0;
  for (const [name, entry] of ordered) {
    const label = `the entry ${JSON.stringify(name)}`;
    if (entry.offset - localHeaderBytes < end) {
      throw new ModelError(file, `${label} overlaps the one before it.`);
    }
    end = entry.offset + entry.byteLength;
    if (end > fileBytes) {
      throw new ModelError(file, `the file is cut off: ${label} ends at byte ${end} of ${fileBytes}.`);
    }
  }
}

/** yauzl's sentences, as the end of one of ours. */
function asClause(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const first = text.split('. ')[0] ?? text;
  return first.charAt(0).toLowerCase() + first.slice(1).replace(/\.$/u, '');
}
