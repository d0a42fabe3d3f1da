/** @file The small picture of a way of drawing; a quiet tile where none was drawn. The words beside it say the rest. */

export function Thumbnail({ at }: { readonly at: string | null }) {
  return at === null ? (
    <span className="thumbnail blank" aria-hidden="true">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path d="M6 23C10 9 13 5 16 5s5 8 3 14-8 7-8 3 8-7 15-3" />
      </svg>
    </span>
  ) : (
    <img className="thumbnail" src={at} alt="" width={160} height={160} loading="lazy" decoding="async" />
  );
}
