/** @file What stands under a setting: what it does, and, while a drawing runs, whether a change waits for the next. */
import type { ReactNode } from 'react';
import { Text } from 'react-aria-components';
import type { WireParameterRow } from '../../src/protocol/index.js';
import { useStudio } from '../state/context.js';
import { isLive } from '../state/studio.js';
import { useSpeech } from '../text/language.js';

interface Properties {
  readonly row: WireParameterRow;
  /** Limits and the default, in words. */
  readonly children?: ReactNode;
}

export function RowHelp({ row, children }: Properties) {
  const { language, text } = useSpeech();
  const live = useStudio(isLive);
  return (
    <Text slot="description" className="help parameter-help">
      {row.help[language]} {children}
      {live && row.begins && <em className="waits"> {text.settings.begins}</em>}
    </Text>
  );
}
