/** @file The door of the quality room: how well a model draws, and what it knows, as figures anyone can measure. */
export { type BlindKey, parseAnswers, parseKey, scoreAnswers, shuffled } from './blind.js';
export { CALIBRATED, calibrate, type Verdict, type Witnessed } from './calibration.js';
export { testColours } from './colour-test.js';
export { contactSheet, cutSheet } from './contact-sheet.js';
export {
  type Drawn,
  drawSeries,
  type SeriesProgress,
  type SeriesSettings,
  type Sitter,
} from './drawing-series.js';
export { goals } from './goals.js';
export { Judge } from './judge.js';
export { type Seen, verdictOf } from './judge-series.js';
export { judgeOnce } from './kept-verdicts.js';
export { precisionAt } from './measures.js';
export { colourPrompts, type PromptListName, promptLists, rivals } from './prompts.js';
export { QualityError } from './quality-error.js';
export { type Report, type ReportHead, readReports, writeReport } from './report.js';
export { openSameThing } from './same-thing.js';
export { measureZeroShot } from './zero-shot.js';
