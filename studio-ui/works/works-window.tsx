/** @file The gallery: finished works, newest first, a page at a time; the chosen one large, with what can be done with it. */
import { useState } from 'react';
import { Button, ListBox, ListBoxItem } from 'react-aria-components';
import { limits, type Work } from '../../src/protocol/index.js';
import { Window } from '../parts/window.js';
import { useStudio } from '../state/context.js';
import { formatMoment, formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';
import { useWorksPage } from './use-works-page.js';
import { pictureOfWork, WorkDetail } from './work-detail.js';

export function WorksWindow() {
  const { text } = useSpeech();
  return (
    <Window title={text.works.heading} trigger={<Button className="button quiet">{text.works.open}</Button>}>
      {(close) => <WorksBrowser close={close} />}
    </Window>
  );
}

function WorksBrowser({ close }: { readonly close: () => void }) {
  const { language, text } = useSpeech();
  const words = text.works;
  const [from, setFrom] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  const page = useWorksPage(from);
  const media = useStudio(({ hello }) => hello?.media ?? []);
  const say = (count: number) => formatNumber(count, language);
  if (page === null) return <p className="help">{words.reading}</p>;
  if (page.total === 0) return <p className="help">{words.none}</p>;
  const { works, total } = page;
  const work = works.find(({ id }) => id === chosen) ?? works[0];
  const mediumOf = ({ canvas }: Work) => media.find(({ name }) => name === canvas)?.label[language] ?? canvas;
  return (
    <div className="works">
      <div className="works-list">
        <ListBox
          className="tiles works-tiles"
          layout="grid"
          autoFocus="first"
          aria-label={words.heading}
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          selectedKeys={work ? [work.id] : []}
          onSelectionChange={(keys) => {
            for (const key of keys) setChosen(String(key));
          }}
        >
          {works.map((one) => (
            <ListBoxItem key={one.id} id={one.id} className="tile" textValue={one.prompt || one.id}>
              <img className="thumbnail" src={pictureOfWork(one.id)} alt="" loading="lazy" decoding="async" />
              <span className="tile-words">{one.prompt}</span>
              <span className="help">
                {mediumOf(one)} · {formatMoment(one.createdAt, language)}
              </span>
            </ListBoxItem>
          ))}
        </ListBox>
        <div className="works-pages">
          <Button
            className="button quiet"
            isDisabled={page.from === 0}
            onPress={() => setFrom(Math.max(0, page.from - limits.works))}
          >
            {words.newer}
          </Button>
          <p className="help" role="status">
            {words.range(say(page.from + 1), say(Math.min(total, page.from + limits.works)), say(total))}
          </p>
          <Button
            className="button quiet"
            isDisabled={page.from + limits.works >= total}
            onPress={() => setFrom(page.from + limits.works)}
          >
            {words.older}
          </Button>
        </div>
      </div>
      {work && <WorkDetail key={work.id} work={work} medium={mediumOf(work)} close={close} />}
    </div>
  );
}
