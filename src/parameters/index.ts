/** @file The door of the parameters room: rows, the values that fit them, and their schema. Browser-safe. */
export type {
  ChoiceRow,
  LocalText,
  NumberRow,
  ParameterRow,
  ParameterRows,
  ParameterValue,
  TextRow,
  ValuesOf,
} from './row.js';
export { defaultsOf, schemaShape, valuesOf } from './schema.js';
export { describeIssue } from './wording.js';
