import { describe, expect, it } from 'vitest';
import { calibrate, type Witnessed } from './calibration.js';

/** A drawing whose word has this likeness beside one rival of .2. */
const drawing = (sheet: string, likeness: number, right: boolean): Witnessed => ({
  sheet,
  right,
  likeness,
  rival: 0.2,
  rank: likeness > 0.2 ? 1 : 2,
  sureness: (scale) => -Math.log(1 + Math.exp(scale * (0.2 - likeness))),
});

describe('calibration', () => {
  /** People name what is liker than .4; the judge is lenient and puts all but one first. */
  const drawings = ['one', 'two', 'three'].flatMap((sheet) => [
    drawing(sheet, 0.1, false),
    drawing(sheet, 0.3, false),
    drawing(sheet, 0.35, false),
    drawing(sheet, 0.5, true),
    drawing(sheet, 0.6, true),
  ]);
  const of = (name: string, from = drawings) => calibrate(from).find((verdict) => verdict.name === name)!;

  it('finds the threshold that people have, and says how often the lenient verdicts agree', () => {
    expect(of('every drawing is named').agreement).toBe(0.4);
    expect(of('first place')).toMatchObject({ agreement: 0.6, sheetsLeftOut: 0.6, threshold: -1 });
    expect(of('likeness')).toMatchObject({ agreement: 1, sheetsLeftOut: 1, threshold: 0.5, separation: 1 });
    expect(of('first place and ln of the share at scale 20').agreement).toBe(1);
  });

  it('does not promise what another sheet would not keep', () => {
    // On a sheet of its own kind people see the opposite.
    const stubborn = [...drawings, drawing('four', 0.9, false), drawing('four', 0.05, true)];
    const { agreement, sheetsLeftOut } = of('likeness', stubborn);
    expect(agreement).toBeCloseTo(15 / 17, 12);
    expect(sheetsLeftOut).toBeCloseTo(15 / 17, 12);
    const alone = [
      drawing('a', 0.5, true),
      drawing('a', 0.3, false),
      drawing('b', 0.3, true),
      drawing('b', 0.1, false),
    ];
    expect(of('likeness', alone)).toMatchObject({ agreement: 0.75, sheetsLeftOut: 0.5 });
  });
});
