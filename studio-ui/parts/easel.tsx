/** @file The sheet and its caption, as wide as each other whatever the shape of the drawing. */
import { useStudio } from '../state/context.js';
import { Caption } from './caption.js';
import { Sheet } from './sheet.js';

export function Easel() {
  const ratio = useStudio(({ snapshot }) => {
    const { width = 1, height = 1 } = snapshot.drawing?.settings.numbers ?? {};
    return width / height;
  });
  return (
    <div className="easel" style={{ '--ratio': ratio } as React.CSSProperties}>
      <Sheet />
      <Caption />
    </div>
  );
}
