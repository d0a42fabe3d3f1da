/**
 * @file Every number a drawing depends on, one row each. A row feeds the slider of the studio, the flag of the
 * command line, the limits in `--help`, the recipe's schema and the docs; there is no second list.
 */

export interface LocalText {
  readonly en: string;
  readonly ru: string;
}

export interface ParameterRow {
  readonly name: string;
  /** Long flag of the command line, without the dashes. */
  readonly flag: string;
  readonly label: LocalText;
  readonly help: LocalText;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly default: number;
  readonly integer: boolean;
  /** Shown in the studio without opening “More settings”. */
  readonly basic: boolean;
}

type Row = Omit<ParameterRow, 'name' | 'flag' | 'integer' | 'basic'> & Partial<ParameterRow>;

const rows = {
  strokes: {
    label: { en: 'Strokes', ru: 'Штрихи' },
    help: { en: 'Number of strokes.', ru: 'Число штрихов.' },
    unit: 'strokes',
    min: 1,
    max: 1024,
    step: 1,
    default: 48,
    integer: true,
    basic: true,
  },
  iterations: {
    label: { en: 'Iterations', ru: 'Итерации' },
    help: { en: 'Steps of optimisation.', ru: 'Шаги оптимизации.' },
    unit: 'steps',
    min: 1,
    max: 20_000,
    step: 1,
    default: 200,
    integer: true,
    basic: true,
  },
  seed: {
    label: { en: 'Seed', ru: 'Зерно' },
    help: {
      en: 'The same seed and settings give the same drawing.',
      ru: 'Одно зерно и те же настройки дают один и тот же рисунок.',
    },
    unit: '',
    min: 0,
    max: 4_294_967_295,
    step: 1,
    default: 1,
    integer: true,
  },
  width: {
    label: { en: 'Canvas width', ru: 'Ширина холста' },
    help: { en: 'Width of the saved picture.', ru: 'Ширина сохраняемой картинки.' },
    unit: 'px',
    min: 16,
    max: 4096,
    step: 1,
    default: 512,
    integer: true,
  },
  height: {
    label: { en: 'Canvas height', ru: 'Высота холста' },
    help: { en: 'Height of the saved picture.', ru: 'Высота сохраняемой картинки.' },
    unit: 'px',
    min: 16,
    max: 4096,
    step: 1,
    default: 512,
    integer: true,
  },
  views: {
    label: { en: 'Views', ru: 'Виды' },
    help: {
      en: 'Warped views a step; more is steadier and slower.',
      ru: 'Искажённых видов за шаг; больше — ровнее и медленнее.',
    },
    unit: 'views',
    min: 1,
    max: 64,
    step: 1,
    default: 16,
    integer: true,
  },
  noiseStart: {
    flag: 'noise-start',
    label: { en: 'Noise at the start', ru: 'Шум в начале' },
    help: { en: 'Noise on the views at the first step.', ru: 'Шум на видах в первом шаге.' },
    unit: 'σ',
    min: 0,
    max: 2,
    step: 0.05,
    default: 0.6,
  },
  noiseEnd: {
    flag: 'noise-end',
    label: { en: 'Noise at the end', ru: 'Шум в конце' },
    help: { en: 'Noise on the views at the last step.', ru: 'Шум на видах в последнем шаге.' },
    unit: 'σ',
    min: 0,
    max: 2,
    step: 0.05,
    default: 0.35,
  },
  pointRate: {
    flag: 'point-rate',
    label: { en: 'Speed of points', ru: 'Скорость точек' },
    help: { en: 'Learning rate of control points.', ru: 'Скорость обучения опорных точек.' },
    unit: '1/1000 of the canvas',
    min: 0,
    max: 100,
    step: 0.5,
    default: 8,
  },
  widthRate: {
    flag: 'width-rate',
    label: { en: 'Speed of widths', ru: 'Скорость толщины' },
    help: { en: 'Learning rate of stroke widths.', ru: 'Скорость обучения толщины штрихов.' },
    unit: '1/1000 of the canvas',
    min: 0,
    max: 50,
    step: 0.1,
    default: 2,
  },
  colourRate: {
    flag: 'colour-rate',
    label: { en: 'Speed of colours', ru: 'Скорость цвета' },
    help: { en: 'Learning rate of colours and opacity.', ru: 'Скорость обучения цвета и прозрачности.' },
    unit: '1/1000',
    min: 0,
    max: 500,
    step: 1,
    default: 45,
  },
  minWidth: {
    flag: 'min-width',
    label: { en: 'Thinnest stroke', ru: 'Тончайший штрих' },
    help: { en: 'No stroke is thinner.', ru: 'Тоньше штрих не бывает.' },
    unit: '1/1000 of the canvas',
    min: 1,
    max: 500,
    step: 1,
    default: 10,
  },
  maxWidth: {
    flag: 'max-width',
    label: { en: 'Thickest stroke', ru: 'Толстейший штрих' },
    help: { en: 'No stroke is thicker.', ru: 'Толще штрих не бывает.' },
    unit: '1/1000 of the canvas',
    min: 1,
    max: 500,
    step: 1,
    default: 100,
  },
  segments: {
    label: { en: 'Segments', ru: 'Сегменты' },
    help: { en: 'Cubic Bézier curves in a stroke.', ru: 'Кубических кривых Безье в штрихе.' },
    unit: 'curves',
    min: 1,
    max: 8,
    step: 1,
    default: 1,
    integer: true,
  },
  ink: {
    label: { en: 'Sparing with ink', ru: 'Бережливость к краске' },
    help: {
      en: 'Strokes that add little fade away; 0 lets them all stay.',
      ru: 'Штрихи, от которых мало толку, бледнеют; при 0 остаются все.',
    },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.5,
    default: 3,
  },
  firstWidth: {
    flag: 'first-width',
    label: { en: 'First width', ru: 'Начальная толщина' },
    help: { en: 'Mean width of the first marks.', ru: 'Средняя толщина первых штрихов.' },
    unit: '1/1000 of the canvas',
    min: 1,
    max: 500,
    step: 1,
    default: 40,
  },
  lightness: {
    label: { en: 'First lightness', ru: 'Начальная светлота' },
    help: { en: 'Lightness of the first marks.', ru: 'Светлота первых штрихов.' },
    unit: '0–1',
    min: 0,
    max: 1,
    step: 0.05,
    default: 0.7,
  },
  opacity: {
    label: { en: 'First opacity', ru: 'Начальная непрозрачность' },
    help: { en: 'Opacity of the first marks.', ru: 'Непрозрачность первых штрихов.' },
    unit: '0–1',
    min: 0,
    max: 1,
    step: 0.05,
    default: 0.4,
  },
  spread: {
    label: { en: 'First spread', ru: 'Начальный разброс' },
    help: {
      en: 'How far from the middle the first marks lie.',
      ru: 'Как далеко от середины лежат первые штрихи.',
    },
    unit: 'of the canvas',
    min: 0,
    max: 1,
    step: 0.01,
    default: 0.17,
  },
  cosine: {
    label: { en: 'Likeness', ru: 'Сходство' },
    help: { en: 'Weight of the likeness to the words.', ru: 'Вес сходства со словами.' },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.5,
    default: 10,
  },
  margin: {
    label: { en: 'Distinctness', ru: 'Отличие' },
    help: { en: 'Weight of being unlike other words.', ru: 'Вес непохожести на другие слова.' },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.1,
    default: 0.5,
  },
} as const satisfies Record<string, Row>;

export type ParameterName = keyof typeof rows;

/** The rows in the order in which they are shown. */
export const parameterRows: readonly (ParameterRow & { readonly name: ParameterName })[] = (
  Object.entries(rows) as [ParameterName, Row][]
).map(([name, row]) => ({ flag: name, integer: false, basic: false, ...row, name }));

/** The default of every parameter. */
export const parameterDefaults = Object.fromEntries(
  parameterRows.map((row) => [row.name, row.default]),
) as Record<ParameterName, number>;
