/**
 * @file The door of the artwork room: a drawing as files, finished or not, and the recipe that draws it again.
 */
export { ArtworkError, reasonOf } from './artwork-error.js';
export type { Checkpoint } from './checkpoint/decode.js';
export { CHECKPOINT_NAME, expectModel, openCheckpoint, saveCheckpoint } from './checkpoint/file.js';
export { type Ground, groundOf } from './ground.js';
export { guideOf } from './guide.js';
export { holdFolder, isAlive } from './hold-folder.js';
export { openRecipe } from './open-recipe.js';
export { defaultFolder, slugOf } from './output-folder.js';
export { type Caption, hasSvg, pictureToPng, pictureToSvg } from './picture.js';
export { keepPoints, openPoints, POINTS_NAME } from './points.js';
export { makeRecipe, programVersion, type Recipe, type RecipeParts } from './recipe.js';
export { type Artwork, type ArtworkFiles, prepareFolder, saveArtwork } from './save-artwork.js';
export { saveOrRescue } from './save-or-rescue.js';
export { openSavedWork, type SavedWork } from './saved-work.js';
export { keepOriginals, SOURCES_NAME } from './sources/kept.js';
export {
  findOriginals,
  type Material,
  materialOf,
  type Originals,
  reopenMaterial,
} from './sources/material.js';
export { isTransparent, readPatches } from './sources/patches.js';
export { type Original, readOriginal, readSourceImage, SourceImageError } from './sources/source-image.js';
export { hashWeights } from './weights-hash.js';
export { isFile, WORK_FILES } from './work-files.js';
export { writeWhole } from './write-whole.js';
