/** @file What a person is told of something in a prompt that looks like grammar and was taken as text. */
import type { LocalText } from '../../parameters/index.js';

export const hintTexts = {
  unclosed: {
    en: 'This bracket is never closed; it counts to the end of its text.',
    ru: 'Эта скобка не закрыта; она действует до конца своего текста.',
  },
  lonely: {
    en: 'This bracket has no partner; it is taken as text.',
    ru: 'У этой скобки нет пары; она читается как текст.',
  },
  empty: {
    en: 'There is nothing in these brackets; they are taken as text.',
    ru: 'В этих скобках ничего нет; они читаются как текст.',
  },
  change: {
    en: 'A change looks like [from:to:0.4], a number last; this is taken as text.',
    ru: 'Смена пишется так: [было:стало:0.4], число в конце; это читается как текст.',
  },
  time: {
    en: 'This is taken as text; for a weight put a space before the colon.',
    ru: 'Это читается как текст; чтобы задать вес, поставьте пробел перед двоеточием.',
  },
  region: {
    en: 'A region is <left>, <top-right>, <x,y,w,h> in shares of the picture, or <@mask.png>; this is taken as text.',
    ru: 'Область — это <left>, <top-right>, <x,y,w,h> в долях картинки или <@mask.png>; это читается как текст.',
  },
  image: {
    en: 'A picture is @ and the name of an image file, such as @photo.png, alone between two |; this is taken as text.',
    ru: 'Картинка — это @ и имя файла изображения, например @photo.png, отдельно между двумя |; это читается как текст.',
  },
  keyframes: {
    en: 'Keyframes look like {0: "sun", 200: "moon"}; this is taken as text.',
    ru: 'Ключевые кадры пишутся так: {0: "солнце", 200: "луна"}; это читается как текст.',
  },
} as const satisfies Readonly<Record<string, LocalText>>;

export type HintName = keyof typeof hintTexts;
