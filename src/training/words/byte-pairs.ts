/**
 * @file Learns a byte-pair encoding from texts (Sennrich et al. 2016, on bytes as GPT-2 has them) and writes it as a
 * `tokenizer.json` of Hugging Face's library: lower-cased, one space before the text, start and end tokens as CLIP's.
 */

/** A word of the texts as symbols, and how often it stands there. */
interface Word {
  symbols: string[];
  readonly count: number;
}

/** GPT-2's split into words: a space belongs to the word after it. */
const WORDS = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
const START = '<start_of_text>';
const END = '<end_of_text>';

/** GPT-2's printable character of each byte. */
const byteCharacters: readonly string[] = (() => {
  const printable = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++));
})();

/**
 * @param texts with how often each is met
 * @param vocabulary tokens in all; fewer come out where the texts do not give so many pairs
 * @returns the content of `tokenizer.json`
 */
export function learnTokenizer(texts: ReadonlyMap<string, number>, vocabulary: number): object {
  const words = countWords(texts);
  const merges: [string, string][] = [];
  const room = vocabulary - byteCharacters.length - 2;
  const pairs = new PairCounts(words);
  while (merges.length < room) {
    const best = pairs.mostFrequent();
    if (!best) break;
    merges.push(best);
    pairs.merge(best);
  }
  const tokens = [...byteCharacters].sort().concat(merges.map(([a, b]) => a + b));
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  return describe(vocab, tokens.length, merges);
}

/** As the `normalizer` below does it. Russian is written with е for ё more often than not, names in CLDR always. */
const normalised = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll('ё', 'е');

function countWords(texts: ReadonlyMap<string, number>): Word[] {
  const counts = new Map<string, number>();
  for (const [text, count] of texts) {
    for (const [word] of ` ${normalised(text)}`.matchAll(WORDS)) {
      counts.set(word, (counts.get(word) ?? 0) + count);
    }
  }
  return [...counts].map(([word, count]) => ({
    symbols: [...Buffer.from(word, 'utf8')].map((byte) => byteCharacters[byte]!),
    count,
  }));
}

/** How often each pair of neighbours stands in the words, and in which. */
class PairCounts {
  private readonly counts = new Map<string, number>();
  private readonly where = new Map<string, Set<Word>>();

  constructor(words: readonly Word[]) {
    for (const word of words) this.add(word, 1);
  }

  /** The most frequent pair; of equals the first in code-point order, so that the result is the same everywhere. */
  mostFrequent(): [string, string] | undefined {
    let best: string | undefined;
    let most = 1;
    for (const [pair, count] of this.counts) {
      if (count > most || (count === most && best !== undefined && pair < best)) {
        best = pair;
        most = count;
      }
    }
    return best?.split(' ') as [string, string] | undefined;
  }

  merge([left, right]: readonly [string, string]): void {
    for (const word of [...(this.where.get(`${left} ${right}`) ?? [])]) {
      this.add(word, -1);
      const merged: string[] = [];
      for (let i = 0; i < word.symbols.length; i++) {
        const here = word.symbols[i]!;
        const joins = here === left && word.symbols[i + 1] === right;
        merged.push(joins ? left + right : here);
        if (joins) i++;
      }
      word.symbols = merged;
      this.add(word, 1);
    }
  }

  private add(word: Word, sign: 1 | -1): void {
    for (let i = 0; i + 1 < word.symbols.length; i++) {
      const pair = `${word.symbols[i]} ${word.symbols[i + 1]}`;
      const count = (this.counts.get(pair) ?? 0) + sign * word.count;
      if (count > 0) this.counts.set(pair, count);
      else this.counts.delete(pair);
      const holders = this.where.get(pair) ?? new Set();
      if (sign > 0) holders.add(word);
      else holders.delete(word);
      this.where.set(pair, holders);
    }
  }
}

function describe(vocab: Record<string, number>, size: number, merges: readonly [string, string][]): object {
  const special = (content: string, id: number) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  const bytes = { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true };
  const token = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  const sequence = (id: string, type_id: number) => ({ Sequence: { id, type_id } });
  const yo = { type: 'Replace', pattern: { String: 'ё' }, content: 'е' };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [special(START, size), special(END, size + 1)],
    normalizer: { type: 'Sequence', normalizers: [{ type: 'NFC' }, { type: 'Lowercase' }, yo] },
    pre_tokenizer: bytes,
    post_processor: {
      type: 'TemplateProcessing',
      single: [token(START), sequence('A', 0), token(END)],
      pair: [sequence('A', 0), sequence('B', 1)],
      special_tokens: {
        [START]: { id: START, ids: [size], tokens: [START] },
        [END]: { id: END, ids: [size + 1], tokens: [END] },
      },
    },
    decoder: bytes,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab,
      merges,
    },
  };
}
