/** @file The pictures on the tools: one line each, on a square of 20. */
export const handIcons = {
  select: 'M5 3l10 7-4.6.9L8 15.5z M11 11.5l3 4.5',
  draw: 'M3 16c3-7 4-10 6-9s-3 8 0 8 4-9 8-11',
  replace: 'M3 13c2-5 4-6 5-3s3 1 4-2 M13 4h4v4 M17 4l-4 4 M7 17H3v-4',
  lasso: 'M10 3c4 0 7 2 7 4.5S14 12 10 12 3 10 3 7.5 6 3 10 3z M6 12c-2 1-1 3 1 3s2 2 0 2.5',
  hold: 'M7 3h6 M8 3v5l-2 3h8l-2-3V3 M10 11v6',
  release: 'M7 3h6 M8 3v5l-2 3h8l-2-3V3 M10 11v6 M3 3l14 14',
  recolour: 'M10 3c3 4 5 6 5 8.5a5 5 0 0 1-10 0C5 9 7 7 10 3z M8 12a2 2 0 0 0 2 2',
  remove: 'M4 6h12 M8 6V4h4v2 M6 6l.7 10h6.6L14 6 M9 9v4 M11 9v4',
  everything: 'M3 7V3h4 M13 3h4v4 M17 13v4h-4 M7 17H3v-4 M7 7h6v6H7z',
  undo: 'M7 5L3 9l4 4 M3 9h8a4.5 4.5 0 0 1 0 9H9',
  redo: 'M13 5l4 4-4 4 M17 9H9a4.5 4.5 0 0 0 0 9h2',
  pause: 'M7 4v12 M13 4v12',
  stage: 'M12 3h5v5 M17 3l-6 6 M8 17H3v-5 M3 17l6-6',
} as const;
