// An important announcement is published with a file, found by a customer, downloaded and confirmed; the manager sees who has
// read it. It is corrected and withdrawn. What was searched for and not found reaches those who write articles.
import { chenLi, foster, wangLi, zhouYan } from '../cast';
import { expect, test } from '../house/test';

test('an announcement is published, downloaded and confirmed', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  await manager.goto('/announcements/new');
  const submit = manager.getByRole('button', { name: words('announcements.publish'), exact: true });
  await manager.locator('[name="kind"]').selectOption('patch');
  await manager.locator('[name="title"]').fill('固件 2.19.1');
  await manager.locator('[name="text"]').fill('升级前请**备份配置**。');
  await manager.locator('[name="important"]').check();
  await manager.locator('[name="files"]').setInputFiles({ name: 'firmware.txt', mimeType: 'text/plain', buffer: Buffer.from('abc') });
  await submit.click();
  // A patch is of a product line and has a version; what was typed and chosen is still there, the file too.
  await expect(manager.getByText(words('flaws.empty'))).toHaveCount(2);
  await expect(manager.locator('[name="title"]')).toHaveValue('固件 2.19.1');
  await expect(manager.getByText('firmware.txt')).toBeVisible();
  await manager.locator('[name="product_line"]').fill('服务器');
  await manager.locator('[name="version"]').fill('2.19.1');
  await submit.click();
  await expect(manager).toHaveURL(/\/announcements\/\d+$/);
  const page = new URL(manager.url()).pathname;

  const customer = await comes(wangLi);
  await customer.goto('/');
  await customer.getByRole('main').getByRole('link', { name: '固件 2.19.1' }).click();
  await expect(customer.getByText('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')).toBeVisible();
  const file = await customer.getByRole('link', { name: 'firmware.txt' }).getAttribute('href');
  const rest = await customer.request.get(file ?? '', { headers: { range: 'bytes=1-' } });
  expect([rest.status(), await rest.text()]).toEqual([206, 'bc']);
  await customer.getByRole('button', { name: words('announcements.read'), exact: true }).click();
  await expect(customer.getByRole('button', { name: words('announcements.read'), exact: true })).toHaveCount(0);
  await customer.goto('/');
  await expect(customer.getByRole('main').getByRole('link', { name: '固件 2.19.1' })).toHaveCount(0);

  await manager.goto(page);
  await expect(manager.getByText(wangLi.name)).toBeVisible();
  await manager.goto('/announcements?kind=roster');
  await expect(manager.getByRole('main').getByRole('listitem')).toHaveCount(1);

  const reader = await comes(foster);
  expect((await reader.request.get('/announcements/999999')).status()).toBe(404);
});

test('an announcement is corrected, asks again and is withdrawn', async ({ comes, words }) => {
  const title = `巡检通报 ${Date.now()}`;
  const manager = await comes(chenLi);
  await manager.goto('/announcements/new');
  await manager.locator('[name="title"]').fill(title);
  await manager.locator('[name="text"]').fill('请核对序列号。');
  await manager.locator('[name="important"]').check();
  await manager.locator('[name="files"]').setInputFiles({ name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('abc') });
  await manager.getByRole('button', { name: words('announcements.publish'), exact: true }).click();
  await expect(manager).toHaveURL(/\/announcements\/\d+$/);
  const page = new URL(manager.url()).pathname;

  const customer = await comes(wangLi);
  await customer.goto('/inbox');
  const line = customer.getByRole('listitem').filter({ hasText: title });
  await expect(line).toContainText(words('announcements.did_publish'));
  await line.getByRole('link').click();
  await customer.getByRole('button', { name: words('announcements.read'), exact: true }).click();
  await expect(customer.getByRole('button', { name: words('announcements.read'), exact: true })).toHaveCount(0);

  await manager.getByRole('link', { name: words('announcements.change'), exact: true }).click();
  await expect(manager.locator('[name="title"]')).toHaveValue(title);
  await expect(manager.locator('[name="important"]')).toBeChecked();
  await manager.locator('[name="title"]').fill(`${title}（更正）`);
  await manager.getByRole('checkbox', { name: words('announcements.remove', { name: 'list.txt' }) }).check();
  await manager.getByRole('checkbox', { name: words('announcements.ask_again') }).check();
  await manager.getByRole('button', { name: words('inbox.save'), exact: true }).click();
  await expect(manager).toHaveURL(new RegExp(`${page}$`));
  await manager.getByText(words('announcements.was'), { exact: true }).click();
  await expect(manager.getByText(title, { exact: true })).toBeVisible();

  await customer.goto('/inbox');
  await expect(line.first()).toContainText(words('announcements.did_change'));
  await line.first().getByRole('link').click();
  await expect(customer.getByRole('heading', { level: 1 })).toHaveText(`${title}（更正）`);
  await expect(customer.getByText('list.txt')).toHaveCount(0);
  await expect(customer.getByRole('button', { name: words('announcements.read'), exact: true })).toBeVisible();

  await manager.locator('summary').filter({ hasText: words('announcements.withdraw') }).click();
  await manager.getByRole('button', { name: words('announcements.withdraw'), exact: true }).click();
  await expect(manager.getByRole('link', { name: words('announcements.change'), exact: true })).toHaveCount(0);
  await customer.reload();
  await expect(customer.getByRole('main').getByRole('status')).toBeVisible();
  await expect(customer.getByText('请核对序列号。')).toHaveCount(0);
});

test('a search without a hit is listed for those who write articles', async ({ page, comes, words }) => {
  await page.goto(`/kb?q=${encodeURIComponent('量子退火机')}`);
  await expect(page.getByText(words('knowledge.found_none_title', { q: '量子退火机' }))).toBeVisible();
  const engineer = await comes(zhouYan);
  await engineer.goto('/kb');
  await engineer.getByRole('link', { name: words('knowledge.misses') }).click();
  await expect(engineer.getByRole('link', { name: '量子退火机' })).toBeVisible();
});
