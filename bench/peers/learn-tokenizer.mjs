/**
 * @file Writes the tokenizer that src/training learns from a data set, for the trainings in PyTorch:
 * `node bench/peers/learn-tokenizer.mjs DATA_FOLDER guide tokenizer.json`.
 */
import { writeFileSync } from 'node:fs';
import { Dataset } from '../../dist/training/data/dataset.js';
import { designs } from '../../dist/training/learn/design.js';
import { learnTokenizer } from '../../dist/training/words/byte-pairs.js';
import { textsOf } from '../../dist/training/words/texts.js';

const [folder, design, out] = process.argv.slice(2);
const { index } = await Dataset.open(folder);
writeFileSync(out, JSON.stringify(learnTokenizer(textsOf(index.concepts), designs[design].vocabulary)));
