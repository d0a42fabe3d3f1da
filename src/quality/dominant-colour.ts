/**
 * @file Which colour a drawing mainly has: pixels vote for the name of their hue, by how much colour they have. Paper,
 * black lines and greys have no vote.
 */

/** Where each colour begins on the circle of hues, degrees. */
const HUES = [
  [0, 'red'],
  [18, 'orange'],
  [44, 'yellow'],
  [70, 'green'],
  [165, 'blue'],
  [262, 'purple'],
  [308, 'pink'],
  [340, 'red'],
] as const;
export type HueName = (typeof HUES)[number][1];

/** Least chroma (largest − smallest channel, 0..1) of a pixel that votes. */
const LEAST_CHROMA = 0.15;

/** @param bytes RGB of each pixel @returns nothing where no pixel has a colour */
export function dominantColour(bytes: Uint8Array): HueName | undefined {
  const votes = new Map<HueName, number>();
  for (let i = 0; i + 2 < bytes.length; i += 3) {
    const [red, green, blue] = [bytes[i]! / 255, bytes[i + 1]! / 255, bytes[i + 2]! / 255];
    const chroma = Math.max(red, green, blue) - Math.min(red, green, blue);
    if (chroma < LEAST_CHROMA) continue;
    const name = hueName(hueOf(red, green, blue, chroma));
    votes.set(name, (votes.get(name) ?? 0) + chroma);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Degrees, as in HSV. */
function hueOf(red: number, green: number, blue: number, chroma: number): number {
  if (red >= green && red >= blue) return (60 * ((green - blue) / chroma) + 360) % 360;
  return green >= blue ? 60 * ((blue - red) / chroma + 2) : 60 * ((red - green) / chroma + 4);
}

const hueName = (hue: number): HueName => HUES.findLast(([from]) => hue >= from)![1];
