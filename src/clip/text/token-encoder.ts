/** @file What every kind of tokenizer file gives: a text's token ids with start and end, of any length. */

export interface TokenEncoder {
  /** The highest id it can give; a text tower needs a larger vocabulary. */
  readonly highestId: number;
  /** Start, text, end. */
  encode(text: string): readonly number[];
}
