/**
 * @file How languages say what is known of a picture, one row each, in forms that are right for any noun. `{}` stands for
 * what was said so far, `#` for the colour.
 */
import { type ColourName, colourNames } from '../../guidance/index.js';

export type Medium = 'drawing' | 'icon' | 'photo';
type Size = 'small' | 'big';

export interface Grammar {
  readonly colours: Readonly<Record<ColourName, string>>;
  readonly coloured: string;
  readonly onBackground: string;
  readonly media: Readonly<Record<Medium, string>>;
  readonly sizes: Readonly<Record<Size, string>>;
  /** Two, three and four of it. */
  readonly counts: readonly [string, string, string];
}

/** @param words in the order of `colourNames` */
const colours = (words: string): Record<ColourName, string> => {
  const list = words.split(' ');
  return Object.fromEntries(colourNames.map((name, i) => [name, list[i]!])) as Record<ColourName, string>;
};
const media = (drawing: string, icon: string, photo: string) => ({ drawing, icon, photo });
const sizes = (small: string, big: string) => ({ small, big });

/** Languages whose captions are composed; the others have their names alone. */
export const grammars = {
  en: {
    colours: colours('red orange yellow green blue purple pink brown black grey white'),
    coloured: '# {}',
    onBackground: '{} on a # background',
    media: media('a drawing of a {}', 'an icon of a {}', 'a photo of a {}'),
    sizes: sizes('small {}', 'big {}'),
    counts: ['two {}s', 'three {}s', 'four {}s'],
  },
  ru: {
    colours: colours(
      'красный оранжевый жёлтый зелёный синий фиолетовый розовый коричневый чёрный серый белый',
    ),
    coloured: '# цвет, {}',
    onBackground: '{}, фон #',
    media: media('рисунок: {}', 'значок: {}', 'фотография: {}'),
    sizes: sizes('{}, маленький размер', '{}, большой размер'),
    counts: ['{}, две штуки', '{}, три штуки', '{}, четыре штуки'],
  },
  de: {
    colours: colours('rot orange gelb grün blau lila rosa braun schwarz grau weiß'),
    coloured: '{} in #',
    onBackground: '{}, hintergrund #',
    media: media('zeichnung: {}', 'symbol: {}', 'foto: {}'),
    sizes: sizes('{}, klein', '{}, groß'),
    counts: ['{}, zwei stück', '{}, drei stück', '{}, vier stück'],
  },
  fr: {
    colours: colours('rouge orange jaune vert bleu violet rose marron noir gris blanc'),
    coloured: '{} en #',
    onBackground: '{} sur fond #',
    media: media('dessin : {}', 'icône : {}', 'photo : {}'),
    sizes: sizes('{} de petite taille', '{} de grande taille'),
    counts: ['{}, au nombre de deux', '{}, au nombre de trois', '{}, au nombre de quatre'],
  },
  es: {
    colours: colours('rojo naranja amarillo verde azul morado rosa marrón negro gris blanco'),
    coloured: '{} de color #',
    onBackground: '{} sobre fondo #',
    media: media('dibujo: {}', 'icono: {}', 'foto: {}'),
    sizes: sizes('{} de tamaño pequeño', '{} de tamaño grande'),
    counts: ['{}, dos unidades', '{}, tres unidades', '{}, cuatro unidades'],
  },
  it: {
    colours: colours('rosso arancione giallo verde blu viola rosa marrone nero grigio bianco'),
    coloured: '{} di colore #',
    onBackground: '{} su sfondo #',
    media: media('disegno: {}', 'icona: {}', 'foto: {}'),
    sizes: sizes('{} di piccole dimensioni', '{} di grandi dimensioni'),
    counts: ['{}, due pezzi', '{}, tre pezzi', '{}, quattro pezzi'],
  },
  pt: {
    colours: colours('vermelho laranja amarelo verde azul roxo rosa marrom preto cinza branco'),
    coloured: '{} na cor #',
    onBackground: '{} em fundo #',
    media: media('desenho: {}', 'ícone: {}', 'foto: {}'),
    sizes: sizes('{} de tamanho pequeno', '{} de tamanho grande'),
    counts: ['{}, duas unidades', '{}, três unidades', '{}, quatro unidades'],
  },
  nl: {
    colours: colours('rood oranje geel groen blauw paars roze bruin zwart grijs wit'),
    coloured: '{} in het #',
    onBackground: '{}, achtergrond #',
    media: media('tekening: {}', 'pictogram: {}', 'foto: {}'),
    sizes: sizes('{}, klein', '{}, groot'),
    counts: ['{}, twee stuks', '{}, drie stuks', '{}, vier stuks'],
  },
  pl: {
    colours: colours(
      'czerwony pomarańczowy żółty zielony niebieski fioletowy różowy brązowy czarny szary biały',
    ),
    coloured: '{}, kolor #',
    onBackground: '{}, kolor tła #',
    media: media('rysunek: {}', 'ikona: {}', 'zdjęcie: {}'),
    sizes: sizes('{}, mały rozmiar', '{}, duży rozmiar'),
    counts: ['{}, dwie sztuki', '{}, trzy sztuki', '{}, cztery sztuki'],
  },
  uk: {
    colours: colours(
      'червоний помаранчевий жовтий зелений синій фіолетовий рожевий коричневий чорний сірий білий',
    ),
    coloured: '{}, колір #',
    onBackground: '{}, колір тла #',
    media: media('малюнок: {}', 'значок: {}', 'фотографія: {}'),
    sizes: sizes('{}, малий розмір', '{}, великий розмір'),
    counts: ['{}, дві штуки', '{}, три штуки', '{}, чотири штуки'],
  },
  tr: {
    colours: colours('kırmızı turuncu sarı yeşil mavi mor pembe kahverengi siyah gri beyaz'),
    coloured: '# {}',
    onBackground: '{}, arka plan #',
    media: media('çizim: {}', 'simge: {}', 'fotoğraf: {}'),
    sizes: sizes('küçük {}', 'büyük {}'),
    counts: ['iki {}', 'üç {}', 'dört {}'],
  },
  zh: {
    colours: colours('红色 橙色 黄色 绿色 蓝色 紫色 粉色 棕色 黑色 灰色 白色'),
    coloured: '#的{}',
    onBackground: '{}，#背景',
    media: media('{}的画', '{}的图标', '{}的照片'),
    sizes: sizes('小{}', '大{}'),
    counts: ['两个{}', '三个{}', '四个{}'],
  },
  ja: {
    colours: colours('赤色 オレンジ色 黄色 緑色 青色 紫色 ピンク色 茶色 黒色 灰色 白色'),
    coloured: '#の{}',
    onBackground: '{}、背景は#',
    media: media('{}の絵', '{}のアイコン', '{}の写真'),
    sizes: sizes('小さい{}', '大きい{}'),
    counts: ['{}、二つ', '{}、三つ', '{}、四つ'],
  },
} as const satisfies Readonly<Record<string, Grammar>>;

export type CaptionLanguage = keyof typeof grammars;

/** @param pattern of a grammar @param colour for its `#` */
export const fill = (pattern: string, phrase: string, colour = ''): string =>
  pattern.replace(/\{\}|#/gu, (place) => (place === '#' ? colour : phrase));
