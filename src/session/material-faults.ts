/** @file What is wrong between a medium and what it shall be made from, as sentences without a full stop. */
import { type CanvasName, canvases, canvasKind } from '../canvas/index.js';

interface Made {
  readonly from?: { readonly kind: string } | undefined;
  readonly background?: string | undefined;
  readonly patches?: readonly string[] | undefined;
}

export function materialFaults(canvas: CanvasName, { from, background, patches }: Made): string[] {
  const faults: string[] = [];
  if (from && from.kind !== canvas) {
    faults.push(`A work of ${from.kind} cannot be gone on with as ${canvas}`);
  }
  if (background !== undefined && canvasKind(canvas).covers) {
    const others = Object.keys(canvases).filter((name) => !canvasKind(name as CanvasName).covers);
    faults.push(`A background would be hidden under ${canvas}; paint on it with ${others.join(', ')}`);
  }
  if (patches && canvas !== 'collage') {
    faults.push(`Patches are what a collage is made of, not ${canvas}; choose the canvas collage with them`);
  }
  return faults;
}
