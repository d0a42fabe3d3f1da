/**
 * @file How the elements of an SVG are painted: presentation attributes, `style` attributes and simple style sheets
 * (one element, class or id a selector), inherited as CSS does.
 */
import type { Element } from '@xmldom/xmldom';
import { createCanvas } from 'canvas';
import { elementsIn, nameOf, type ReadSvg } from './read-svg.js';

export type Rgba = readonly [number, number, number, number];

/** What an element hands on to those in it, and what it is painted with. */
export interface Paint {
  readonly fill: string;
  readonly stroke: string;
  /** In the units of the element. */
  readonly strokeWidth: number;
  readonly fillOpacity: number;
  readonly strokeOpacity: number;
  readonly color: string;
  readonly visible: boolean;
  /** Of the element and all around it, multiplied. */
  readonly opacity: number;
}

/** SVG 2's initial values. */
export const FIRST_PAINT: Paint = {
  fill: 'black',
  stroke: 'none',
  strokeWidth: 1,
  fillOpacity: 1,
  strokeOpacity: 1,
  color: 'black',
  visible: true,
  opacity: 1,
};

type Declarations = ReadonlyMap<string, string>;

export class Painter {
  private readonly rules: readonly { readonly selector: string; readonly declared: Declarations }[];
  private readonly context = createCanvas(1, 1).getContext('2d');

  constructor(private readonly svg: ReadSvg) {
    this.rules = [...svg.styles.replace(/\/\*[\s\S]*?\*\//gu, '').matchAll(/([^{}]+)\{([^{}]*)\}/gu)].flatMap(
      ([, selectors = '', body = '']) =>
        selectors
          .split(',')
          .map((selector) => ({ selector: selector.trim(), declared: declarationsOf(body) })),
    );
  }

  /** @returns nothing where the element and what is in it are not shown */
  paintOf(element: Element, around: Paint): Paint | undefined {
    const told = this.declared(element);
    if (told('display') === 'none') return undefined;
    const visibility = told('visibility');
    return {
      fill: told('fill') ?? around.fill,
      stroke: told('stroke') ?? around.stroke,
      strokeWidth: numberOf(told('stroke-width'), around.strokeWidth),
      fillOpacity: numberOf(told('fill-opacity'), around.fillOpacity),
      strokeOpacity: numberOf(told('stroke-opacity'), around.strokeOpacity),
      color: told('color') ?? around.color,
      visible: visibility === undefined ? around.visible : visibility === 'visible',
      opacity: around.opacity * numberOf(told('opacity'), 1),
    };
  }

  /** @returns nothing for `none` and what is all transparent */
  fillOf({ fill, fillOpacity, opacity, color }: Paint): Rgba | undefined {
    return this.rgba(fill, fillOpacity * opacity, color);
  }

  strokeOf({ stroke, strokeOpacity, opacity, color }: Paint): Rgba | undefined {
    return this.rgba(stroke, strokeOpacity * opacity, color);
  }

  private declared(element: Element): (property: string) => string | undefined {
    const style = declarationsOf(element.getAttribute('style') ?? '');
    const name = nameOf(element);
    const names = (element.getAttribute('class') ?? '').split(/\s+/u).map((each) => `.${each}`);
    const selectors = new Set([name, '*', ...names, `#${element.getAttribute('id') ?? ''}`]);
    const rules = this.rules.filter(({ selector }) => selectors.has(selector)).toReversed();
    return (property) => {
      const found =
        style.get(property) ??
        rules.find(({ declared }) => declared.has(property))?.declared.get(property) ??
        element.getAttribute(property)?.trim();
      return found === undefined || found === '' || found === 'inherit' ? undefined : found;
    };
  }

  private rgba(paint: string, opacity: number, color: string): Rgba | undefined {
    if (paint === 'none' || !(opacity > 0)) return undefined;
    if (paint === 'currentColor') return this.rgba(color, opacity, 'black');
    const url = /^url\(\s*["']?#([^"')]+)["']?\s*\)/u.exec(paint);
    const [red, green, blue, alpha] = url ? this.gradientColour(url[1]!, color) : this.parsed(paint);
    return alpha * opacity > 0 ? [red, green, blue, Math.min(1, alpha * opacity)] : undefined;
  }

  /** The mean of a gradient's stops; grey where there are none. */
  private gradientColour(id: string, color: string): Rgba {
    const gradient = this.svg.byId.get(id);
    const stops = gradient ? elementsIn(gradient).filter((child) => nameOf(child) === 'stop') : [];
    if (stops.length === 0) return [0.5, 0.5, 0.5, 1];
    const sum = [0, 0, 0, 0];
    for (const stop of stops) {
      const told = this.declared(stop);
      const opacity = numberOf(told('stop-opacity'), 1);
      const rgba = this.rgba(told('stop-color') ?? 'black', opacity, color) ?? [0, 0, 0, 0];
      rgba.forEach((value, c) => {
        sum[c]! += value / stops.length;
      });
    }
    return sum as unknown as Rgba;
  }

  /** Whatever CSS calls a colour, as Skia reads it; black where it does not. */
  private parsed(css: string): Rgba {
    this.context.clearRect(0, 0, 1, 1);
    this.context.fillStyle = '#000000';
    this.context.fillStyle = css;
    this.context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = this.context.getImageData(0, 0, 1, 1).data;
    return [red! / 255, green! / 255, blue! / 255, alpha! / 255];
  }
}

function declarationsOf(body: string): Declarations {
  const entries = body.split(';').flatMap((each): [string, string][] => {
    const [property, ...value] = each.split(':');
    return value.length > 0
      ? [
          [
            property!.trim().toLowerCase(),
            value
              .join(':')
              .replace(/!important/u, '')
              .trim(),
          ],
        ]
      : [];
  });
  return new Map(entries);
}

function numberOf(text: string | undefined, otherwise: number): number {
  const value = Number.parseFloat(text ?? '');
  if (!Number.isFinite(value)) return otherwise;
  return text!.trim().endsWith('%') ? value / 100 : value;
}
