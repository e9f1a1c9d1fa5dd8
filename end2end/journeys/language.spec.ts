// The language is the browser's at first, then the reader's choice, and stays it.
import { liQiang } from '../cast';
import { wordsIn } from '../house/words';
import { expect, test } from '../house/test';

test('a guest is addressed in the language of the browser', async ({ page, words, language }) => {
  await page.goto('/kb');
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('knowledge.title'));
});

test('a browser of another language gets one of ours', async ({ browser, house }) => {
  const context = await browser.newContext({ baseURL: house.url, locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto('/kb');
  expect(['zh-CN', 'en']).toContain(await page.locator('html').getAttribute('lang'));
  await context.close();
});

test('a chosen language stays: on the same page with its search, after signing in, and in another browser', async ({ page, words, language, browser, house }) => {
  const other = language === 'en' ? 'zh-CN' : 'en';
  const otherWords = wordsIn(other);
  await page.goto('/kb?q=E1234');
  await page.getByRole('button', { name: words('common.language_switch_label') }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', other);
  await expect(page).toHaveURL(/\/kb\?q=E1234$/);
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(otherWords('sign_in.title'));

  await page.getByRole('button', { name: liQiang.name }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  const shown = (await page.locator('html').getAttribute('lang')) as 'zh-CN' | 'en';
  const wanted = shown === 'en' ? 'zh-CN' : 'en';
  await page.getByRole('button', { name: wordsIn(shown)('common.language_switch_label') }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', wanted);

  const elsewhere = await browser.newContext({ baseURL: house.url, locale: shown });
  const visit = await elsewhere.newPage();
  await visit.goto('/sign-in');
  await visit.getByRole('button', { name: liQiang.name }).click();
  await expect(visit.locator('html')).toHaveAttribute('lang', wanted);
  await expect(visit.getByRole('button', { name: wordsIn(wanted)('common.sign_out') })).toBeVisible();
  await elsewhere.close();
});
