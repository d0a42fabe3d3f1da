/** @file One picture of the tray, and the menu of what can be done with it. */
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { picturePath, type ShelfPicture } from '../../src/protocol/index.js';
import { useSpeech } from '../text/language.js';

interface Properties {
  readonly picture: ShelfPicture;
  /** The drawing begins from it. */
  readonly begins: boolean;
  /** The medium begins from pictures at all. */
  readonly canBegin: boolean;
  readonly actions: Readonly<Record<'towards' | 'mask' | 'begin' | 'remove', () => void>>;
}

export function PictureMenu({ picture, begins, canBegin, actions }: Properties) {
  const { text } = useSpeech();
  const words = text.pictures;
  const address = `${picturePath}/${encodeURIComponent(picture.name)}`;
  return (
    <MenuTrigger>
      <Button
        className="picture"
        aria-label={
          begins ? `${words.actions(picture.name)}, ${words.beginsHere}` : words.actions(picture.name)
        }
        data-begins={begins || undefined}
      >
        <img src={address} alt="" width={56} height={56} loading="lazy" />
        {begins && <span className="picture-mark">{words.beginsHere}</span>}
      </Button>
      <Popover className="choice-popover">
        <Menu
          className="choice-list"
          disabledKeys={canBegin ? [] : ['begin']}
          onAction={(key) => actions[key as keyof typeof actions]()}
        >
          <MenuItem id="towards" className="choice-item">
            {words.towards}
          </MenuItem>
          <MenuItem id="mask" className="choice-item">
            {words.mask}
          </MenuItem>
          <MenuItem id="begin" className="choice-item" textValue={words.begin}>
            <Text slot="label">{begins ? words.dontBegin : words.begin}</Text>
            {!canBegin && (
              <Text slot="description" className="help">
                {words.cannotBegin}
              </Text>
            )}
          </MenuItem>
          <MenuItem id="remove" className="choice-item">
            {words.remove}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
