/** @file Images moved along the gradient of their own loss, so that the second look at a batch is harder than the first. */

/**
 * x + r·g/|g| for each image (Goodfellow et al. 2015, in L2; "for free" as in Shafahi et al. 2019: the gradient comes
 * from a step that was made anyway).
 * @param images count·R·R·3 @param gradient the same @param reach how far each is moved, L2; 0: not at all
 */
export function moved(images: Float32Array, gradient: Float32Array, reach: Float32Array): Float32Array {
  const size = images.length / reach.length;
  const harder = images.slice();
  reach.forEach((length, image) => {
    const [from, to] = [image * size, (image + 1) * size];
    let squares = 0;
    for (let i = from; i < to; i++) squares += gradient[i]! * gradient[i]!;
    if (!(squares > 0)) return;
    const factor = length / Math.sqrt(squares);
    for (let i = from; i < to; i++) harder[i] = harder[i]! + factor * gradient[i]!;
  });
  return harder;
}
