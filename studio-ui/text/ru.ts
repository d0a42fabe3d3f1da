/** @file The page in Russian. */
import type { Dictionary } from './dictionary.js';

/** Units of the parameter rows; the rows themselves write them in English. */
const units = new Map([
  ['strokes', 'штрих'],
  ['shapes', 'фигура'],
  ['pieces', 'кусочек'],
  ['beginnings', 'начало'],
  ['cells', 'клетка'],
  ['curves', 'кривая'],
  ['corners', 'угол'],
  ['layers', 'слой'],
  ['units', 'нейрон'],
  ['sizes', 'размер'],
  ['tiles', 'плитка'],
  ['steps', 'шаг'],
  ['px', 'пиксель'],
  ['views', 'вид'],
  ['weight', 'вес'],
  ['power', 'степень'],
  ['turns', 'полный оборот'],
  ['rad', 'радиан'],
  ['rad per half canvas', 'радиан на половину холста'],
  ['1/1000 of a radian', '1/1000 радиана'],
  ['1/1000 of the canvas', '1/1000 холста'],
  ['1/1000000 of the canvas', '1/1000000 холста'],
  ['of the canvas', 'доля холста'],
  ['of all', 'доля всех'],
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
  close: 'Закрыть',

  sheet: {
    label: 'Рисунок',
    empty: 'Чистый лист',
    describe: (prompt, iteration, iterations) => `Рисунок «${prompt}», шаг ${iteration} из ${iterations}`,
    trying: (number, of) => `Начало ${number} из ${of}; дальше пойдёт лучшее`,
    attempt: (number, of) => `Рисунок ${number} из ${of}; останется лучший`,
    example: 'Пример, пока вы придумываете свои слова',
  },

  keys: {
    heading: 'Клавиши',
    page: 'На странице',
    sheet: 'На листе и его инструментах',
    draw: 'рисовать, в поле для слов',
    change: 'сменить запрос рисунка',
    stop: 'остановить рисунок',
    help: 'эти клавиши',
    next: 'следующий элемент; с Shift предыдущий',
    move: 'сдвинуть выбранные элементы; с Shift дальше',
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
    unknown: (word, readAs) =>
      readAs === undefined
        ? `Модель не знает слова «${word}».`
        : `Модель не знает «${word}», прочитанного как «${readAs}».`,
    nearest: 'Ближайшие известные слова:',
    moreUnknown: (count) => `Ещё незнакомых слов: ${count}.`,
    replace: (word, by) => `Заменить «${word}» на «${by}»`,
    empty: 'Чтобы рисовать, нужно хотя бы одно слово.',
    tooLong: (limit) => `Запрос слишком длинный, предельная длина в знаках: ${limit}.`,
  },

  pictures: {
    heading: 'Картинки',
    help: (megabytes) =>
      `Перетащите или вставьте их сюда: рисовать к ним, начать с них, оставить под рисунком, взять маской. Каждая не больше ${megabytes} МБ.`,
    add: 'Добавить картинку…',
    actions: (name) => `${name}: что с ней сделать`,
    towards: 'Рисовать к ней',
    mask: 'Рисовать только там, где она светлая',
    remove: 'Убрать',
    use: {
      begin: {
        take: 'Начать с неё',
        leave: 'Не начинать с неё',
        mark: 'начало',
        cannot: 'Этот материал с картинок не начинается.',
      },
      ground: {
        take: 'Оставить под рисунком',
        leave: 'Не оставлять под рисунком',
        mark: 'внизу',
        cannot: 'Этот материал закрывает всё, что под ним.',
      },
      piece: {
        take: 'Взять в коллаж',
        leave: 'Убрать из коллажа',
        mark: 'в коллаже',
        cannot: 'Из картинок складывается только коллаж.',
      },
    },
    pieces: 'Из чего складывается коллаж',
    piecesHelp: (most) => `Лучше всего PNG с прозрачностью, не больше ${most}.`,
    cutPaper: 'Из цветной бумаги.',
    pieceCount: (count) => `Картинок: ${count}.`,
    addPieces: 'Добавить картинки…',
    addFolder: 'Добавить папку…',
    noPieces: 'Снова из бумаги',
    bringing: (place, count) => `Картинка ${place} из ${count}…`,
    bringingPace: (megabytes, left) => `${megabytes} МБ в секунду, осталось около ${left}.`,
    tooLarge: (name, megabytes) => `${name}: картинка слишком большая, предел ${megabytes} МБ.`,
    wanted: 'Этот способ начинается с картинки: добавьте её и выберите «Начать с неё».',
  },

  way: {
    heading: 'Способ рисования',
    own: 'Свои настройки',
    ownHelp: 'Материал и любые настройки по вкусу.',
    choose: 'Выбрать…',
    chooseHeading: 'Способы рисования',
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
    starting: 'Начинает…',
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
    group: {
      medium: 'О материале',
      course: 'Ход и размер',
      wishes: 'Слова и лист',
      views: 'Как смотрит модель',
      objectives: 'К чему стремится рисунок',
    },
    changed: (count) => `изменено: ${count}`,
    find: 'Найти настройку',
    found: (count) => `Найдено настроек: ${count}.`,
    note: 'Настройки действуют со следующего рисунка.',
    liveNote: 'Изменения сразу действуют на рисунок.',
    begins: 'Действует со следующего рисунка.',
    range: (min, max, usual, unit) =>
      `От ${min} до ${max}, обычно ${usual}.${unit === '' ? '' : ` Единица: ${unit}.`}`,
    usual: (label) => `Обычно: ${label}.`,
    reset: (label, value) => `Вернуть обычное значение: ${label}, ${value}`,
    resetShort: 'Вернуть',
    unit: (unit) => units.get(unit) ?? unit,
    course: {
      seconds: {
        label: 'Предел времени',
        help: (min, max) =>
          `Закончить за столько секунд, сколько бы шагов ни вышло. От ${min} до ${max}, обычно без предела. Единица: с.`,
      },
      bestOf: {
        label: 'Лучший из',
        help: (min, max) =>
          `Нарисовать столько рисунков с разными зёрнами и оставить лучший. От ${min} до ${max}, обычно 1. Единица: рисунок.`,
      },
    },
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
      pause: 'Пауза или продолжение',
      stage: 'Рисунок на весь экран',
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

  model: {
    label: 'Модель',
    help: 'Она говорит, насколько картинка подходит к словам. Другая начинает заново; рисунок останется среди работ. Новые приносит команда «atelier models add».',
    name: (name, title) =>
      name === 'embedded' ? 'Встроенная' : title === null ? name : `${title} (${name})`,
    loading: (name) => `Загружается ${name}; пока её нет, рисунок продолжается.`,
  },

  works: {
    open: 'Работы',
    heading: 'Готовые работы',
    reading: 'Читаем работы…',
    none: 'Пока пусто. Здесь хранится каждый законченный рисунок.',
    newer: 'Новее',
    older: 'Старше',
    range: (first, last, total) => `С ${first} по ${last} из ${total}`,
    chosen: 'Выбранная работа',
    picture: (prompt) => `Работа «${prompt}»`,
    facts: (medium, width, height, iteration, score) =>
      `${medium}, ${width} × ${height} пикс., шагов: ${iteration}, оценка ${score}`,
    goOn: 'Продолжить её',
    goOnHelp: 'Откроется на паузе там, где кончилась; продолжение станет новой работой.',
    cannotGoOn: 'У неё нет сохранённого состояния, её можно только нарисовать заново.',
    takeRecipe: 'Взять её рецепт',
    beginFrom: 'Начать с её картинки',
    saveRecipe: 'Сохранить рецепт',
    delete: 'Удалить…',
    deleteAsk: 'Удалить эту работу и её файлы навсегда?',
    deleteReally: 'Удалить',
    keep: 'Оставить',
  },

  history: {
    heading: 'История',
    points: 'Точки этой ветви',
    branches: 'Ветви',
    help: 'Вернитесь к любой точке и продолжите: получится ветвь.',
    travelling: 'Переход к этой точке…',
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
