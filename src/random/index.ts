/**
 * @file The door of the random room: the one seeded generator from which all randomness of a drawing comes.
 */
export { type GeneratorState, SeededGenerator } from './generator.js';
