/**
 * @file The colours that prompts are told apart by and that a model is taught to tell apart: the eleven basic colour
 * terms of English (Berlin & Kay 1969), as CLDR writes them. The table of colours of a training has their order.
 */
export const colourNames = [
  'red',
  'orange',
  'yellow',
  'green',
  'blue',
  'purple',
  'pink',
  'brown',
  'black',
  'grey',
  'white',
] as const;
export type ColourName = (typeof colourNames)[number];
