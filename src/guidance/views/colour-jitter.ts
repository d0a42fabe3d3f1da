/**
 * @file Colour jitter: each view in slightly other colours, so that the shape and not the exact colour matters. An
 * affine map of colours about mid-grey, c ↦ A·(c − ½) + ½ + b, so that its adjoint is exact: the transpose of A.
 */
import type { ParameterRows, ValuesOf } from '../../parameters/index.js';
import type { SeededGenerator } from '../../random/index.js';

export const jitterRows = {
  colourJitter: {
    kind: 'number',
    flag: 'colour-jitter',
    label: { en: 'Colour jitter', ru: 'Дрожание цвета' },
    help: {
      en: 'How much brightness, contrast and saturation of the views vary.',
      ru: 'Насколько меняются яркость, контраст и насыщенность видов.',
    },
    unit: '',
    min: 0,
    max: 1,
    step: 0.05,
    default: 0,
  },
  hueJitter: {
    kind: 'number',
    flag: 'hue-jitter',
    label: { en: 'Hue jitter', ru: 'Дрожание оттенка' },
    help: {
      en: 'How far the hue of the views turns, in turns.',
      ru: 'Насколько поворачивается оттенок видов, в оборотах.',
    },
    unit: 'turns',
    min: 0,
    max: 0.5,
    step: 0.01,
    default: 0,
  },
  greyChance: {
    kind: 'number',
    flag: 'grey-chance',
    label: { en: 'Chance of grey', ru: 'Вероятность серого' },
    help: { en: 'Share of views seen without colour.', ru: 'Доля видов без цвета.' },
    unit: '',
    min: 0,
    max: 1,
    step: 0.05,
    default: 0,
  },
} as const satisfies ParameterRows;

/** Row-major A and b of one view. */
export interface ColourMap {
  readonly matrix: readonly number[];
  readonly shift: number;
}

/** Rec. 601 weights, as torchvision's grey. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** @returns a map for each view, or nothing where nothing is to be changed */
export function drawJitter(
  { colourJitter, hueJitter, greyChance }: ValuesOf<typeof jitterRows>,
  views: number,
  generator: SeededGenerator,
): ColourMap[] | undefined {
  if (colourJitter === 0 && hueJitter === 0 && greyChance === 0) return undefined;
  return Array.from({ length: views }, () => {
    const factor = () => 1 + generator.uniform(-colourJitter, colourJitter);
    const [brightness, contrast] = [factor(), factor()];
    const saturation = greyChance > 0 && generator.uniform() < greyChance ? 0 : factor();
    const angle = 2 * Math.PI * generator.uniform(-hueJitter, hueJitter);
    const scale = brightness * contrast;
    const matrix = turnHue(angle).map((_, i, hue) => scale * mixSaturation(hue, saturation, i));
    // About mid-grey; what is brighter is also farther from black.
    return { matrix, shift: 0.5 * (brightness - 1) };
  });
}

/** Views in place. @param views count·pixels·3 */
export function applyJitter(views: Float32Array, maps: readonly ColourMap[]): void {
  const length = views.length / maps.length;
  maps.forEach(({ matrix: m, shift }, v) => {
    const constant = 0.5 + shift;
    for (let i = v * length; i < (v + 1) * length; i += 3) {
      const r = views[i]! - 0.5;
      const g = views[i + 1]! - 0.5;
      const b = views[i + 2]! - 0.5;
      views[i] = m[0]! * r + m[1]! * g + m[2]! * b + constant;
      views[i + 1] = m[3]! * r + m[4]! * g + m[5]! * b + constant;
      views[i + 2] = m[6]! * r + m[7]! * g + m[8]! * b + constant;
    }
  });
}

/** The transpose, in place. */
export function adjointOfJitter(gradient: Float32Array, maps: readonly ColourMap[]): void {
  const length = gradient.length / maps.length;
  maps.forEach(({ matrix: m }, v) => {
    for (let i = v * length; i < (v + 1) * length; i += 3) {
      const r = gradient[i]!;
      const g = gradient[i + 1]!;
      const b = gradient[i + 2]!;
      gradient[i] = m[0]! * r + m[3]! * g + m[6]! * b;
      gradient[i + 1] = m[1]! * r + m[4]! * g + m[7]! * b;
      gradient[i + 2] = m[2]! * r + m[5]! * g + m[8]! * b;
    }
  });
}

/** Rotation of RGB about the grey axis (Rodrigues' formula with axis (1,1,1)/√3). */
function turnHue(angle: number): number[] {
  const cos = Math.cos(angle);
  const base = (1 - cos) / 3;
  const skew = Math.sin(angle) / Math.sqrt(3);
  return [
    base + cos,
    base - skew,
    base + skew,
    base + skew,
    base + cos,
    base - skew,
    base - skew,
    base + skew,
    base + cos,
  ];
}

/** Element i of (s·I + (1 − s)·grey) · hue. */
function mixSaturation(hue: readonly number[], saturation: number, i: number): number {
  const column = i % 3;
  const grey = LUMA[0] * hue[column]! + LUMA[1] * hue[column + 3]! + LUMA[2] * hue[column + 6]!;
  return saturation * hue[i]! + (1 - saturation) * grey;
}
