/** @file The page in Russian. */
import type { Dictionary } from './dictionary.js';

/** Units of the parameter rows; the rows themselves write them in English. */
const units = new Map([
  ['strokes', 'штрих'],
  ['steps', 'шаг'],
  ['px', 'пиксель'],
  ['views', 'вид'],
  ['weight', 'вес'],
  ['1/1000 of the canvas', '1/1000 холста'],
  ['of the canvas', 'доля холста'],
]);

/** Что привело к точке истории. */
const deeds = new Map([
  ['start', 'начало'],
  ['stretch', 'рисование'],
  ['prompt', 'другие слова'],
  ['values', 'настройки'],
  ['hold', 'закреплено'],
  ['release', 'отпущено'],
  ['alter', 'правка рукой'],
  ['remove', 'убрано'],
  ['add', 'нарисовано рукой'],
  ['replace', 'заменено рукой'],
  ['region', 'область'],
  ['best', 'лучшее'],
]);

export const ru: Dictionary = {
  name: 'Atelier',
  tagline: 'Напишите слова и смотрите, как штрихи становятся рисунком.',
  language: 'Язык',

  sheet: {
    label: 'Рисунок',
    empty: 'Чистый лист',
    describe: (prompt, iteration, iterations) => `Рисунок «${prompt}», шаг ${iteration} из ${iterations}`,
    example: 'Пример, пока вы придумываете свои слова',
  },

  prompt: {
    label: 'Что нарисовать?',
    placeholder: 'красный парусник',
    hint: 'Предмет, можно с цветом.',
    chips: 'Слова для пробы',
    syntax: 'Можно сказать и больше',
    syntaxHeading: 'Что можно написать',
    more: 'Картинки и чего не надо',
    takeWord: (word) => `Взять слово «${word}»`,
    length: (count, limit) => `Знаков: ${count} из ${limit}`,
    keys: 'Enter — рисовать · Shift+Enter — сменить · Esc — стоп',
    unknown: (word) => `Модель не знает слова «${word}».`,
    nearest: 'Ближайшие известные слова:',
    moreUnknown: (count) => `Ещё незнакомых слов: ${count}.`,
    replace: (word, by) => `Заменить «${word}» на «${by}»`,
    empty: 'Чтобы рисовать, нужно хотя бы одно слово.',
    tooLong: (limit) => `Запрос слишком длинный, предельная длина в знаках: ${limit}.`,
  },

  pictures: {
    heading: 'Картинки',
    help: (megabytes) =>
      `Перетащите или вставьте их сюда: рисовать к ним, начать с них, взять маской. Каждая не больше ${megabytes} МБ.`,
    add: 'Добавить картинку…',
    actions: (name) => `${name}: что с ней сделать`,
    towards: 'Рисовать к ней',
    mask: 'Рисовать только там, где она светлая',
    begin: 'Начать с неё',
    dontBegin: 'Не начинать с неё',
    remove: 'Убрать',
    beginsHere: 'начало',
    cannotBegin: 'Этот материал с картинок не начинается.',
    tooLarge: (name, megabytes) => `${name}: картинка слишком большая, предел ${megabytes} МБ.`,
    wanted: 'Этот способ начинается с картинки: добавьте её и выберите «Начать с неё».',
  },

  way: {
    heading: 'Способ рисования',
    own: 'Свои настройки',
    ownHelp: 'Материал и любые настройки по вкусу.',
    choose: 'Выбрать…',
    chooseHeading: 'Способы рисования',
    close: 'Закрыть',
    medium: 'Материал',
    needsImage: 'Начинается с вашей картинки.',
  },

  action: {
    label: 'Управление рисунком',
    draw: 'Рисовать',
    pause: 'Пауза',
    resume: 'Продолжить',
    stop: 'Остановить',
    changePrompt: 'Сменить запрос',
    changePromptHelp: 'Рисунок продолжится с того же места, но уже к новым словам.',
  },

  progress: {
    heading: 'Ход работы',
    iteration: 'Шаг',
    ofTotal: (iterations) => `из ${iterations}`,
    rate: 'Скорость',
    timeLeft: 'Осталось',
    score: 'Оценка',
    scoreHelp: 'Насколько рисунок похож на слова, по мнению модели: от −1 до 1, больше — лучше.',
    curve: (first, last, best) => `Кривая оценки: в начале ${first}, сейчас ${last}, лучшая ${best}.`,
    noCurve: 'Кривая оценки появится, когда начнётся рисунок.',
    running: 'Рисует',
    paused: 'Пауза',
    completed: 'Готово',
    stopped: 'Остановлено',
    plateau: 'Готово: лучше уже не становилось',
    failed: 'Не удалось',
    waiting: 'Готов начать',
    announce: (iteration, iterations, score) => `Шаг ${iteration} из ${iterations}, оценка ${score}.`,
    announceStarted: (prompt) => `Начат рисунок «${prompt}».`,
  },

  settings: {
    heading: 'Настройки',
    more: 'Ещё настройки',
    note: 'Настройки действуют со следующего рисунка.',
    liveNote: 'Изменения сразу действуют на рисунок.',
    begins: 'Действует со следующего рисунка.',
    range: (min, max, usual, unit) =>
      `От ${min} до ${max}, обычно ${usual}.${unit === '' ? '' : ` Единица: ${unit}.`}`,
    reset: (label, value) => `Вернуть обычное значение: ${label}, ${value}`,
    resetShort: 'Вернуть',
    unit: (unit) => units.get(unit) ?? unit,
    locked: 'Настройки появятся, когда студия будет на связи.',
  },

  hand: {
    label: 'Инструменты для элементов рисунка',
    sheet:
      'Элементы рисунка: Tab — следующий, стрелки — сдвинуть, H — закрепить, Delete — удалить, Escape — отпустить',
    tools: 'Что делает указатель',
    chosen: 'Выбранные элементы',
    course: 'Весь рисунок',
    tool: { select: 'Выбрать', draw: 'Нарисовать', replace: 'Заменить', lasso: 'Лассо' },
    action: {
      hold: 'Закрепить',
      release: 'Освободить',
      recolour: 'Перекрасить',
      remove: 'Удалить',
      everything: 'Снова работать над всем',
      undo: 'Отменить',
      redo: 'Вернуть',
    },
    paint: {
      colour: 'Цвет',
      opacity: 'Непрозрачность',
      width: 'Перо',
      percent: (share) => `${share} %`,
      thousandths: (width) => `${width}/1000 холста`,
    },
    said: {
      chosen: (place, count, held) => `Элемент ${place} из ${count}${held ? ', закреплён' : ''}.`,
      held: (count) => `Закреплено элементов: ${count}.`,
      released: (count) => `Освобождено элементов: ${count}.`,
      recoloured: (count) => `Перекрашено элементов: ${count}.`,
      removed: (count) => `Удалено элементов: ${count}.`,
      moved: (count) => `Сдвинуто элементов: ${count}.`,
      everything: 'Снова рисуется всё.',
      undone: 'Отменено.',
      redone: 'Возвращено.',
      edits: {
        hold: 'Закреплено.',
        release: 'Освобождено.',
        alter: 'Сдвинуто.',
        remove: 'Удалено.',
        add: 'Элемент нарисован.',
        replace: 'Элемент заменён.',
        region: 'Рисуется только то, что внутри лассо.',
      },
    },
  },

  save: {
    label: 'Сохранить рисунок',
    svg: 'Сохранить SVG',
    png: 'Сохранить PNG',
    pixels: (count) => `${count} пикс.`,
  },

  history: {
    heading: 'История',
    points: 'Точки этой ветви',
    branches: 'Ветви',
    help: 'Вернитесь к любой точке и продолжите: получится ветвь.',
    branch: (number) => `Ветвь ${number}`,
    deed: (deed) => deeds.get(deed) ?? 'изменено',
    describe: (iteration, deed) => `Шаг ${iteration}, ${deed}`,
    name: 'Имя этой точки',
    saveName: 'Назвать',
    compare: 'Сравнить…',
    compareHeading: 'Две точки рядом',
    left: 'Слева',
    right: 'Справа',
    border: 'Граница между ними',
  },

  offer: {
    heading: 'Рисунок был прерван',
    describe: (prompt, iteration, iterations, when) =>
      `«${prompt}», шаг ${iteration} из ${iterations}, ${when}`,
    goOn: 'Продолжить рисунок',
    discard: 'Выбросить',
  },

  kept: {
    folder: (folder) => `Сохранено в ${folder}`,
    problem: (why) => `Сохранить не удалось: ${why}`,
  },

  connection: {
    connecting: 'Соединяемся со студией…',
    lost: 'Связь со студией потеряна. Страница пробует снова и продолжит с того места, где рисунок сейчас.',
    back: 'Связь восстановлена.',
  },

  problem: {
    dismiss: 'Закрыть',
    incompatible: 'Версии страницы и студии не совпадают. Обновите страницу.',
  },
};
