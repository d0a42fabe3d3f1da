/**
 * @file The canvas of a collage: patches moved, turned, sized and tinted, as Arnheim 3 lays them
 * (google-deepmind/arnheim), with exact gradients.
 */
import type { ValuesOf } from '../../parameters/index.js';
import type { Page, RasterSize } from '../../raster/index.js';
import {
  type Canvas,
  type CanvasOptions,
  type CanvasState,
  type Marks,
  type ParameterGroup,
  workingSize,
} from '../canvas.js';
import type { CollagePicture } from '../picture.js';
import { clamp } from '../range.js';
import { CollageRaster } from './collage-raster.js';
import type { Patch } from './patch.js';
import { PieceMarks } from './piece-marks.js';
import { copyPieces, type Pieces } from './pieces.js';
import type { collageRows } from './rows.js';

export type CollageValues = ValuesOf<typeof collageRows>;

/** Middles of pieces stay this near to the canvas, canvas units. */
const MARGIN = 0.25;
/** Speeds fall to this part of themselves, so that pieces come to rest. */
const LAST_RATE = 0.2;

export class CollageCanvas implements Canvas<CollageValues> {
  readonly size: RasterSize;
  readonly marks: Marks;
  groups: readonly ParameterGroup[];
  private readonly raster: CollageRaster;
  private values: CollageValues;

  /** @param pieces become the canvas's own */
  constructor(
    private pieces: Pieces,
    private readonly patches: readonly Patch[],
    { size, resolution, values }: CanvasOptions<CollageValues>,
  ) {
    this.size = workingSize(size, resolution);
    this.raster = new CollageRaster(this.size, patches);
    this.values = values;
    this.groups = this.groupsOf(pieces);
    this.marks = new PieceMarks(
      () => this.pieces,
      (changed) => {
        this.pieces = changed;
        this.groups = this.groupsOf(changed);
      },
      patches.length,
    );
  }

  configure(values: CollageValues): void {
    this.values = values;
  }

  render(page: Page): Float32Array {
    return this.raster.forward(this.pieces, page);
  }

  adjoint(imageGradient: Float32Array): readonly Float32Array[] {
    const { places, sizes, turns, colours } = this.raster.adjoint(imageGradient);
    return [places, sizes, turns, colours];
  }

  project(): void {
    const { places, sizes, colours } = this.pieces;
    const shorter = Math.min(this.size.width, this.size.height);
    const far = [this.size.width / shorter + MARGIN, this.size.height / shorter + MARGIN] as const;
    for (let i = 0; i < places.length; i++) {
      places[i] = clamp(places[i]!, -MARGIN, far[(i % 2) as 0 | 1]);
    }
    const [least, most] = [this.values.minSize / 1000, this.values.maxSize / 1000];
    for (let i = 0; i < sizes.length; i++) sizes[i] = clamp(sizes[i]!, least, most);
    for (let i = 0; i < colours.length; i++) colours[i] = clamp(colours[i]!, 0, 1);
  }

  picture(): CollagePicture {
    return {
      kind: 'collage',
      patches: this.patches.map(({ image }) => image),
      pieces: copyPieces(this.pieces),
    };
  }

  save(): CanvasState {
    const { which, places, sizes, turns, colours } = copyPieces(this.pieces);
    return { which: Int32Array.from(which), places, sizes, turns, colours };
  }

  private groupsOf({ places, sizes, turns, colours }: Pieces): readonly ParameterGroup[] {
    const group = (
      name: string,
      values: Float32Array,
      rate: 'placeRate' | 'sizeRate' | 'turnRate' | 'tintRate',
    ): ParameterGroup => ({
      name,
      values,
      rate: (progress) => (this.values[rate] / 1000) * (1 - (1 - LAST_RATE) * progress),
    });
    return [
      group('places', places, 'placeRate'),
      group('sizes', sizes, 'sizeRate'),
      group('turns', turns, 'turnRate'),
      group('colours', colours, 'tintRate'),
    ];
  }
}
