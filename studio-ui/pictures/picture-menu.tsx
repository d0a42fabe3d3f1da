/** @file One picture of the tray, and the menu of what can be done with it. */
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { picturePath, type ShelfPicture } from '../../src/protocol/index.js';
import { useSpeech } from '../text/language.js';

/** What a drawing can be made from a picture as; each is chosen and let go of again. */
const uses = ['begin', 'ground', 'piece'] as const;
type Use = (typeof uses)[number];
type Uses = Readonly<Record<Use, boolean>>;

interface Properties {
  readonly picture: ShelfPicture;
  /** What it is used as. */
  readonly uses: Uses;
  /** What the medium takes pictures as. */
  readonly can: Uses;
  readonly actions: Readonly<Record<Use | 'towards' | 'mask' | 'remove', () => void>>;
}

export function PictureMenu({ picture, uses: used, can, actions }: Properties) {
  const { text } = useSpeech();
  const words = text.pictures;
  const address = `${picturePath}/${encodeURIComponent(picture.name)}`;
  const inUse = uses.filter((use) => used[use]).map((use) => words.use[use].mark);
  return (
    <MenuTrigger>
      <Button
        className="picture"
        aria-label={[words.actions(picture.name), ...inUse].join(', ')}
        data-used={inUse.length > 0 || undefined}
      >
        <img src={address} alt="" width={56} height={56} loading="lazy" />
        {inUse.length > 0 && <span className="picture-mark">{inUse.join(', ')}</span>}
      </Button>
      <Popover className="choice-popover">
        <Menu
          className="choice-list"
          disabledKeys={uses.filter((use) => !can[use])}
          onAction={(key) => actions[key as keyof typeof actions]()}
        >
          <MenuItem id="towards" className="choice-item">
            {words.towards}
          </MenuItem>
          <MenuItem id="mask" className="choice-item">
            {words.mask}
          </MenuItem>
          {uses.map((use) => {
            const { take, leave, cannot } = words.use[use];
            const label = used[use] ? leave : take;
            return (
              <MenuItem key={use} id={use} className="choice-item" textValue={label}>
                <span>{label}</span>
                {!can[use] && <span className="help">{cannot}</span>}
              </MenuItem>
            );
          })}
          <MenuItem id="remove" className="choice-item">
            {words.remove}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
