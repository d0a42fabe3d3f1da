/** @file The door of the optimisers: how parameters follow a gradient. */
export { Adam, type AdamOptions, type Moments } from './adam.js';
