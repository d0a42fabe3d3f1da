/** @file What little English grammar names need: one of many, and what a phrase is about. */

/** “little red house” is about a house: the head of an English noun phrase is its last word. */
export const headOf = (phrase: string): string => phrase.split(' ').at(-1) ?? '';

/** Enough of English for the names of icons and of what is seen in a drawing. */
export function singularOf(word: string): string {
  if (/(ss|us|is|ous|glasses|scissors|trousers|shorts|pants|jeans)$/u.test(word)) return word;
  if (/ies$/u.test(word)) return `${word.slice(0, -3)}y`;
  if (/(ches|shes|xes|sses)$/u.test(word)) return word.slice(0, -2);
  return word.replace(/s$/u, '');
}
