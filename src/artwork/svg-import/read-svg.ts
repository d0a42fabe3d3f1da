/**
 * @file The text of an SVG from somebody else as a tree of elements, with nothing in it that runs, reaches out or
 * blows up: scripts and references to elsewhere are left out and said, entities and floods of elements are refused.
 */
import { DOMParser, type Element, type Node } from '@xmldom/xmldom';
import { ArtworkError } from '../artwork-error.js';

export interface ReadSvg {
  readonly root: Element;
  /** By their ids, for `use` and gradients. */
  readonly byId: ReadonlyMap<string, Element>;
  /** Text of all style sheets. */
  readonly styles: string;
  /** What was left out, as ends of a sentence. */
  readonly leftOut: readonly string[];
}

const MOST_CHARACTERS = 16 * 2 ** 20;
const MOST_ELEMENTS = 20_000;
/** Elements in one another, `use` included: what walks over them goes as deep. */
export const MOST_DEPTH = 256;
const ELEMENT_NODE = 1;

/**
 * @param file named in the messages
 * @throws ArtworkError
 */
export function readSvg(text: string, file: string): ReadSvg {
  const refuse = (what: string): never => {
    throw new ArtworkError(`${file}: ${what}`);
  };
  if (text.length > MOST_CHARACTERS) {
    refuse(`the SVG has ${text.length} characters, the most is ${MOST_CHARACTERS}; simplify it first.`);
  }
  if (/<!ENTITY/u.test(text)) refuse('the SVG defines entities, which are not read; save it without them.');
  const root = parse(text) ?? refuse('this is not an SVG that can be read.');
  const byId = new Map<string, Element>();
  const left = new Map<string, number>();
  const leave = (what: string): void => void left.set(what, (left.get(what) ?? 0) + 1);
  let [count, styles] = [0, ''];
  const visit = (element: Element, depth: number): void => {
    if (++count > MOST_ELEMENTS) {
      refuse(`the SVG has more than ${MOST_ELEMENTS} elements; simplify it first.`);
    }
    if (depth > MOST_DEPTH) {
      refuse(`the SVG has elements more than ${MOST_DEPTH} deep in one another; flatten its groups first.`);
    }
    const id = element.getAttribute('id');
    if (id && !byId.has(id)) byId.set(id, element);
    const name = nameOf(element);
    if (name === 'style') styles += `${element.textContent ?? ''}\n`;
    const why = reasonToLeave(element, name);
    if (why) leave(why);
    else for (const child of elementsIn(element)) visit(child, depth + 1);
  };
  visit(root, 0);
  return {
    root,
    byId,
    styles,
    leftOut: [...left].map(([what, times]) => (times > 1 ? `${what} (${times})` : what)),
  };
}

/** Without the prefix of its name space, lower case. */
export const nameOf = ({ nodeName }: Node): string => nodeName.replace(/^.*:/u, '').toLowerCase();

export function elementsIn(element: Element): Element[] {
  return [...element.childNodes].filter(({ nodeType }) => nodeType === ELEMENT_NODE) as Element[];
}

/** What a `use`, a gradient or an image refers to. */
export const referenceOf = (element: Element): string =>
  (element.getAttribute('href') ?? element.getAttribute('xlink:href') ?? '').trim();

/** Why an element is not drawn, where its kind or what it refers to says so. */
export function reasonToLeave(element: Element, name = nameOf(element)): string | undefined {
  if (name === 'script') return 'a script';
  if (name === 'foreignobject') return 'a foreign object';
  if (name === 'text') return 'a text';
  if (name === 'image') return 'a picture';
  const reference = referenceOf(element);
  return reference !== '' && !reference.startsWith('#') ? 'a reference to another file' : undefined;
}

function parse(text: string): Element | undefined {
  try {
    const parser = new DOMParser({
      onError: (level) => {
        if (level !== 'warning') throw new Error('not well-formed');
      },
    });
    const { documentElement } = parser.parseFromString(text, 'image/svg+xml');
    return documentElement && nameOf(documentElement) === 'svg' ? documentElement : undefined;
  } catch {
    return undefined;
  }
}
