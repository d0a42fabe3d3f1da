/** @file What is said of a package that pictures come from, and short ways of saying it. */

interface SourceBase {
  readonly version: string;
  readonly title: string;
  readonly author: string;
  /** SPDX */
  readonly licence: string;
  /** `test` sets are never learnt from: a share of zero, checked by a test. */
  readonly role: 'train' | 'test';
  /** Its pictures show what other sets have named; its own names found no concept. */
  readonly namesNothing?: true;
}

/** A set of icons of the Iconify project: an npm package with one JSON of SVG bodies. */
export interface IconifySource extends SourceBase {
  readonly from: 'iconify';
  /**
   * `tinted`: one colour that the page chooses, so the colour of a picture is known; `full and outlined`: in its own
   * colours, and once more with a dark line around each of its areas.
   */
  readonly colour: 'full' | 'full and outlined' | 'tinted';
  /** Endings of icon names that tell a style or a size, not a thing. */
  readonly styles: RegExp;
}

/** Emoji that a font draws in one colour: another hand's look at each of them. */
export interface FontSource extends SourceBase {
  readonly from: 'font';
  readonly by: 'npm' | 'debian';
  /** Inside the package. */
  readonly folder: string;
  /** Names of the font's files, which may share the characters out. */
  readonly files: RegExp;
}

/** A package of Debian's, taken apart without being installed. */
export interface DebianSource extends SourceBase {
  readonly from: 'debian';
  readonly layout: 'openclipart' | 'stamps';
}

/** An English–other dictionary in dictd's format, a package of Debian's. */
export interface DictionarySource {
  /** CLDR's code of the other language. */
  readonly language: string;
  readonly version: string;
  readonly title: string;
  /** SPDX */
  readonly licence: string;
  /** How an entry is written. */
  readonly layout: 'freedict' | 'mueller';
  /** In `usr/share/dictd`, without its endings. */
  readonly file: string;
}

export type Source = IconifySource | DebianSource | FontSource;

export const isFromDebian = (source: Source): boolean =>
  source.from === 'debian' || (source.from === 'font' && source.by === 'debian');

export const NO_STYLE = /$^/u;

export const iconify = (
  version: string,
  title: string,
  author: string,
  licence: string,
  colour: IconifySource['colour'],
  styles = NO_STYLE,
  role: SourceBase['role'] = 'train',
): IconifySource => ({ from: 'iconify', version, title, author, licence, colour, styles, role });
