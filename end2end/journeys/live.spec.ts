// Two browsers on one case: what one does appears at the other within a second, without a reload and without disturbing.
import type { Page } from '@playwright/test';
import { chenLi, database, hanBing, linWan, liQiang, zhouYan, wangLi } from '../cast';
import { act, assign, comesAlive, comment, field, formOf, report, typeInto } from '../house/deeds';
import { expect, test } from '../house/test';

const fault = { serial: database.serial, severity: 2 as const, title: '两个浏览器看一个服务', description: '看得见彼此。' };

test("the engineer's act appears at the customer within a second, without reload", async ({ comes, words }) => {
  const { customer, engineer } = await twoOn(comes, words);
  await customer.evaluate(() => Object.assign(window, { never: 'reloaded' }));
  for (const said of ['第一条', '第二条', '第三条']) {
    const sent = engineer.waitForResponse(/\/api\/fn\/act$/);
    await comment(engineer, words, said);
    await sent;
    await expect(customer.getByText(said, { exact: true })).toBeVisible({ timeout: 1_000 });
  }
  expect(await customer.evaluate(() => 'never' in window)).toBe(true);
});

test('a page that was offline catches up by itself', async ({ comes, words, nothingBreaks }) => {
  nothingBreaks.forgive(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  const { customer, engineer } = await twoOn(comes, words);
  await customer.context().setOffline(true);
  await comment(engineer, words, '您离线时说的');
  await expect(engineer.getByText('您离线时说的', { exact: true })).toBeVisible();
  await customer.context().setOffline(false);
  await expect(customer.getByText('您离线时说的', { exact: true })).toBeVisible({ timeout: 40_000 });
});

test('what somebody is typing is not disturbed by what arrives', async ({ comes, words }) => {
  const { customer, engineer } = await twoOn(comes, words);
  const typing = field(customer, words('cases.comment'));
  await typing.fill('我正在写');
  const note = await formOf(engineer, words, 'note');
  await typeInto(note, words, 'note', { words: '也在写' });
  await comment(engineer, words, '打断一下');
  await expect(customer.getByText('打断一下', { exact: true })).toBeVisible();
  await expect(typing).toHaveValue('我正在写');
  await expect(typing).toBeFocused();
  await comment(customer, words, '写完了');
  await expect(engineer.getByText('写完了', { exact: true })).toBeVisible();
  await expect(field(note, words('cases.words_note'))).toHaveValue('也在写');
  await expect(field(note, words('cases.words_note'))).toBeVisible();
});

test('words meant for one act stay with it when news change what can be done', async ({ comes, words }) => {
  const { customer, engineer } = await twoOn(comes, words);
  await act(engineer, words, 'accept');
  await act(engineer, words, 'respond', { words: '收到。' });
  await act(engineer, words, 'pause', { words: '请开门。' });
  const note = await formOf(engineer, words, 'note');
  await typeInto(note, words, 'note', { words: '只给同事看' });
  await comment(customer, words, '门开了');
  await expect(engineer.getByText('门开了', { exact: true })).toBeVisible();
  await expect(field(note, words('cases.words_note'))).toHaveValue('只给同事看');
  const typed = await engineer.locator('textarea').evaluateAll((all) => all.filter((each) => (each as HTMLTextAreaElement).value !== '').length);
  expect(typed, 'and are nowhere else').toBe(1);
});

test('a fold stays open, and what was chosen in it stays chosen, when news come', async ({ comes, words }) => {
  const { customer, engineer } = await twoOn(comes, words);
  const manager = await comes(chenLi);
  await manager.goto(engineer.url());
  await manager.locator('summary').filter({ hasText: words('cases.decide') }).click();
  const verdict = manager.locator('#decide-verdict');
  await verdict.selectOption('advice_only');
  await customer.locator('summary').filter({ hasText: words('cases.attach') }).click();
  const files = customer.locator('input[type=file]');
  await files.setInputFiles({ name: 'console.log', mimeType: 'text/plain', buffer: Buffer.from('ORA-00600') });
  await act(engineer, words, 'accept');
  for (const page of [manager, customer]) await expect(page.getByRole('listitem').filter({ hasText: zhouYan.name }).first()).toBeVisible();
  await comment(customer, words, '新的消息');
  await expect(manager.getByText('新的消息', { exact: true })).toBeVisible();
  await expect(verdict).toBeVisible();
  await expect(verdict).toHaveValue('advice_only');
  await expect(files).toBeVisible();
  expect(await files.evaluate((input) => (input as HTMLInputElement).files!.length)).toBe(1);
});

test('an engineer chosen for one case, even before the page is alive, stays chosen there and nowhere else when the board changes', async ({ comes, words }) => {
  const [customer, colleague, secretary, other] = [await comes(liQiang), await comes(wangLi), await comes(linWan), await comes(chenLi)];
  const [first, second] = [await report(customer, words, { ...fault, title: '甲' }), await report(colleague, words, { ...fault, title: '乙' })];
  let comeAlive = () => {};
  const held = new Promise<void>((release) => (comeAlive = release));
  await secretary.route(/\.wasm$/, (code) => held.then(() => code.continue()));
  await secretary.goto('/dispatch', { waitUntil: 'domcontentloaded' });
  const row = (number: string) => secretary.getByRole('listitem').filter({ hasText: number });
  const chosen = (number: string) => row(number).getByLabel(words('dispatch.assign_to'));
  const zhou = await chosen(second).getByRole('option', { name: zhouYan.name }).getAttribute('value');
  await chosen(second).selectOption(zhou);
  comeAlive();
  await comesAlive(secretary);
  await assign(other, words, first, hanBing.name);
  await expect(row(first).getByText(words('dispatch.reassign')).first()).toBeVisible();
  await expect(chosen(second)).toHaveValue(zhou!);
  const others = await secretary.getByLabel(words('dispatch.assign_to')).evaluateAll((all, zhou) => all.filter((each) => (each as HTMLSelectElement).value === zhou).length, zhou);
  expect(others, 'nowhere else').toBe(1);
});

test('a new report appears on the board of the secretary by itself, and an assigned case in the queue of the engineer', async ({ comes, words }) => {
  const [customer, secretary, engineer] = [await comes(liQiang), await comes(linWan), await comes(zhouYan)];
  await secretary.goto('/dispatch');
  await engineer.goto('/queue');
  const title = `自己出现 ${Date.now()}`;
  const number = await report(customer, words, { ...fault, title });
  await expect(secretary.getByRole('link', { name: title })).toBeVisible();
  await assign(secretary, words, number, zhouYan.name);
  await expect(engineer.getByRole('link', { name: title })).toBeVisible();
});

/** A fresh case on the screens of its customer and of its engineer. */
async function twoOn(comes: (who: typeof liQiang) => Promise<Page>, words: Parameters<typeof report>[1]) {
  const customer = await comes(liQiang);
  const number = await report(customer, words, fault);
  await assign(await comes(linWan), words, number, zhouYan.name);
  const engineer = await comes(zhouYan);
  const listening = [customer, engineer].map((page) => page.waitForResponse(/\/live\?/));
  await Promise.all([customer.goto(`/cases/${number}`), engineer.goto(`/cases/${number}`)]);
  await Promise.all(listening);
  return { customer, engineer };
}
