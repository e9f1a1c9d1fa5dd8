// The product's own texts, so that a journey names a button as the page does, in both languages: words('report.submit').
// A key that the product no longer has fails the test that uses it.
import { readFileSync } from 'node:fs';

export type Language = 'zh-CN' | 'en';

export interface Words {
  /** The text, its `{{ gaps }}` filled. */
  (key: string, gaps?: Record<string, string | number>): string;
  /** The text with anything in its gaps. */
  like(key: string, gaps?: Record<string, string | number>): RegExp;
}

const gap = /\{\{\s*(\w+)\s*\}\}/g;
const areas = new Map<string, Record<string, string>>();

export function wordsIn(language: Language): Words {
  const words = (key: string, gaps: Record<string, string | number> = {}) =>
    text(language, key).replace(gap, (_, name: string) => {
      if (!(name in gaps)) throw new Error(`${key} needs ${name}`);
      return String(gaps[name]);
    });
  words.like = (key: string, gaps: Record<string, string | number> = {}) => {
    const parts = text(language, key).split(gap);
    return new RegExp(parts.map((part, i) => (i % 2 === 0 ? escaped(part) : part in gaps ? escaped(String(gaps[part])) : '.+')).join(''));
  };
  return words;
}

function text(language: Language, key: string): string {
  const [area, ...rest] = key.split('.');
  const found = texts(language, area)[rest.join('.')];
  if (found === undefined) throw new Error(`app/locales/${language}/${area}.json has no ${rest.join('.')}`);
  return found;
}

function texts(language: Language, area: string): Record<string, string> {
  const file = new URL(`../../app/locales/${language}/${area}.json`, import.meta.url);
  const known = areas.get(file.href) ?? flat(JSON.parse(readFileSync(file, 'utf8')));
  areas.set(file.href, known);
  return known;
}

function flat(tree: object, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([name, value]) =>
      typeof value === 'string' ? [[path + name, value]] : Object.entries(flat(value, `${path}${name}.`)),
    ),
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
