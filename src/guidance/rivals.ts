/**
 * @file What a target has to be told apart from: the model's other words, and where the target is a thing in a colour,
 * the same thing in the other colours. Likeness alone draws a red umbrella in any colour: in its vector the thing
 * outweighs the colour. A small model is taught colours by telling them apart (models/embedded/README.md), so that is
 * what its gradient can do. The colour is found by vectors and not by letters, so it may be named in any language.
 */
import type { Clip } from '../clip/index.js';
import { type ColourName, colourNames } from './colour-names.js';
import { dot } from './dot.js';
import { EXCLUDED } from './objectives/margin.js';

/** A word this close to a target means the same thing. */
const SAME_MEANING = 0.8;
/** The thing in two colours this close to each other is of nearly one colour, such as a green apple and a red one. */
const SAME_COLOUR = 0.95;

export interface RivalInputs {
  /** [rivals, D], of length 1, or 0 where there is none */
  readonly rivals: Float32Array;
  /** [T, rivals]: added to their logits, so that those that mean the same as a target do not count */
  readonly exclusions: Float32Array;
}

/** “red umbrella” taken apart. */
export interface NamedColour {
  readonly colour: ColourName;
  /** The vector of the thing as such, of length 1. */
  readonly thing: Float32Array;
}

/** What is known of one target. */
interface Contest {
  /** [concepts] */
  readonly exclusions: Float32Array;
  /** The colour that the target names, and what has it. */
  readonly named: NamedColour | undefined;
  /** The thing in the colours that the target does not name; empty where it names none. */
  readonly inOthers: readonly Float32Array[];
}

export class Rivals {
  private readonly contests = new WeakMap<Float32Array, Promise<Contest>>();
  private latest: { readonly targets: readonly Float32Array[]; readonly inputs: RivalInputs } | undefined;

  private constructor(
    private readonly clip: Clip,
    /** The model's words, vectors of length 1. */
    private readonly words: readonly Float32Array[],
  ) {}

  static async open(clip: Clip): Promise<Rivals> {
    return new Rivals(clip, await clip.embedConcepts());
  }

  /** Rows for so many targets; 0 for a model without a list of words, which has no rivals. */
  count(slots: number): number {
    return this.words.length === 0 ? 0 : this.words.length + slots * colourNames.length;
  }

  /** @param targets of length 1, at most `slots`. The arrays are reused while the targets stay the same. */
  async against(targets: readonly Float32Array[], slots: number): Promise<RivalInputs> {
    const contests = await Promise.all(targets.map((target) => this.contestOf(target)));
    const { latest, clip, words } = this;
    const count = this.count(slots);
    const isKnown =
      latest?.inputs.exclusions.length === slots * count &&
      latest.targets.length === targets.length &&
      latest.targets.every((target, t) => target === targets[t]);
    if (isKnown) return latest.inputs;
    const rivals = new Float32Array(count * clip.embedDim);
    const exclusions = new Float32Array(slots * count).fill(EXCLUDED);
    words.forEach((word, i) => {
      rivals.set(word, i * clip.embedDim);
    });
    contests.forEach((contest, t) => {
      exclusions.set(contest.exclusions, t * count);
      contest.inOthers.forEach((vector, k) => {
        const row = words.length + t * colourNames.length + k;
        rivals.set(vector, row * clip.embedDim);
        exclusions[t * count + row] = 0;
      });
    });
    this.latest = { targets, inputs: { rivals, exclusions } };
    return this.latest.inputs;
  }

  /** The colour that a target of length 1 names, in any language; none of a model without a list of words. */
  async colourOf(target: Float32Array): Promise<NamedColour | undefined> {
    return (await this.contestOf(target)).named;
  }

  private contestOf(target: Float32Array): Promise<Contest> {
    const known = this.contests.get(target);
    const contest = known ?? this.study(target);
    this.contests.set(target, contest);
    return contest;
  }

  private async study(target: Float32Array): Promise<Contest> {
    const cosines = this.words.map((word) => dot(target, word));
    const most = cosines.reduce((best, cosine) => Math.max(best, cosine), 0);
    const nearest = cosines.indexOf(most);
    const thing = this.clip.concepts[nearest];
    const plain = { exclusions: exclusionsOf(cosines), named: undefined, inOthers: [] };
    if (thing === undefined) return plain;
    const inColours = await this.clip.embedTexts(colourNames.map((colour) => `${colour} ${thing}`));
    await this.clip.rest();
    const likeness = inColours.map((vector) => dot(vector, target));
    const k = likeness.indexOf(Math.max(...likeness));
    if (likeness[k]! <= most) return plain;
    // A red cat is a cat: of the words, those that mean the thing are no rivals either.
    const named = { colour: colourNames[k]!, thing: this.words[nearest]! };
    const toThing = this.words.map((word) => dot(named.thing, word));
    const inOthers = inColours.filter((vector) => dot(vector, inColours[k]!) < SAME_COLOUR);
    return { exclusions: exclusionsOf(cosines, toThing), named, inOthers };
  }
}

/** @param likenesses of each word to what it may mean the same as */
const exclusionsOf = (...likenesses: readonly (readonly number[])[]): Float32Array =>
  Float32Array.from(likenesses[0]!, (_, word) =>
    likenesses.some((likeness) => likeness[word]! > SAME_MEANING) ? EXCLUDED : 0,
  );
