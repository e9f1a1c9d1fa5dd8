// The manager asks how satisfied customers are, and by what it differs; customers see their own organisation's answers.
import { chenLi, linWan, wangLi, zhouYan } from '../cast';
import { expect, test } from '../house/test';

test('figures are broken down, narrowed, and taken along as a spreadsheet', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  await manager.goto('/manage');
  await manager.getByRole('link', { name: words('satisfaction.title') }).first().click();
  await expect(manager.getByRole('heading', { level: 1 })).toHaveText(words('satisfaction.title'));
  const rate = manager.locator('.satisfaction-figure').filter({ hasText: words('satisfaction.rate') }).first();
  await expect(rate).toContainText(/\d+\.\d%/);

  // What is drawn is written, too.
  const months = manager.locator('.satisfaction-trend tbody tr');
  await expect(months).toHaveCount(12);

  await manager.getByRole('link', { name: words('satisfaction.customer'), exact: true }).click();
  await expect(manager).toHaveURL(/by=customer/);
  const customer = manager.locator('.figures-scroll tbody tr').first().getByRole('link');
  const name = await customer.innerText();
  await customer.click();
  await expect(manager.locator('.satisfaction-narrowed')).toContainText(name);
  const download = manager.waitForEvent('download');
  await manager.getByRole('link', { name: /CSV/ }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await manager.getByRole('link', { name: words('satisfaction.widen') }).click();
  await expect(manager.locator('.satisfaction-narrowed')).toHaveCount(0);

  // A period that is none says so beside its field.
  await manager.goto('/satisfaction?from=2026-11-01&until=2026-10-01');
  await expect(manager.locator('#until-flaw')).toHaveText(words('flaws.ends_before_it_starts'));
});

test('everybody sees their own', async ({ comes, words }) => {
  const customer = await comes(wangLi);
  await customer.goto('/satisfaction');
  await expect(customer.getByRole('link', { name: words('satisfaction.question'), exact: true })).toBeVisible();
  await expect(customer.getByRole('link', { name: words('satisfaction.engineer'), exact: true })).toHaveCount(0);

  const engineer = await comes(zhouYan);
  await engineer.goto('/');
  await engineer.getByRole('link', { name: words('satisfaction.own') }).click();
  await expect(engineer.getByRole('heading', { level: 1 })).toHaveText(words('satisfaction.title'));

  const secretary = await comes(linWan);
  await secretary.goto('/satisfaction');
  await expect(secretary.locator('.satisfaction-figures')).toHaveCount(0);
});
