// Who is told of what: the inbox with its count, the escalation board, and a policy tried out.
import { chenLi, database, linWan, liQiang, zhouYan } from '../cast';
import { assign, report } from '../house/deeds';
import { expect, test } from '../house/test';

test('an engineer is told of a case, and reads it away', async ({ comes, words, javaScriptEnabled }) => {
  const title = `通知到人 ${Date.now()}`;
  const engineer = await comes(zhouYan);
  await engineer.goto('/inbox');
  const heading = engineer.getByRole('heading', { level: 1 });
  const before = Number(/\d+/.exec(await heading.innerText())![0]);
  const number = await report(await comes(liQiang), words, { serial: database.serial, severity: 3, title, description: '通知。' });
  await assign(await comes(linWan), words, number, zhouYan.name);
  if (!javaScriptEnabled) await engineer.reload();
  const notice = engineer.getByRole('listitem').filter({ hasText: title });
  await expect(notice).toContainText(words('words.notice_assignment'));
  await expect(heading).toContainText(String(before + 1));
  await expect(engineer.getByRole('banner').getByRole('link', { name: words('common.inbox') })).toContainText(String(before + 1));
  await engineer.getByRole('button', { name: words('inbox.mark_all') }).click();
  await expect(heading).toContainText(/\b0\b/);
  await expect(engineer.getByRole('button', { name: words('inbox.mark_all') })).toBeHidden();
  await notice.getByRole('link').click();
  await expect(heading).toHaveText(title);
});

test('the manager sees what is overdue, what follows and who was told', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  await manager.goto('/manage/escalations');
  const card = (title: string) => manager.getByRole('region', { name: title }).or(manager.locator('section, .card').filter({ hasText: title })).first();
  await expect(card(words('manage.breached')).getByRole('timer').first()).toBeVisible();
  await expect(card(words('manage.coming')).getByRole('listitem').first()).toBeVisible();
  await expect(card(words('manage.taken'))).toContainText(chenLi.name);
});

test('a policy says when it promises what, and why: holidays and adjusted days of 2026', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  await manager.goto('/manage/simulator?policy=e&severity=2&kind=fault&opened=2026-09-30T17:30');
  // Half an hour before the National Day holidays: two service hours end on 8 October at 10:30.
  await expect(manager.getByText('2026-10-08 10:30').first()).toBeVisible();
  await expect(manager.getByText(/2026-10-01/).first()).toBeVisible();
  await manager.getByLabel(words('manage.policy')).selectOption('a');
  await manager.getByRole('button', { name: words('manage.try_out') }).click();
  await expect(manager.getByText('2026-09-30 18:00').first()).toBeVisible();
  await expect(manager).toHaveURL(/policy=a/);
});
