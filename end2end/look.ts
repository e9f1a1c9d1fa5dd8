// Pictures of every page in both sizes, light and dark; run in both languages by look.config.ts.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { type Person, wangLi, zhouYan } from './cast';
import { desktop, phone } from './house/browsers';
import { everyPage } from './house/pages';
import { test } from './house/test';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

for (const [width, size] of [[1280, desktop], [390, phone]] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${width} ${colorScheme}`, async ({ browser, comes, words, language, nothingBreaks }) => {
      nothingBreaks.forgive(/./);
      const into = folder(`report/look/${language}-${width}-${colorScheme}/`);
      mkdirSync(into, { recursive: true });
      const pages = new Map<Person | undefined, Page>([[undefined, await browser.newPage({ ...size, colorScheme })]]);
      for (const [index, { name, who, path }] of everyPage.entries()) {
        const page = pages.get(who) ?? (await comes(who!, { ...size, colorScheme }));
        pages.set(who, page);
        await page.goto(await path(page, words));
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await page.screenshot({ path: `${into}${String(index + 1).padStart(2, '0')} ${name}.png`, fullPage: true });
      }
    });
  }
}

test('README', async ({ comes, language }) => {
  test.skip(language !== 'zh-CN', 'the pictures are Chinese');
  const customer = await comes(wangLi, { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1.5 });
  await customer.goto(`/cases?q=${encodeURIComponent('数据库服务器无法启动')}`);
  await customer.getByRole('main').getByRole('link', { name: /数据库服务器无法启动/ }).first().click();
  await customer.getByRole('timer').first().waitFor();
  await customer.screenshot({ path: folder('../docs/case.png') });
  const engineer = await comes(zhouYan, { ...phone, deviceScaleFactor: 2 });
  await engineer.goto('/queue');
  await engineer.getByRole('timer').first().waitFor();
  await engineer.screenshot({ path: folder('../docs/queue.png') });
});
