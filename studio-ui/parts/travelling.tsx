/** @file Over the sheet, while a drawing goes to another point of its history: said only where that takes a while. */
import { useEffect, useState } from 'react';
import { useStudio } from '../state/context.js';
import { useSpeech } from '../text/language.js';

/** Milliseconds; what is sooner there needs no words. */
const UNNOTICED = 200;

export function Travelling() {
  const { text } = useSpeech();
  const isTravelling = useStudio((studio) => studio.isTravelling);
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isTravelling) return;
    const timer = setTimeout(() => setLong(true), UNNOTICED);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isTravelling]);
  return (
    <p className="travelling" role="status">
      {isLong && text.history.travelling}
    </p>
  );
}
