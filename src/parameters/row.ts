/**
 * @file What a parameter is: one row of data. A row feeds the control of the studio, the flag of the command line,
 * the limits in `--help`, the recipe's schema and the docs; there is no second list. The rows themselves stand in the
 * rooms that read them: a canvas's in its file, those of looking and of wanting in guidance, the rest in session.
 */

export interface LocalText {
  readonly en: string;
  readonly ru: string;
}

interface RowBase {
  readonly label: LocalText;
  readonly help: LocalText;
  /** Long flag of the command line, without the dashes; the row's name when absent. */
  readonly flag?: string;
  /** Shown in the studio without opening “More settings”. */
  readonly basic?: boolean;
  /** Only says how a drawing begins: a change takes effect with the next one. */
  readonly begins?: boolean;
}

/** A number in a range. */
export interface NumberRow extends RowBase {
  readonly kind: 'number';
  /** Empty where the number has none. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Of the slider; values between are allowed. */
  readonly step: number;
  readonly default: number;
  readonly integer?: boolean;
}

/** One of several words. */
export interface ChoiceRow extends RowBase {
  readonly kind: 'choice';
  /** What can be chosen, by the word that stands in a recipe. */
  readonly options: Readonly<Record<string, LocalText>>;
  readonly default: string;
}

/** A text, such as a palette `#ff0000 #00ff00`. */
export interface TextRow extends RowBase {
  readonly kind: 'text';
  /** Longest text, characters. */
  readonly maxLength: number;
  /** Of the whole text. */
  readonly pattern?: RegExp;
  /** What the pattern asks for, as the end of the sentence “… has to be”. */
  readonly wanted: LocalText;
  readonly default: string;
}

export type ParameterRow = NumberRow | ChoiceRow | TextRow;
export type ParameterRows = Readonly<Record<string, ParameterRow>>;
export type ParameterValue = number | string;

/** The values that fit some rows, by the rows' names; any values where the rows are only known at run time. */
export type ValuesOf<Rows extends ParameterRows> = string extends keyof Rows
  ? Readonly<Record<string, ParameterValue>>
  : { readonly [Name in keyof Rows]: ValueOf<Rows[Name]> };

export type ValueOf<Row extends ParameterRow> = Row extends NumberRow
  ? number
  : Row extends ChoiceRow
    ? keyof Row['options'] & string
    : string;
