/** @file The small triangle of what folds open. */
export function Twisty() {
  return (
    <svg className="twisty" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M4 2l4 4-4 4" />
    </svg>
  );
}
