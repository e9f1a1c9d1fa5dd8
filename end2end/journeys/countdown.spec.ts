// The countdown is the server's: it equals the time left until the due moment, ticks, and does not believe the browser's clock.
import type { Locator, Page } from '@playwright/test';
import { wangLi, zhouYan } from '../cast';
import { expect, test } from '../house/test';

const title = '数据库服务器无法启动';
const numerals = /^\d+:\d\d:\d\d$/;

test('the very first answer of the server shows the time left until the due moment', async ({ comes }) => {
  const page = await comes(wangLi);
  await openCase(page);
  await expect.poll(() => offBy(running(page))).toBeLessThan(3_000);
});

test('it ticks, second by second', async ({ comes, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'ticking needs the browser');
  const page = await comes(wangLi);
  await openCase(page);
  const seen = new Set<string>();
  await expect.poll(async () => seen.add(await running(page).innerText()).size).toBeGreaterThanOrEqual(4);
  expect(await offBy(running(page))).toBeLessThan(2_000);
});

test('customer and engineer see the same due moment and the same time left', async ({ comes, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'two pages loaded at two moments differ when nothing ticks');
  const [customer, engineer] = [await comes(wangLi), await comes(zhouYan)];
  await openCase(customer);
  await engineer.goto(customer.url());
  const due = await running(customer).getAttribute('datetime');
  const same = engineer.locator(`time[role=timer][datetime="${due}"]`).first();
  await expect.poll(() => offBy(same)).toBeLessThan(2_000);
  await expect.poll(() => offBy(running(customer))).toBeLessThan(2_000);
});

for (const minutes of [-90, 7]) {
  test(`on a machine whose clock is wrong by ${minutes} minutes it shows the same`, async ({ comes, javaScriptEnabled }) => {
    test.skip(!javaScriptEnabled, 'the clock of the browser');
    const page = await comes(wangLi);
    await page.addInitScript(wrongClock, minutes * 60_000);
    await openCase(page);
    expect(Math.abs((await page.evaluate(() => Date.now())) - Date.now())).toBeGreaterThan(6 * 60_000);
    const first = await running(page).innerText();
    await expect(running(page)).not.toHaveText(first);
    expect(await offBy(running(page))).toBeLessThan(2_000);
  });
}

test('when the machine’s clock is set while the page is open, it finds back by itself', async ({ comes, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'the clock of the browser');
  const page = await comes(wangLi);
  await openCase(page);
  await expect.poll(() => offBy(running(page))).toBeLessThan(2_000);
  await page.evaluate(wrongClock, 11 * 60_000);
  await expect.poll(() => offBy(running(page)), { timeout: 30_000 }).toBeLessThan(2_000);
});

async function openCase(page: Page) {
  await page.goto(`/cases?q=${encodeURIComponent(title)}`);
  const path = await page.getByRole('main').getByRole('link', { name: title }).first().getAttribute('href');
  await page.goto(path!);
}

/** A countdown that runs. */
function running(page: Page): Locator {
  return page.getByRole('timer').filter({ hasText: numerals }).first();
}

/** By how many milliseconds it differs from the time left until its due moment. */
async function offBy(timer: Locator): Promise<number> {
  const due = Date.parse((await timer.getAttribute('datetime'))!);
  const [hours, minutes, seconds] = (await timer.innerText()).split(':').map(Number);
  return Math.abs(((hours * 60 + minutes) * 60 + seconds) * 1000 + 500 - (due - Date.now()));
}

/** Runs in the page. */
function wrongClock(aheadMs: number) {
  const [now, origin] = [Date.now.bind(Date), performance.timeOrigin];
  Date.now = () => now() + aheadMs;
  Object.defineProperty(performance, 'timeOrigin', { get: () => origin + aheadMs });
}
