/** @file The sheet and its caption, as wide as each other whatever the shape of the drawing. */
import { HandProvider } from '../hand/context.js';
import { HandToolbar } from '../hand/toolbar.js';
import { HistoryPanel } from '../history/history-panel.js';
import { useStudio } from '../state/context.js';
import { ratioOf } from '../state/studio.js';
import { Caption } from './caption.js';
import { Sheet } from './sheet.js';

export function Easel() {
  const ratio = useStudio(ratioOf);
  return (
    <div className="easel" style={{ '--ratio': ratio } as React.CSSProperties}>
      <HandProvider>
        <Sheet />
        <HandToolbar />
      </HandProvider>
      <Caption />
      <HistoryPanel />
    </div>
  );
}
