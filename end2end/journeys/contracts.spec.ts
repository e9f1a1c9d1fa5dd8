// A manager changes what a contract includes; the customer sees it, what is used of it, and asks for its renewal.
import { chenLi, wangLi, zhaoMin } from '../cast';
import { expect, test } from '../house/test';

const number = 'LJ-2026-007';

test('a contract is changed, used, seen by its customer, and asked to be renewed once', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  await manager.goto('/contracts');
  await manager.getByLabel(words('contracts.search')).fill('lj-2026');
  await manager.getByRole('button', { name: words('contracts.search_submit') }).click();
  await expect(manager).toHaveURL(/q=lj-2026/);
  await manager.getByRole('link', { name: number }).click();
  await manager.getByRole('link', { name: words('contracts.edit') }).click();
  const [visits, ends] = [manager.locator('[name="visits"]'), manager.locator('[name="ends_on"]')];
  const until = await ends.inputValue();
  await visits.fill('24');
  await manager.getByLabel(words('contracts.exclusions')).fill('耗材，如碳粉');
  await ends.fill('2001-01-01');
  await manager.getByRole('button', { name: words('contracts.save'), exact: true }).click();
  await expect(manager.getByText(words('flaws.ends_before_it_starts'))).toBeVisible();
  await expect(visits).toHaveValue('24');
  await ends.fill(until);
  await manager.getByRole('button', { name: words('contracts.save'), exact: true }).click();
  const edited = [words('contracts.exclusions'), words('contracts.visits')].join(words('words.list_separator'));
  await expect(manager.getByText(words('contracts.did_edited', { fields: edited }))).toBeVisible();

  // The book is kept on the same page.
  await manager.getByText(words('contracts.book'), { exact: true }).click();
  await manager.locator('[name="visits"]').fill('2');
  await manager.getByRole('button', { name: words('contracts.book_do'), exact: true }).click();
  await expect(manager.getByText(words('flaws.empty'))).toBeVisible();
  await manager.locator('[name="words"]').fill('月度巡检');
  await manager.getByRole('button', { name: words('contracts.book_do'), exact: true }).click();
  await expect(manager.getByText('月度巡检')).toBeVisible();

  const admin = await comes(zhaoMin);
  await admin.goto('/coverage');
  const card = admin.getByRole('article').filter({ hasText: number });
  await expect(card.getByText('耗材，如碳粉')).toBeVisible();
  await expect(card.getByText(words('words.exclusion_untrained'))).toBeVisible();
  await admin.getByRole('link', { name: number }).click();
  await expect(admin.getByText('耗材，如碳粉')).toBeVisible();
  const said = (n: number) => words('contracts.visits_n', { n });
  await expect(admin.getByText(words('contracts.used_of', { used: said(3), most: said(24) }))).toBeVisible();
  const renew = admin.getByRole('button', { name: words('contracts.renew') });
  await renew.click();
  await expect(admin.getByText(words('contracts.renewal_then'))).toBeVisible();
  await expect(renew).toHaveCount(0);
  await manager.goto('/inbox');
  await expect(manager.getByRole('link', { name: '临江医院' }).first()).toHaveAttribute('href', `/contracts/${number}`);
  await manager.goto('/contracts?show=renewal');
  await expect(manager.getByRole('link', { name: number })).toBeVisible();

  const stranger = await comes(wangLi);
  await stranger.goto(`/contracts/${number}`);
  await expect(stranger.getByRole('heading', { name: number })).toHaveCount(0);
  await stranger.goto('/contracts?show=all&q=LJ');
  await expect(stranger.getByText(words('contracts.empty_title'))).toBeVisible();
});
