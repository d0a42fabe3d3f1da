/** @file The numbers of a training recipe, a row each: range, unit and default stand here and nowhere else. */
import type { NumberRow, ParameterRows } from '../parameters/index.js';

type Range = Pick<NumberRow, 'unit' | 'min' | 'max' | 'step' | 'default'> & { readonly integer?: true };

const row = (range: Range, en: readonly [string, string], ru: readonly [string, string]): NumberRow => ({
  kind: 'number',
  ...range,
  label: { en: en[0], ru: ru[0] },
  help: { en: en[1], ru: ru[1] },
});

export const trainingRows = {
  seed: row(
    { unit: '', min: 0, max: 0xffff_ffff, step: 1, default: 1, integer: true },
    ['Seed', 'The same seed and recipe give the same model.'],
    ['Зерно', 'То же зерно и тот же рецепт дают ту же модель.'],
  ),
  batch: row(
    { unit: 'images', min: 2, max: 1024, step: 1, default: 128, integer: true },
    ['Batch', 'Images that are looked at in one step.'],
    ['Пакет', 'Сколько изображений видно за один шаг.'],
  ),
  steps: row(
    { unit: 'steps', min: 1, max: 10_000_000, step: 1, default: 20_000, integer: true },
    ['Steps', 'Where training ends; the learning rate falls to nothing by then.'],
    ['Шаги', 'Где кончается обучение; к этому времени скорость падает до нуля.'],
  ),
  seconds: row(
    { unit: 's', min: 0, max: 10_000_000, step: 1, default: 0 },
    ['Time', 'Where training ends in place of the steps, over all sittings together; 0: the steps count.'],
    ['Время', 'Где кончается обучение вместо шагов, за все сеансы вместе; 0: считаются шаги.'],
  ),
  rate: row(
    { unit: '', min: 1e-6, max: 0.1, step: 1e-4, default: 1e-3 },
    ['Learning rate', 'The largest; it rises at the beginning and falls as a cosine.'],
    ['Скорость обучения', 'Наибольшая; в начале растёт, потом падает как косинус.'],
  ),
  warmUp: row(
    { unit: 'steps', min: 0, max: 100_000, step: 1, default: 200, integer: true },
    ['Warm-up', 'Steps over which the learning rate rises.'],
    ['Разогрев', 'Шаги, за которые скорость обучения растёт.'],
  ),
  noise: row(
    { unit: 'colour 0..1', min: 0, max: 2, step: 0.05, default: 0.8 },
    ['Noise', 'Largest standard deviation of the noise on the pictures; without it a guide does not draw.'],
    ['Шум', 'Наибольшее отклонение шума на картинках; без него модель не рисует.'],
  ),
  rotation: row(
    { unit: 'rad', min: 0, max: 1, step: 0.01, default: 0.12 },
    ['Rotation', 'Standard deviation of the angle by which pictures are turned.'],
    ['Поворот', 'Стандартное отклонение угла поворота картинок.'],
  ),
  smallest: row(
    { unit: 'of the image', min: 0.1, max: 2, step: 0.05, default: 0.6 },
    ['Smallest', 'Least part of the image that a picture fills.'],
    ['Наименьший размер', 'Наименьшая часть изображения, которую занимает картинка.'],
  ),
  largest: row(
    { unit: 'of the image', min: 0.1, max: 2, step: 0.05, default: 1 },
    ['Largest', 'Greatest part of the image that a picture fills.'],
    ['Наибольший размер', 'Наибольшая часть изображения, которую занимает картинка.'],
  ),
  colour: row(
    { unit: 'ratio', min: 0, max: 1, step: 0.05, default: 0.2 },
    ['Colour', 'Largest change of contrast, and half of it of each colour.'],
    ['Цвет', 'Наибольшее изменение контраста и, вполовину, каждого цвета.'],
  ),
  adversarial: row(
    { unit: 'of each batch', min: 0, max: 1, step: 0.05, default: 0 },
    ['Adversarial share', 'Share of the images of each batch that are moved against the network first.'],
    ['Доля состязательных', 'Доля изображений каждого пакета, которые сначала сдвигаются против сети.'],
  ),
  reach: row(
    { unit: 'L2 of colour 0..1', min: 0, max: 50, step: 0.1, default: 2 },
    ['Reach', 'Farthest that an image is moved against the network; each image draws its own below it.'],
    ['Размах', 'Как далеко, самое большее, изображение сдвигается против сети; у каждого свой размах.'],
  ),
  moves: row(
    { unit: 'steps', min: 1, max: 20, step: 1, default: 2, integer: true },
    ['Moves', 'Projected gradient steps on the way there; each looks at the images once more.'],
    ['Сдвиги', 'Шаги по градиенту на этом пути; на каждом изображения просматриваются ещё раз.'],
  ),
  lowPass: row(
    { unit: 'pixels', min: 1, max: 16, step: 1, default: 4, integer: true },
    [
      'Low pass',
      'The stem is kept blurred by the binomial of so many taps (4: 1 3 3 1), so that a guide does not draw speckle; 1: it is free, as is a stem no wider than that.',
    ],
    [
      'Сглаживание',
      'Первый слой держится размытым биномом из стольких чисел (4: 1 3 3 1), чтобы модель не рисовала крапинок; 1: он свободен, как и слой не шире этого.',
    ],
  ),
  heldOut: row(
    { unit: 'pictures', min: 0, max: 1024, step: 1, default: 128, integer: true },
    ['Held out', 'Pictures at most that are not learnt from: accuracy is told on them.'],
    ['Отложено', 'Сколько картинок, самое большее, не учить: на них считается точность.'],
  ),
} as const satisfies ParameterRows;
