/** @file The `transform` attribute of SVG as a matrix (SVG 1.1, 7.6). */
/// <reference types="paper" />
import { geometry } from './paper.js';

/** What does not read as a transform is left out. */
export function matrixOf(transform: string): paper.Matrix {
  const matrix = new geometry.Matrix();
  for (const [, name, list = ''] of transform.matchAll(/(\w+)\s*\(([^)]*)\)/gu)) {
    const numbers = list
      .split(/[\s,]+/u)
      .filter(Boolean)
      .map(Number);
    if (!numbers.every(Number.isFinite)) continue;
    const [a = 0, b, c] = numbers;
    switch (name) {
      case 'matrix':
        if (numbers.length === 6) matrix.append(new geometry.Matrix(numbers));
        break;
      case 'translate':
        matrix.translate(new geometry.Point(a, b ?? 0));
        break;
      case 'scale':
        matrix.scale(a, b ?? a);
        break;
      case 'rotate':
        matrix.rotate(a, new geometry.Point(b ?? 0, c ?? 0));
        break;
      case 'skewX':
        matrix.append(new geometry.Matrix(1, 0, Math.tan((a * Math.PI) / 180), 1, 0, 0));
        break;
      case 'skewY':
        matrix.append(new geometry.Matrix(1, Math.tan((a * Math.PI) / 180), 0, 1, 0, 0));
        break;
    }
  }
  return matrix;
}
