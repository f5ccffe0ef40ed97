import { expect } from '@jest/globals';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse } from 'parse5';

/** A document's elements and their attributes without its texts, and the texts of the cells; refuses any parse error. */
export function readHtml(page: string): { shape: string; cells: string[] } {
  const errors: string[] = [];
  const document = parse(page, { onParseError: ({ code }) => errors.push(code) });
  expect(errors).toEqual([]);
  const cells: string[] = [];
  const shapeOf = (node: DefaultTreeAdapterMap['node']): string => {
    if (defaultTreeAdapter.isCommentNode(node)) return '<!---->';
    if (!('childNodes' in node)) return '';
    const inside = node.childNodes.map(shapeOf).join('');
    if (!defaultTreeAdapter.isElementNode(node)) return inside;
    if (node.tagName === 'td')
      cells.push(node.childNodes.map((child) => ('value' in child ? child.value : '?')).join(''));
    const attributes = node.attrs.map(({ name, value }) => ` ${name}=${value}`);
    return `<${node.tagName}${attributes.join('')}>${inside}</>`;
  };
  return { shape: shapeOf(document), cells };
}

/** The fields of a document: their names and texts; refuses what is not well-formed or not of this form. */
export function readXml(document: string): { name: string; text: string }[] {
  const onError = (level: string, message: string) => {
    // It is a character like any other, here.
    if (message.startsWith('Unicode replacement character')) return;
    throw new Error(`${level}: ${message}`);
  };
  const root = new DOMParser({ onError }).parseFromString(document, 'application/xml').documentElement as Element;
  expect(root.tagName).toBe('callData');
  expect(root.attributes).toHaveLength(0);
  return [...root.childNodes].map((node) => {
    const field = node as Element;
    expect(field.nodeType).toBe(1);
    for (const child of field.childNodes) expect(child.nodeType).toBe(3);
    const name = field.getAttribute('name');
    expect([...field.attributes].map((attribute) => attribute.name)).toEqual(name === null ? [] : ['name']);
    if (name !== null) expect(field.tagName).toBe('field');
    return { name: name ?? field.tagName, text: field.textContent ?? '' };
  });
}
