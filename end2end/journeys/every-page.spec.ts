// What holds on every page, in light and dark: accessible by axe's rules, one h1, the right language, no sideways scrolling
// down to 320 px, and on a phone nothing too small for a thumb.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';
import { everyPage } from '../house/pages';
import { test } from '../house/test';

for (const { name, who, path } of everyPage) {
  test(`${name} is for everybody`, async ({ comes, page: guest, language, words, isMobile }) => {
    const page = who ? await comes(who) : guest;
    await page.goto(await path(page, words));
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page).toHaveTitle(/\S/);
    await page.locator('main details').evaluateAll((folds) => folds.forEach((fold) => ((fold as HTMLDetailsElement).open = true)));
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.evaluate(axeSource);
    expect(await violations(page, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']), 'light').toEqual([]);
    // In the dark nothing but the colours differs.
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    expect(await violations(page, ['color-contrast']), 'dark').toEqual([]);
    if (language === 'zh-CN') expect(await halfWidthPunctuation(page)).toEqual([]);
    if (isMobile) expect(await tooSmallForAThumb(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await sidewaysScroll(page)).toBe(0);
  });
}

// Run in the page itself: the wrapper for Playwright looks for frames and opens a second page, which takes ten times as long.
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong by those rules, or by the rules with those tags. */
function violations(page: Page, rules: string[]): Promise<string[]> {
  return page.evaluate(async (runOnly) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({ runOnly, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ''}`));
  }, rules);
}

function sidewaysScroll(page: Page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

// Chinese text takes full-width punctuation; between digits and Latin words the half-width kind is right.
function halfWidthPunctuation(page: Page) {
  return page.evaluate(() => document.body.innerText.match(/.{0,12}[\u4e00-\u9fff][,;:!?(].{0,12}/g) ?? []);
}

// WCAG 2.2 asks for 24 px, the house for 44. Links inside a sentence are as high as their line, as everywhere.
function tooSmallForAThumb(page: Page) {
  return page.evaluate(() => {
    const inSentence = (element: Element) =>
      element.matches('a') && getComputedStyle(element).display === 'inline' && element.parentElement!.innerText.trim() !== element.textContent!.trim();
    const touched = (element: Element) => {
      const labels = element.matches('[type=radio], [type=checkbox], [type=file]') ? [...(element as HTMLInputElement).labels!] : [];
      // A link may be spread over the whole row it stands in.
      const row = getComputedStyle(element, '::after').position === 'absolute' ? [(element as HTMLElement).offsetParent!] : [];
      const boxes = [element, ...labels, ...row].map((each) => each.getBoundingClientRect());
      return { width: Math.max(...boxes.map((box) => box.width)), height: Math.max(...boxes.map((box) => box.height)) };
    };
    return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !inSentence(element))
      .map((element) => ({ element, ...touched(element) }))
      .filter(({ element, width, height }) => (width < 43.5 || height < 43.5) && !element.matches('.skip, [href="#main"], [aria-hidden=true]'))
      .map(({ element, width, height }) => `${Math.round(width)}×${Math.round(height)} ${element.outerHTML.slice(0, 160)}`);
  });
}
