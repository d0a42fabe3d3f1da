/** @file A prompt that cannot be drawn. What only looks like grammar is never an error: it is text with a hint. */
export class PromptError extends Error {
  override readonly name = 'PromptError';

  /**
   * @param message one sentence for the person who typed the prompt
   * @param position where the trouble begins, UTF-16 units from the start of the prompt; absent where it is all of it
   */
  constructor(
    message: string,
    readonly position?: number,
  ) {
    super(message);
  }
}
