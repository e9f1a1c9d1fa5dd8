// The service record on paper: the record and nothing of the portal around it.
import { wangLi } from '../cast';
import { expect, test } from '../house/test';

test('the service record prints without the portal around it', async ({ comes, words, isMobile }) => {
  const page = await comes(wangLi);
  await page.goto(`/cases?show=all&q=${encodeURIComponent('夜间存储双控切换后')}`);
  const path = await page.getByRole('main').getByRole('link', { name: /夜间存储双控切换后/ }).first().getAttribute('href');
  await page.goto(`${path}/record`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('夜间存储双控切换后').first()).toBeVisible();
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('contentinfo')).toBeHidden();
  const [paper, ink] = await page.evaluate(() => {
    const style = getComputedStyle(document.body);
    return [style.backgroundColor, style.color].map((color) => (color.match(/[\d.]+/g) ?? []).map(Number));
  });
  expect(paper[3] === 0 || Math.min(...paper.slice(0, 3)) > 240, `paper is ${paper}`).toBe(true);
  expect(Math.max(...ink.slice(0, 3)), `ink is ${ink}`).toBeLessThan(90);
  if (!isMobile) expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
});
