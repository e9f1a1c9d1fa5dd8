// A manager changes what is promised: tries the draft out, saves it, and the next case goes by it; looks at a year, and fills
// a role.
import { chenLi, database, liQiang, shenYiming } from '../cast';
import { report } from '../house/deeds';
import { expect, test } from '../house/test';

test('a policy is edited, tried out and saved, and new cases go by it', async ({ comes, words, language }) => {
  const manager = await comes(chenLi);
  await manager.goto('/manage');
  await manager.getByRole('main').getByRole('link', { name: new RegExp(`^${words('policies.title')}`) }).click();
  await manager.goto('/manage/policies/a');
  await expect(manager.getByRole('row', { name: words('words.target_restore') }).first()).toContainText(language === 'en' ? '4 h' : '4 小时');
  const restore = manager.locator('[name="promise.4.within"]');
  await manager.getByText(words('policies.edit_do')).click();
  await restore.fill('soon');
  await manager.getByRole('button', { name: words('policies.check') }).last().click();
  await expect(manager.getByText(words('policy_flaws.not_a_duration'))).toBeVisible();
  await expect(restore).toHaveValue('soon');

  await restore.fill(language === 'en' ? '3 h' : '3 小时');
  await manager.locator('[name="trial.opened"]').fill('2026-11-23T09:00');
  await manager.getByRole('button', { name: words('manage.try_out') }).click();
  await expect(manager.getByText('2026-11-23 12:00').first()).toBeVisible();

  await manager.getByLabel(words('policies.why')).fill('journey');
  await manager.getByRole('button', { name: words('policies.save'), exact: true }).click();
  await expect(manager.getByText(words.like('policies.saved_done'))).toBeVisible();
  const customer = await comes(liQiang);
  const number = await report(customer, words, { serial: database.serial, severity: 1, title: `新版本 ${Date.now()}`, description: '按新版本计时。' });
  await customer.goto(`/cases/${number}`);
  await expect(customer.getByRole('timer').first()).toBeVisible();

  // Other journeys in this house count on what it was.
  await manager.getByText(words('policies.edit_do')).click();
  await restore.fill(language === 'en' ? '4 h' : '4 小时');
  await manager.getByLabel(words('policies.why')).fill('back');
  await manager.getByRole('button', { name: words('policies.save'), exact: true }).click();
  await expect(manager.getByText(words.like('policies.saved_done'))).toBeVisible();
  await expect(manager.getByRole('row', { name: words('words.target_restore') }).first()).toContainText(language === 'en' ? '4 h' : '4 小时');
});

test('rows are added and removed on the way, and nothing typed is lost', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  await manager.goto('/manage/policies/d');
  await manager.getByText(words('policies.edit_do')).click();
  await manager.locator('[name="summary_en"]').fill('Typed before');
  await manager.getByRole('button', { name: words('policies.add_promise') }).first().click();
  const added = manager.locator('[name="promise.3.within"]');
  await expect(added).toBeVisible();
  await added.fill('2 d');
  await manager.getByRole('button', { name: words('policies.remove_row', { n: 1 }) }).nth(1).click();
  await expect(added).toHaveCount(0);
  await expect(manager.locator('[name="promise.2.within"]')).toHaveValue('2 d');
  await expect(manager.locator('[name="summary_en"]')).toHaveValue('Typed before');
});

test('a year tells its holidays and where the data ends', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  await manager.goto('/manage/calendars/5x8?year=2026');
  const october = manager.getByRole('table', { name: words('calendars.month', { year: 2026, month: '10' }) });
  await expect(october.getByRole('cell', { name: `1 ${words('calendars.mark_holiday')}` })).toBeVisible();
  await expect(october.getByRole('cell', { name: `10 ${words('calendars.mark_adjusted')}` })).toBeVisible();
  await manager.getByRole('link', { name: '2027' }).click();
  await expect(manager.locator('[data-kind="beyond"]').first()).toBeVisible();
});

test('a role is filled and emptied', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  await manager.goto('/manage/roles');
  const card = manager.locator('#regional_experts');
  await card.getByText(words('roles.bind')).click();
  await card.getByLabel(words('roles.person')).selectOption({ label: shenYiming.name });
  await card.getByRole('button', { name: words('roles.add') }).click();
  const remove = card.getByRole('button', { name: words('roles.remove_who', { who: shenYiming.name }) });
  await remove.click();
  await expect(remove).toHaveCount(0);
});
