// The knowledge base, open to guests: Chinese words of two characters, English words and error codes are all found.
import { expect, test } from '../house/test';

const titles = {
  'zh-CN': { blueScreen: /蓝屏/, down: /宕机/, battery: /E1234/ },
  en: { blueScreen: /blue screen/i, down: /down/i, battery: /E1234/ },
};

const questions = [
  ['蓝屏', 'blueScreen'],
  ['宕机', 'down'],
  ['E1234', 'battery'],
  ['e-1234', 'battery'],
  ['blue screen', 'blueScreen'],
] as const;

for (const [question, answer] of questions) {
  test(`“${question}” finds its article, and it can be read`, async ({ page, words, language }) => {
    await page.goto('/kb');
    await page.getByLabel(words('knowledge.search'), { exact: true }).fill(question);
    await page.getByRole('button', { name: words('knowledge.search_submit') }).click();
    await expect(page).toHaveURL(({ searchParams }) => searchParams.get('q') === question);
    const hit = page.getByRole('main').getByRole('link', { name: titles[language][answer] }).first();
    await hit.click();
    await expect(page).toHaveURL(/\/kb\/[a-z0-9-]+$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(titles[language][answer]);
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  });
}

test('what is typed is searched at once, and the address says so', async ({ page, words, language, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'while typing');
  await page.goto('/kb');
  await expect(async () => {
    await page.getByLabel(words('knowledge.search'), { exact: true }).fill('');
    await page.getByLabel(words('knowledge.search'), { exact: true }).fill('E1234');
    await expect(page).toHaveURL('/kb?q=E1234', { timeout: 1_500 });
  }).toPass();
  await expect(page.getByRole('main').getByRole('listitem').first()).toContainText(titles[language].battery);
});

test('nothing found says what to do next', async ({ page, words }) => {
  await page.goto('/kb?q=zzqqxx');
  await expect(page.getByText(words('knowledge.found_none_title', { q: 'zzqqxx' }))).toBeVisible();
  await expect(page.getByRole('link', { name: words('knowledge.report') })).toBeVisible();
});

test('what was searched for is shown as text, whatever it is', async ({ page, words }) => {
  const question = '</textarea><script>alert(1)</script>"\'<img src=x onerror=alert(2)>';
  await page.goto(`/kb?q=${encodeURIComponent(question)}`);
  await expect(page.getByLabel(words('knowledge.search'), { exact: true })).toHaveValue(question);
  await expect(page.getByText('<script>alert(1)</script>')).toBeVisible();
});
