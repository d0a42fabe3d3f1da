/** @file A window over the page with its title and a button that closes it; opened by the button that it is given. */
import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useSpeech } from '../text/language.js';

interface Properties {
  readonly title: string;
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly size?: 'wide' | 'middle' | 'small';
  readonly children: (close: () => void) => ReactNode;
  /** Where something else than the button opens it too. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
}

export function Window({ title, trigger, size = 'wide', children, ...opening }: Properties) {
  const { text } = useSpeech();
  return (
    <DialogTrigger {...opening}>
      {trigger}
      <ModalOverlay className="veil" isDismissable>
        <Modal className="window" data-size={size}>
          <Dialog className="window-inside">
            {({ close }) => (
              <>
                <div className="window-head">
                  <Heading slot="title" level={2} className="window-title">
                    {title}
                  </Heading>
                  <Button className="button quiet" onPress={close}>
                    {text.close}
                  </Button>
                </div>
                {children(close)}
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
