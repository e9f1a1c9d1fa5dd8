// A service record that the customer does not accept: the case opens again and its clock goes on where it stood.
import { database, linWan, liQiang, zhouYan } from '../cast';
import { act, assign, field, report, resolve } from '../house/deeds';
import { expect, test } from '../house/test';

test('a refused record reopens the case, its clock goes on, and the second record can be confirmed', async ({ comes, words }) => {
  const customer = await comes(liQiang);
  const number = await report(customer, words, { serial: database.serial, severity: 2, title: '备库报错', description: '一读就报错。' });
  await assign(await comes(linWan), words, number, zhouYan.name);
  const engineer = await comes(zhouYan);
  await resolve(engineer, words, number);

  await customer.goto(`/cases/${number}/record`);
  const refuse = customer.getByRole('button', { name: words('record.refuse') });
  await customer.locator('summary').filter({ hasText: words('record.refuse_title') }).click();
  await refuse.click();
  await expect(field(customer, words('record.refuse_words'))).toHaveAccessibleDescription(new RegExp(words('flaws.empty')));
  await field(customer, words('record.refuse_words')).fill('重启之后又出现了。');
  await refuse.click();
  await expect(customer.getByRole('button', { name: words('record.confirm') })).toBeHidden();

  await customer.goto(`/cases/${number}`);
  await expect(customer.getByText('重启之后又出现了。').first()).toBeVisible();
  await expect(customer.getByText(words('words.stage_acceptance'), { exact: true }).first()).toBeVisible();
  const restore = customer.getByRole('timer').filter({ hasText: /^\d+:\d\d:\d\d$/ }).first();
  await expect(restore).toBeVisible();
  expect(Date.parse((await restore.getAttribute('datetime'))!) - Date.now()).toBeLessThan(4 * 3_600_000 + 60_000);

  await engineer.goto(`/cases/${number}`);
  await act(engineer, words, 'resolve', { cause: '背板接触不良', done: '更换背板' });
  await customer.goto(`/cases/${number}/record`);
  await customer.getByRole('button', { name: words('record.confirm') }).click();
  await expect(customer.getByText(words('record.closed_title'))).toBeVisible();
});
