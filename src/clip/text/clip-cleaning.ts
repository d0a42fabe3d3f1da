/**
 * @file What CLIP does to a text before its byte-pair encoding: entities of HTML become their characters, twice
 * as captions from the web need it, and white space becomes single spaces (openai/CLIP, clip/simple_tokenizer.py;
 * its repair of wrongly decoded text, ftfy, is for scraped captions and not done).
 */

import { decodeHTML } from 'entities';

/** How CLIP's vocabularies mark the end of a word; no other vocabulary does. */
export const wordEnd = '</w>';

export function cleanForClip(text: string): string {
  return decodeHTML(decodeHTML(text)).replace(/\s+/gu, ' ').trim();
}
