/** @file The way of drawing: a preset out of a gallery of them, or a medium to begin one's own from. */
import { useStudio, useStudioAccess } from '../state/context.js';
import { mediumOf } from '../state/studio.js';
import { useSpeech } from '../text/language.js';
import { MediumSelect } from './medium-select.js';
import { ModelSelect } from './model-select.js';
import { PresetGallery } from './preset-gallery.js';
import { Thumbnail } from './thumbnail.js';

export function WayPanel() {
  const { language, text } = useSpeech();
  const { store } = useStudioAccess();
  const hello = useStudio((studio) => studio.hello);
  const chosen = useStudio(({ draft }) => draft.preset);
  const medium = useStudio(mediumOf);
  if (hello === null || medium === undefined) return null;
  const preset = hello.presets.find(({ name }) => name === chosen);
  return (
    <section className="panel" aria-labelledby="way-heading">
      <div className="panel-head">
        <h2 id="way-heading">{text.way.heading}</h2>
      </div>
      <div className="way">
        <Thumbnail at={preset?.thumbnail ?? null} />
        <div className="way-words">
          <p className="way-name">{preset?.label[language] ?? text.way.own}</p>
          <p className="help">{preset?.description[language] ?? text.way.ownHelp}</p>
        </div>
        {hello.presets.length > 0 && (
          <PresetGallery
            presets={hello.presets}
            chosen={preset?.name ?? null}
            onChoose={(next) => store.dispatch({ type: 'preset', preset: next, language })}
          />
        )}
      </div>
      <MediumSelect
        media={hello.media}
        value={medium}
        onChange={(canvas) => store.dispatch({ type: 'medium', canvas })}
      />
      <ModelSelect />
    </section>
  );
}
