/**
 * @file Views turned, zoomed, shifted, sheared and tilted a little, so that only what survives that raises the score.
 * The defaults drew whole shapes with the embedded weights (their README).
 */
import { defineViewKind, place } from './view-kind.js';

export const affine = defineViewKind({
  label: { en: 'Turned and tilted', ru: 'С поворотом и наклоном' },
  rows: {
    viewRotation: {
      kind: 'number',
      flag: 'view-rotation',
      label: { en: 'Rotation of views', ru: 'Поворот видов' },
      help: { en: 'Standard deviation of their rotation.', ru: 'Стандартное отклонение поворота.' },
      unit: 'rad',
      min: 0,
      max: 3.2,
      step: 0.01,
      default: 0.12,
    },
    viewZoomLeast: {
      kind: 'number',
      flag: 'view-zoom-least',
      label: { en: 'Smallest zoom', ru: 'Наименьшее увеличение' },
      help: {
        en: 'Zoom of the widest view; 1 shows the whole picture.',
        ru: 'Увеличение самого широкого вида; 1 — вся картинка.',
      },
      unit: '×',
      min: 0.25,
      max: 8,
      step: 0.05,
      default: 0.75,
    },
    viewZoomMost: {
      kind: 'number',
      flag: 'view-zoom-most',
      label: { en: 'Largest zoom', ru: 'Наибольшее увеличение' },
      help: {
        en: 'Zoom of the closest view; 2 shows half of the picture.',
        ru: 'Увеличение самого близкого вида; 2 — половина картинки.',
      },
      unit: '×',
      min: 0.25,
      max: 32,
      step: 0.05,
      default: 1.15,
    },
    viewShift: {
      kind: 'number',
      flag: 'view-shift',
      label: { en: 'Shift of views', ru: 'Сдвиг видов' },
      help: {
        en: 'Largest shift either way, in shorter sides of the picture.',
        ru: 'Наибольший сдвиг, в меньших сторонах картинки.',
      },
      unit: '',
      min: 0,
      max: 1,
      step: 0.01,
      default: 0.08,
    },
    viewShear: {
      kind: 'number',
      flag: 'view-shear',
      label: { en: 'Shear of views', ru: 'Перекос видов' },
      help: { en: 'Standard deviation of their shear.', ru: 'Стандартное отклонение перекоса.' },
      unit: '',
      min: 0,
      max: 0.5,
      step: 0.01,
      default: 0.08,
    },
    viewTilt: {
      kind: 'number',
      flag: 'view-tilt',
      label: { en: 'Tilt of views', ru: 'Наклон видов' },
      help: {
        en: 'Standard deviation of the change of scale from the middle to an edge.',
        ru: 'Стандартное отклонение изменения масштаба от середины к краю.',
      },
      unit: '',
      min: 0,
      max: 0.4,
      step: 0.01,
      default: 0.1,
    },
  },
  /** A field that is not square is seen through squares whose side lies between its shorter and longer side. */
  draw(values, { field: { width, height } }, generator) {
    const side = generator.uniform(1, Math.max(width, height));
    const least = Math.min(values.viewZoomLeast, values.viewZoomMost);
    const most = Math.max(values.viewZoomLeast, values.viewZoomMost);
    const scale = side / generator.uniform(least, most);
    const angle = generator.normal(values.viewRotation);
    const shear = generator.normal(values.viewShear);
    const shift = values.viewShift;
    const centreX = place(width, side, generator) + generator.uniform(-shift, shift);
    const centreY = place(height, side, generator) + generator.uniform(-shift, shift);
    const gx = 2 * clampTilt(generator.normal(values.viewTilt));
    const gy = 2 * clampTilt(generator.normal(values.viewTilt));
    // With p = (u − ½, v − ½) and w = 1 + g·p, the point is centre + A·p / w, A = scale · rotation · shear.
    const cos = Math.cos(angle) * scale;
    const sin = Math.sin(angle) * scale;
    const a = [cos, cos * shear - sin, sin, sin * shear + cos] as const;
    const rest = 1 - 0.5 * (gx + gy);
    return Float64Array.of(
      a[0] + centreX * gx,
      a[1] + centreX * gy,
      -0.5 * (a[0] + a[1]) + centreX * rest,
      a[2] + centreY * gx,
      a[3] + centreY * gy,
      -0.5 * (a[2] + a[3]) + centreY * rest,
      gx,
      gy,
      rest,
    );
  },
});

/** Keeps w positive over the whole view: |gx| + |gy| < 2. */
const clampTilt = (value: number): number => Math.min(0.45, Math.max(-0.45, value));
