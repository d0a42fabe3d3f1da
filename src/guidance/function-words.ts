/**
 * @file Words that carry no picture of their own, and colours, by language: they are never reported as unknown.
 * The embedded model's captions were composed of a thing, a colour and such words (its README).
 */
const functionWords = {
  en: 'a an the of on in at with and or to from for by is it its this that some one two three drawing picture image icon photo sketch painting symbol emoji background small big large little red orange yellow green blue purple violet pink brown black white grey gray cyan gold silver',
  ru: 'и в на с со у к по из за от для под над без это рисунок рисунка картинка картина иконка значок фото эскиз символ фон фоне маленький маленькая маленькое большой большая большое красный красная красное оранжевый оранжевая жёлтый желтый жёлтая желтая жёлтое желтое зелёный зеленый зелёная зеленая зелёное зеленое синий синяя синее голубой голубая голубое фиолетовый фиолетовая розовый розовая розовое коричневый коричневая чёрный черный чёрная черная чёрное черное белый белая белое серый серая серое',
  de: 'ein eine einen der die das den dem des und mit auf in im am von vom zu zum zur zeichnung bild symbol foto skizze klein kleiner kleine kleines groß großer große großes rot rote roter rotes gelb gelbe gelber gelbes grün grüne grüner grünes blau blaue blauer blaues schwarz weiß grau rosa braun lila orange',
  fr: 'un une le la les l de du des et avec sur dans en au aux à dessin image icône photo croquis petit petite grand grande rouge jaune vert verte bleu bleue noir noire blanc blanche gris grise rose brun orange violet violette',
  es: 'un una el la los las de del y con sobre en al dibujo imagen icono foto boceto pequeño pequeña grande rojo roja amarillo amarilla verde azul negro negra blanco blanca gris rosa marrón naranja morado',
  it: 'un uno una il lo la i gli le di del della e con su in al disegno immagine icona foto schizzo piccolo piccola grande rosso rossa giallo gialla verde blu nero nera bianco bianca grigio rosa marrone arancione viola',
} as const;

/** All of them, lower case. */
export const functionWordSet: ReadonlySet<string> = new Set(
  Object.values(functionWords).flatMap((words) => words.split(' ')),
);
