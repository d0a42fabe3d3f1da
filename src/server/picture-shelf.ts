/**
 * @file The pictures that people brought, by the names that prompts call them. They lie in a folder, so that a drawing
 * that is gone on with after a restart finds them again. Their number and size are bounded.
 */
import { createHash } from 'node:crypto';
import { constants, copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import sharp from 'sharp';
import {
  findOriginals,
  isTransparent,
  type Material,
  materialOf,
  type Original,
  prepareFolder,
  readOriginal,
  SourceImageError,
  slugOf,
} from '../artwork/index.js';
import { codeOf } from '../compile/index.js';
import { PromptError } from '../guidance/index.js';
import { limits, type ShelfPicture } from '../protocol/index.js';
import { type DrawSettings, picturesOf } from '../session/index.js';

/** Endings that a prompt takes for those of pictures. */
const ENDINGS = ['.png', '.jpg', '.jpeg', '.webp', '.gif', '.avif', '.tif', '.tiff', '.bmp', '.svg'];
/** Characters of a name before its ending. */
const MOST_NAME = 40;
/** Longer side of a small picture, pixels. */
const SMALL = 256;

export class PictureShelf {
  private shelf: readonly ShelfPicture[] = [];
  private uploads = 0;

  constructor(private readonly folder: string) {}

  /** Finds what is there; what cannot be read is left out. */
  async open(): Promise<void> {
    const names = (await readdir(this.folder).catch(() => [])).filter((name) => isPicture(name));
    const found = await Promise.all(
      names.slice(0, limits.pictures).map((name) => this.describe(name).catch(() => null)),
    );
    this.shelf = found.filter((picture) => picture !== null);
  }

  get pictures(): readonly ShelfPicture[] {
    return this.shelf;
  }

  /**
   * Takes a picture in; one that is there already keeps its name.
   * @throws SourceImageError for what is no picture, or one too many
   */
  async add(name: string, bytes: Buffer): Promise<ShelfPicture> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const known = this.shelf.find((picture) => picture.sha256 === sha256);
    if (known) return known;
    if (this.shelf.length >= limits.pictures)
      throw new SourceImageError(
        `There are ${limits.pictures} pictures already, the most; remove one first.`,
      );
    await prepareFolder(this.folder);
    const part = join(this.folder, `.upload-${process.pid}-${++this.uploads}`);
    try {
      await writeFile(part, bytes);
      const { width, height } = (await this.read(part, name)).image;
      const own = await this.place(part, name);
      const picture = { name: own, sha256, width, height };
      this.shelf = [...this.shelf, picture];
      return picture;
    } finally {
      await rm(part, { force: true });
    }
  }

  async remove(name: string): Promise<void> {
    this.expect(name);
    this.shelf = this.shelf.filter((picture) => picture.name !== name);
    await rm(join(this.folder, name), { force: true });
  }

  /** @throws PromptError for a name that is not here */
  async small(name: string): Promise<Buffer> {
    return sharp(join(this.folder, this.expect(name).name))
      .autoOrient()
      .resize(SMALL, SMALL, { fit: 'inside', withoutEnlargement: true })
      .webp()
      .toBuffer();
  }

  /**
   * What settings are drawn from.
   * @throws PromptError naming a picture that is not here
   */
  async materialOf(settings: DrawSettings): Promise<Material> {
    const originals = await findOriginals(
      settings,
      (sha256, side) => this.original(this.expectSum(sha256), side),
      (name) => this.named(name),
    );
    const clear = originals.patches?.find(isTransparent);
    if (clear)
      throw new PromptError(
        `The picture “${this.expectSum(clear.sha256).name}” is all transparent; leave it out of the collage.`,
      );
    return materialOf(originals);
  }

  /** @throws PromptError for a name that is not here */
  named(name: string): Promise<Original> {
    return this.original(this.expect(name));
  }

  /** The SHA-256 of the pictures that settings name. @throws PromptError for one that is not here */
  sumsOf(settings: DrawSettings): Readonly<Record<string, string>> {
    return Object.fromEntries(picturesOf(settings).map((name) => [name, this.expect(name).sha256]));
  }

  private original({ name }: ShelfPicture, side?: number): Promise<Original> {
    return this.read(join(this.folder, name), name, side);
  }

  private async describe(name: string): Promise<ShelfPicture> {
    const file = join(this.folder, name);
    const sha256 = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    const { autoOrient } = await sharp(file).metadata();
    return { name, sha256, width: autoOrient.width, height: autoOrient.height };
  }

  private expect(name: string): ShelfPicture {
    const picture = this.shelf.find((one) => one.name === name);
    if (!picture) throw new PromptError(`There is no picture “${name}” here; bring it first.`);
    return picture;
  }

  private expectSum(sha256: string): ShelfPicture {
    const picture = this.shelf.find((one) => one.sha256 === sha256);
    if (!picture)
      throw new PromptError('A picture that it is made from is not here any more; bring it again.');
    return picture;
  }

  /** What is wrong is said of the name that the person knows. */
  private async read(file: string, name: string, side?: number): Promise<Original> {
    try {
      return await readOriginal(file, side);
    } catch (error) {
      if (!(error instanceof SourceImageError)) throw error;
      throw new SourceImageError(error.message.replace(file, name), { cause: error });
    }
  }

  /**
   * Puts a picture onto the shelf, under a name that is not taken: by another studio of the same folder neither.
   * @returns its name there
   */
  private async place(part: string, name: string): Promise<string> {
    const ending = extname(name).toLowerCase();
    const stem = slugOf(parse(name).name, MOST_NAME);
    const own = (again: number) =>
      `${stem}${again > 1 ? `-${again}` : ''}${ENDINGS.includes(ending) ? ending : '.png'}`;
    for (let again = 1; ; again++) {
      if (this.shelf.some((picture) => picture.name === own(again))) continue;
      try {
        await copyFile(part, join(this.folder, own(again)), constants.COPYFILE_EXCL);
        return own(again);
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
    }
  }
}

const isPicture = (name: string): boolean =>
  !name.startsWith('.') && ENDINGS.includes(extname(name).toLowerCase());
