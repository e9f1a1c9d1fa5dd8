// What holds on every page, in light and dark: accessible by axe's rules, one h1, the right language, no sideways scrolling
// down to 320 px, and on a phone nothing too small for a thumb.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
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
    expect(await violations(axe(page)), 'light').toEqual([]);
    // In the dark nothing but the colours differs.
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    expect(await violations(new AxeBuilder({ page }).withRules('color-contrast')), 'dark').toEqual([]);
    if (language === 'zh-CN') expect(await halfWidthPunctuation(page)).toEqual([]);
    if (isMobile) expect(await tooSmallForAThumb(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await sidewaysScroll(page)).toBe(0);
  });
}

const axe = (page: Page) =>
  new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);

async function violations(axe: AxeBuilder) {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ''}`));
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
