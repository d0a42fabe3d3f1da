/** @file What can be set of a neural field. */
import type { ParameterRows } from '../../parameters/index.js';
import { startRow } from '../start-row.js';

export const fieldRows = {
  network: {
    kind: 'choice',
    begins: true,
    label: { en: 'Network', ru: 'Сеть' },
    help: {
      en: 'What turns a place into a colour: waves within waves, or smooth bends and bumps.',
      ru: 'Что превращает точку в цвет: волны от волн или плавные изгибы и бугры.',
    },
    options: {
      siren: { en: 'SIREN: waves', ru: 'SIREN: волны' },
      cppn: { en: 'CPPN: bends and bumps', ru: 'CPPN: изгибы и бугры' },
    },
    default: 'siren',
    basic: true,
  },
  layers: {
    kind: 'number',
    begins: true,
    label: { en: 'Layers', ru: 'Слои' },
    help: {
      en: 'Hidden layers of the network; deep-daze has 16.',
      ru: 'Скрытых слоёв в сети; у deep-daze 16.',
    },
    unit: 'layers',
    min: 1,
    max: 48,
    step: 1,
    default: 4,
    integer: true,
    basic: true,
  },
  units: {
    kind: 'number',
    begins: true,
    label: { en: 'Units', ru: 'Нейроны' },
    help: { en: 'Units of a layer; deep-daze has 256.', ru: 'Нейронов в слое; у deep-daze 256.' },
    unit: 'units',
    min: 8,
    max: 512,
    step: 8,
    default: 64,
    integer: true,
  },
  omega: {
    kind: 'number',
    begins: true,
    label: { en: 'Fineness', ru: 'Мелкость' },
    help: {
      en: 'Frequency of the first layer (ω of a SIREN): low paints large soft forms, high fine texture.',
      ru: 'Частота первого слоя (ω в SIREN): низкая даёт крупные мягкие формы, высокая — мелкую фактуру.',
    },
    unit: 'rad per half canvas',
    min: 1,
    max: 100,
    step: 1,
    default: 20,
  },
  fieldRate: {
    kind: 'number',
    flag: 'field-rate',
    label: { en: 'Speed of weights', ru: 'Скорость весов' },
    help: {
      en: 'Learning rate of the weights; deep-daze’s 0.00001 is 300 here, as ω = 30 is in the weights.',
      ru: 'Скорость обучения весов; 0,00001 у deep-daze — это 300 здесь, так как ω = 30 внутри весов.',
    },
    unit: '1/1000000',
    min: 0,
    max: 100_000,
    step: 100,
    default: 10_000,
  },
  start: startRow,
  fitSteps: {
    kind: 'number',
    begins: true,
    flag: 'fit-steps',
    label: { en: 'Steps of the fit', ru: 'Шагов подгонки' },
    help: {
      en: 'Steps in which the network learns the image that it begins from.',
      ru: 'За сколько шагов сеть выучивает картинку, с которой начинает.',
    },
    unit: 'steps',
    min: 1,
    max: 5000,
    step: 10,
    default: 200,
    integer: true,
  },
} as const satisfies ParameterRows;
