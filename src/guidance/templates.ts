/**
 * @file Templates put the words of a prompt into a sentence such as those that captions are. With several, the target
 * is the mean of their vectors (CLIP's prompt ensembling).
 */
import type { ParameterRows } from '../parameters/index.js';

/** Sets by name. `imagenet` are the seven that OpenAI found best together for ImageNet. */
const sets: Readonly<Record<string, readonly string[]>> = {
  drawing: ['A drawing of a {}.'],
  drawings: [
    'A drawing of a {}.',
    'A sketch of a {}.',
    'A painting of a {}.',
    'An illustration of a {}.',
    'A picture of a {}.',
  ],
  photo: ['A photo of a {}.'],
  imagenet: [
    'itap of a {}.',
    'a bad photo of the {}.',
    'a origami {}.',
    'a photo of the large {}.',
    'a {} in a video game.',
    'art of the {}.',
    'a photo of the small {}.',
  ],
};

const names = Object.keys(sets).join(', ');

export const templateRows = {
  template: {
    kind: 'text',
    label: { en: 'Template', ru: 'Шаблон' },
    help: {
      en: `Sentence for the words of the prompt, such as “A drawing of a {}”, several between |, or one of ${names}.`,
      ru: `Фраза для слов запроса, например «A drawing of a {}», несколько через |, или одно из: ${names}.`,
    },
    maxLength: 500,
    pattern: new RegExp(
      `^\\s*(?:${Object.keys(sets).join('|')})?\\s*$|^[^|{}]*\\{\\}[^|{}]*(?:\\|[^|{}]*\\{\\}[^|{}]*)*$`,
      'u',
    ),
    wanted: {
      en: `a sentence with {} for the words, several between |, or one of ${names}`,
      ru: `фраза с {} на месте слов, несколько через |, или одно из: ${names}`,
    },
    default: '',
  },
} as const satisfies ParameterRows;

/** The sentences of a template row, each with `{}` in place of the words. */
export function templatesOf(text: string): readonly string[] {
  const trimmed = text.trim();
  if (trimmed === '') return ['{}'];
  return sets[trimmed] ?? trimmed.split('|').map((template) => template.trim());
}

export const fillTemplate = (template: string, words: string): string => template.split('{}').join(words);
