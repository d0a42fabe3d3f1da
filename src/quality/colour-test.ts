/** @file Whether drawings of “red car” and the like have the colour that they were asked to have. */
import sharp from 'sharp';
import { dominantColour, type HueName } from './dominant-colour.js';
import type { Drawn } from './drawing-series.js';
import { shareOf } from './measures.js';
import { type AskedColour, askedColours } from './prompts.js';

export interface ColourVerdict {
  /** Part of all that have the colour, 0..1. */
  readonly right: number;
  readonly byColour: Readonly<Partial<Record<AskedColour, number>>>;
  readonly drawings: readonly {
    readonly prompt: string;
    readonly seed: number;
    /** null where it has no colour at all. */
    readonly dominant: HueName | null;
  }[];
}

/** @param drawn of prompts that begin with one of the asked colours */
export async function testColours(drawn: readonly Drawn[]): Promise<ColourVerdict> {
  const drawings = await Promise.all(
    drawn.map(async ({ prompt, seed, file }) => {
      const bytes = await sharp(file).removeAlpha().toColourspace('srgb').raw().toBuffer();
      return { prompt, seed, dominant: dominantColour(bytes) ?? null };
    }),
  );
  const hasIts = ({ prompt, dominant }: (typeof drawings)[number]) => prompt.startsWith(`${dominant} `);
  const byColour = Object.fromEntries(
    askedColours.flatMap((colour) => {
      const own = drawings.filter(({ prompt }) => prompt.startsWith(`${colour} `));
      return own.length > 0 ? [[colour, shareOf(own, hasIts)] as const] : [];
    }),
  );
  return { right: shareOf(drawings, hasIts), byColour, drawings };
}
