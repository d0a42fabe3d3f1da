/** @file The grammar of prompts by example, in every language; docs/prompts.md tells all of it. */
import type { Language } from './dictionary.js';

type Translated = Readonly<Record<Language, string>>;

export const syntaxExamples: readonly { readonly code: Translated; readonly meaning: Translated }[] = [
  {
    code: { en: 'a sailboat | storm:0.5 | text:-0.3', ru: 'парусник | буря:0.5 | текст:-0.3' },
    meaning: {
      en: 'Several things at once, each with its weight; below 0 is what it shall not be.',
      ru: 'Несколько вещей сразу, у каждой свой вес; ниже нуля — чего быть не должно.',
    },
  },
  {
    code: { en: 'a (red:1.3) [wooden] boat', ru: '(красная:1.3) [деревянная] лодка' },
    meaning: {
      en: 'Words that count more, or less.',
      ru: 'Слова, которые значат больше или меньше.',
    },
  },
  {
    code: { en: 'a [caterpillar:butterfly:0.5]', ru: '[гусеница:бабочка:0.5]' },
    meaning: {
      en: 'Turns from one into the other, here halfway.',
      ru: 'Превращается из одного в другое, здесь на полпути.',
    },
  },
  {
    code: { en: 'a [cat|dog]', ru: '[кошка|собака]' },
    meaning: { en: 'One and the other by turns, step by step.', ru: 'То одно, то другое, шаг за шагом.' },
  },
  {
    code: { en: '{0: "sun", 200: "moon"}', ru: '{0: "солнце", 200: "луна"}' },
    meaning: {
      en: 'A story: what is drawn from which step on.',
      ru: 'История: что рисуется начиная с какого шага.',
    },
  },
  {
    code: { en: '<left> a tree | <0.5,0,0.5,0.5> sun', ru: '<left> дерево | <0.5,0,0.5,0.5> солнце' },
    meaning: {
      en: 'Where: a place by its name, or left, top, width and height as shares of the picture.',
      ru: 'Где: место по названию или левый край, верх, ширина и высота в долях картинки.',
    },
  },
  {
    code: { en: 'a cat | @photo.png:0.5', ru: 'кошка | @photo.png:0.5' },
    meaning: { en: 'Towards a picture that you have added.', ru: 'К картинке, которую вы добавили.' },
  },
];
