/** @file Texts that people wrote, in whatever encoding their program used; what was assumed is told. */
import { analyse } from 'chardet';
import { TrainingError } from '../../training-error.js';

export interface ReadTexts {
  /** In the order of the bytes given. */
  readonly texts: readonly string[];
  /** Encodings other than UTF-8 that were read, and how many texts were in each. */
  readonly encodings: Readonly<Record<string, number>>;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Texts that belong together are in one encoding, unless they are UTF-8: a caption of ten letters would not tell
 * which it is, all of them together do.
 * @throws TrainingError where no encoding fits
 */
export function readTexts(all: readonly Uint8Array[], where: string): ReadTexts {
  const foreign = all.filter((bytes) => markOf(bytes) === undefined && !isUtf8(bytes));
  const guessed = foreign.length > 0 ? guess(Buffer.concat(foreign), where) : 'utf-8';
  const encodings: Record<string, number> = {};
  const texts = all.map((bytes) => {
    const mark = markOf(bytes);
    const encoding = mark ?? (isUtf8(bytes) ? 'utf-8' : guessed);
    if (encoding !== 'utf-8') encodings[encoding] = (encodings[encoding] ?? 0) + 1;
    // A decoder leaves out the mark by itself.
    return new TextDecoder(encoding).decode(bytes);
  });
  return { texts, encodings };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    utf8.decode(bytes);
    return !bytes.includes(0);
  } catch {
    return false;
  }
}

/** Encoding that a byte order mark names. */
function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** The likeliest encoding that leaves no byte without a character. */
function guess(bytes: Uint8Array, where: string): string {
  for (const { name } of analyse(bytes)) {
    try {
      new TextDecoder(name, { fatal: true }).decode(bytes);
      return name;
    } catch {
      // Not known to this decoder, or not what the bytes are.
    }
  }
  throw new TrainingError(`${where}: the captions are in no known encoding; save them as UTF-8.`);
}
